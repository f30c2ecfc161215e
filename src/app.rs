//! The stateful component: it holds the model, renders it, and passes its effects to the platform.

mod effects;
mod render_budget;

use crate::platform::article::Shown;
use crate::platform::autosave::Autosave;
use crate::platform::channel::Channel;
use crate::platform::discussion_store::StorageError;
use crate::platform::draft::AdoptedDrafts;
use crate::platform::focus::Caret;
use crate::platform::host_element::HostElement;
use crate::platform::islands::Islands;
use crate::platform::listeners::Listeners;
use crate::platform::page_effects::PageEffects;
use crate::platform::snapshot::{self, Snapshot, UnsavedExport};
use crate::platform::unicode::UNICODE;
use crate::platform::{self, host_events, indexed_db, local_storage, navigation, session, time};
use crate::view::{TimeFormat, empty_page};
use effects::RETRY_MILLIS;
use essay_core::app::discussion::{composer, list, storage, sync};
use essay_core::app::{Cause, Model, Msg, PageEffect, Stored, circle, discussion, settings, update};
use essay_core::discussion::{Discussion, codec};
use essay_core::json::Json;
use gloo::timers::callback::{Interval, Timeout};
use js_sys::Function;
use render_budget::RenderBudget;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// The time after which the element counts as ready even without the stored discussion, in milliseconds.
const READY_MILLIS: u32 = 1_500;

/// The answer to a script whose element has left the page.
pub const LEFT: &str =
    "This essay has left the page, or was given another document, before this was done. Ask again when it is there.";

/// The properties of [`App`].
#[derive(Clone, Properties)]
pub struct AppProps {
    /// The places that the app renders into.
    pub islands: Rc<Islands>,
    /// The element that the app serves; none while it is parked.
    pub host: Option<Rc<HostElement>>,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        // An app keeps its places.
        match (&self.host, &other.host) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        }
    }
}

/// A message to the app.
#[derive(Debug)]
pub enum Signal {
    /// Deliver a message to the model.
    Deliver(Msg),
    /// Deliver a message to the model whose delivery was deferred.
    Deferred(Msg),
    /// Storage has answered, or its time is over.
    Ready,
    /// The browser is idle, so more rows of the list can be rendered.
    RowsDue,
    /// Call a script's function when an import is stored, given the id of its first event; without an id, when the stored discussion is loaded.
    Await(Option<String>, Function),
    /// The load of this number has ended.
    Loaded(usize, Result<(Stored, AdoptedDrafts), StorageError>),
    /// The browser has not answered the load of this number for a while.
    LoadSilent(usize),
    /// Load again a discussion that could not be loaded.
    Reload,
}

impl From<Msg> for Signal {
    fn from(msg: Msg) -> Self {
        Self::Deliver(msg)
    }
}

/// See the module.
pub struct App {
    host: Option<Rc<HostElement>>,
    model: Option<Model>,
    dispatch: Callback<Msg>,
    autosave: Autosave,
    ready: bool,
    /// The discussion that is being loaded, or was loaded.
    loading: Option<String>,
    /// The number of loads. The answer to an earlier load is ignored.
    load_number: usize,
    /// True while the discussion is being loaded before the model has asked for it.
    is_prefetched: bool,
    /// The stored discussion, if it has come before the first render.
    early_load: Option<Signal>,
    render_budget: RenderBudget,
    /// The state that the page around the islands shows.
    shown: Shown,
    /// The caret before a render that may move the field in which the reader types.
    caret: Option<Caret>,
    /// Effects on the page that wait until Yew has rendered the model.
    after_render: Vec<PageEffect>,
    /// None before the first render for a host element.
    listeners: Option<Listeners>,
    page_effects: PageEffects,
    channel: Option<Channel>,
    unsaved_export: UnsavedExport,
    /// True until the snapshot is restored. No new one is saved before, since it would lose the state.
    is_restoring: bool,
    /// Waiting scripts: the id of the first event of their import, and the function to call.
    awaiting: Vec<(Option<String>, Function)>,
    clock: Option<Interval>,
    retry_timer: Option<Timeout>,
    reload_timer: Option<Timeout>,
    _ready_timer: Option<Timeout>,
}

impl Component for App {
    type Message = Signal;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let mut app = Self {
            host: None,
            model: None,
            dispatch: ctx.link().callback(Signal::Deliver),
            autosave: Autosave::new(ctx.link().callback(Signal::Deliver)),
            ready: false,
            loading: None,
            load_number: 0,
            is_prefetched: false,
            early_load: None,
            render_budget: RenderBudget::default(),
            shown: Shown::default(),
            caret: None,
            after_render: vec![],
            listeners: None,
            page_effects: PageEffects::default(),
            channel: None,
            unsaved_export: UnsavedExport::default(),
            is_restoring: false,
            awaiting: vec![],
            clock: None,
            retry_timer: None,
            reload_timer: None,
            _ready_timer: None,
        };
        app.attach(ctx);
        app
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &AppProps) -> bool {
        self.attach(ctx);
        true
    }

    fn update(&mut self, ctx: &Context<Self>, signal: Signal) -> bool {
        if let Signal::Await(first, done) = signal {
            // Scripts get an answer even if their element has left.
            self.awaiting.push((first, done));
            self.answer_scripts();
            return false;
        }
        if self.model.is_none() {
            return false;
        }
        let msg = match signal {
            Signal::Await(..) => return false,
            Signal::Ready => {
                self.ready = true;
                self._ready_timer = None;
                self.save_snapshot();
                if let Some(host) = &self.host {
                    host_events::emit_ready(host);
                }
                return false;
            }
            // An element that has left the page may have begun this load.
            Signal::Loaded(number, _) | Signal::LoadSilent(number) if number != self.load_number => return false,
            loaded @ Signal::Loaded(..) if self.listeners.is_none() => {
                self.early_load = Some(loaded);
                return false;
            }
            Signal::Loaded(_, outcome) => {
                let link = ctx.link();
                match outcome {
                    Ok((stored, drafts)) => {
                        if !(stored.events.is_empty() && stored.drafts.is_empty()) {
                            local_storage::remember_writer(true);
                        }
                        self.autosave.adopt(drafts);
                        link.send_message(Msg::from(storage::Msg::Loaded(stored)));
                    }
                    Err(error) => {
                        link.send_message(Msg::from(storage::Msg::Refused(error.reason)));
                        if error.is_transient {
                            let again = link.clone();
                            let later = move || again.send_message(Signal::Reload);
                            self.reload_timer = Some(Timeout::new(RETRY_MILLIS, later));
                        }
                    }
                }
                return false;
            }
            Signal::LoadSilent(_) => {
                ctx.link().send_message(Msg::from(storage::Msg::Silent));
                return false;
            }
            Signal::Reload => {
                if let Some(discussion) = self.loading.clone() {
                    self.load(ctx, discussion);
                }
                return false;
            }
            Signal::RowsDue => list::Msg::MoreRows(self.render_budget.begin()).into(),
            Signal::Deliver(msg @ Msg::Circle(circle::Msg::PlayPressed(Cause::Reader))) => {
                // Playing begins in the next task, since one task for the press and the animation would be too long.
                let link = ctx.link().clone();
                Timeout::new(0, move || link.send_message(Signal::Deferred(msg))).forget();
                return false;
            }
            Signal::Deliver(msg) | Signal::Deferred(msg) => msg,
        };
        self.prepare(ctx, &msg);
        let is_tick = matches!(msg, Msg::Circle(circle::Msg::Ticked(_)));
        let Some(model) = &mut self.model else { return false };
        let effects = update(model, msg);
        self.save_snapshot();
        self.answer_scripts();
        let render = !(is_tick && effects.is_empty());
        for effect in effects {
            self.perform(ctx, effect);
        }
        render
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Some((host, model)) = self.host.as_ref().zip(self.model.as_ref()) else {
            return ctx.props().islands.portals(|_| Html::default(), Html::default());
        };
        let has_page = host.is_rendered || self.listeners.is_some();
        let page = if has_page { Html::default() } else { empty_page(model) };
        ctx.props().islands.portals(|island| island.view(model, TimeFormat(time::format), &self.dispatch), page)
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        self.render_budget.end();
        let Some(host) = &self.host else { return };
        let islands = &ctx.props().islands;
        if self.listeners.is_none() {
            if !host.is_rendered {
                islands.copy_page_to(&host.mount);
            }
            islands.attach(&host.mount);
            self.shown = Shown::of(host);
            self.listeners = Some(Listeners::attach(host, &self.dispatch));
            ctx.link().send_message(Msg::from(settings::Msg::Loaded(platform::settings::current(host))));
            ctx.link().send_message(Msg::Mounted {
                config: host.config.clone(),
                view: host.view,
                open_notes: host.open_notes.clone(),
                saved_notes: session::open_notes(&host.essay.id),
            });
            if let Some(snapshot) = &host.snapshot {
                Self::restore(ctx, snapshot);
            } else if let Some(fragment) =
                navigation::fragment().filter(|fragment| navigation::owns_fragment(host, fragment))
            {
                ctx.link().send_message(Msg::FragmentFollowed(fragment));
            }
            if let Some(loaded) = self.early_load.take() {
                ctx.link().send_message(loaded);
            }
        }
        if let Some(model) = &self.model {
            self.shown.update(host, islands, model);
        }
        if let Some(caret) = self.caret.take() {
            caret.restore(host);
        }
        for effect in std::mem::take(&mut self.after_render) {
            let words = self.model.as_ref().map(|model| model.words).unwrap_or_default();
            self.page_effects.perform(host, effect, words);
        }
    }
}

impl App {
    /// The model, unless the app is parked.
    pub fn model(&self) -> Option<&Model> {
        self.model.as_ref()
    }

    /// Prepares for a message before it is delivered to the model.
    fn prepare(&mut self, ctx: &Context<Self>, msg: &Msg) {
        use discussion::Msg::{Composer, Storage, Sync};
        self.is_restoring &= !matches!(msg, Msg::Restored(_));
        let Msg::Discussion(msg) = msg else { return };
        if matches!(msg, Composer(composer::Msg::Typed { .. })) {
            self.render_budget.shrink();
        }
        let is_loaded = matches!(msg, Storage(storage::Msg::Loaded(_)));
        if let (true, Some(host)) = (is_loaded || matches!(msg, Sync(sync::Msg::RemoteEvents { .. })), &self.host) {
            self.caret = Caret::of(host);
        }
        if (is_loaded || matches!(msg, Storage(storage::Msg::Refused(_)))) && !self.ready {
            ctx.link().send_message(Signal::Ready);
        }
    }

    /// Attaches the app to the host element of its properties, and detaches it from the one before.
    fn attach(&mut self, ctx: &Context<Self>) {
        self.autosave.save_now();
        ctx.props().islands.detach();
        self.model = None;
        self.answer_scripts();
        self.listeners = None;
        self.page_effects.end();
        self.after_render.clear();
        self.channel = None;
        self.clock = None;
        self.retry_timer = None;
        self.reload_timer = None;
        self.ready = false;
        self.host = ctx.props().host.clone();
        let snapshot = self.host.as_ref().and_then(|host| host.snapshot.as_ref());
        self.is_restoring = snapshot.is_some();
        self.unsaved_export = UnsavedExport::of(snapshot);
        self.model = self.host.as_ref().map(|host| Model {
            unicode: UNICODE,
            words: host.words,
            ..Model::new(Rc::clone(&host.essay), host.config.for_first_render())
        });
        let link = ctx.link().clone();
        self._ready_timer =
            self.host.as_ref().map(|_| Timeout::new(READY_MILLIS, move || link.send_message(Signal::Ready)));
        self.early_load = None;
        // Rows that were requested for the element before are not rendered.
        self.render_budget = RenderBudget::default();
        self.loading = None;
        self.load_number += 1;
        self.is_prefetched = self.host.is_some();
        let discussion = |host: &Rc<HostElement>| host.config.discussion_id.as_ref().unwrap_or(&host.essay.id).clone();
        if let Some(discussion) = self.host.as_ref().map(discussion) {
            // The browser loads while the page comes to life.
            indexed_db::open_ahead();
            self.load(ctx, discussion);
        }
        self.save_snapshot();
    }

    fn save_snapshot(&mut self) {
        if let (Some(host), Some(model), false) = (&self.host, &self.model, self.is_restoring) {
            let status = if self.ready { "ready" } else { "loading" };
            snapshot::save(&host.element, model, status, &mut self.unsaved_export);
        }
    }

    /// Answers the waiting scripts whose outcome is known. When the element has left, it is known for all of them.
    fn answer_scripts(&mut self) {
        let model = self.model.as_ref();
        self.awaiting.retain(|(first, done)| {
            let outcome = match (model, first) {
                (None, _) => Some(Err(LEFT.to_owned())),
                (Some(model), Some(first)) => model.import_outcome(first),
                (Some(model), None) => model.reading_outcome(),
            };
            if let Some(outcome) = &outcome {
                let problem = outcome.as_ref().err().map_or(JsValue::UNDEFINED, |sentence| sentence.into());
                // The function settles a promise, and does not throw.
                let _ = done.call1(&JsValue::UNDEFINED, &problem);
            }
            outcome.is_none()
        });
    }

    /// Restores the state of an element that was alive before.
    fn restore(ctx: &Context<Self>, snapshot: &Snapshot) {
        let link = ctx.link();
        let state = Json::parse(&snapshot.state).unwrap_or_default();
        let author = Model::author_of(&state);
        link.send_message(Msg::Restored(state));
        if !snapshot.unsaved_export.is_empty() {
            let events = codec::read(&snapshot.unsaved_export, &Discussion::default()).added;
            link.send_message(Msg::from(sync::Msg::RemoteEvents { events, erased: vec![], author }));
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.autosave.save_now();
    }
}
