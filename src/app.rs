//! The stateful component: it holds the model, renders it, and passes its effects to the platform.

mod discussion;
mod effects;

use crate::platform::article::Shown;
use crate::platform::host_element::HostElement;
use crate::platform::islands::Islands;
use crate::platform::listeners::Listeners;
use crate::platform::page_effects::PageEffects;
use crate::platform::scroll_positions::ScrollPositions;
use crate::platform::snapshot::{self, UnsavedExport};
use crate::platform::{self, host_events, navigation, session};
use crate::view::{Island, empty_page};
pub use discussion::code::loaded as loaded_discussion;
use discussion::{Answer, Around, Part};
use essay_core::app::{Cause, Model, Msg, PageEffect, Storage, circle, settings, update};
use essay_core::config::DiscussionMode;
use essay_core::json::Json;
use gloo::timers::callback::{Interval, Timeout};
use js_sys::Function;
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
    /// The time that the stored discussion may take before the element is ready is over.
    Late,
    /// The browser has answered the discussion.
    Answered(Answer),
    /// Call a script's function when an import is stored, given the id of its first event; without an id, when the stored discussion is loaded.
    Await(Option<String>, Function),
}

impl From<Msg> for Signal {
    fn from(msg: Msg) -> Self {
        Self::Deliver(msg)
    }
}

/// The progress of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Readiness {
    Loading,
    /// The next render reports it to the page.
    Due,
    Ready,
}

/// See the module.
pub struct App {
    host: Option<Rc<HostElement>>,
    model: Option<Model>,
    dispatch: Callback<Msg>,
    /// None until the code of the discussion is needed and loaded.
    discussion: Option<Box<dyn Part>>,
    is_discussion_loading: bool,
    readiness: Readiness,
    /// The state that the page around the islands shows.
    shown: Shown,
    /// Effects on the page that wait until Yew has rendered the model.
    after_render: Vec<PageEffect>,
    /// None before the first render for a host element.
    listeners: Option<Listeners>,
    page_effects: PageEffects,
    /// The scroll positions before a render.
    scroll_positions: ScrollPositions,
    unsaved_export: UnsavedExport,
    /// True until the snapshot is restored. No new one is saved before, since it would lose the state.
    is_restoring: bool,
    /// Waiting scripts: the id of the first event of their import, and the function to call.
    awaiting: Vec<(Option<String>, Function)>,
    clock: Option<Interval>,
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
            discussion: None,
            is_discussion_loading: false,
            readiness: Readiness::Loading,
            shown: Shown::default(),
            after_render: vec![],
            listeners: None,
            page_effects: PageEffects::default(),
            scroll_positions: ScrollPositions::default(),
            unsaved_export: UnsavedExport::default(),
            is_restoring: false,
            awaiting: vec![],
            clock: None,
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
            Signal::Late => return self.become_ready(),
            Signal::Answered(answer) => match self.discussion.as_mut().and_then(|part| part.hear(answer)) {
                Some(msg) => msg,
                None => return false,
            },
            Signal::Deliver(msg @ Msg::Circle(circle::Msg::PlayPressed(Cause::Reader))) => {
                // Playing begins in the next task, since one task for the press and the animation would be too long.
                let link = ctx.link().clone();
                Timeout::new(0, move || link.send_message(Signal::Deferred(msg))).forget();
                return false;
            }
            Signal::Deliver(msg) | Signal::Deferred(msg) => msg,
        };
        let is_of_code = matches!(msg, Msg::DiscussionCodeLoaded(_) | Msg::DiscussionCodeFailed);
        if is_of_code && !std::mem::take(&mut self.is_discussion_loading) {
            // The element that asked for the code has left.
            return false;
        }
        self.prepare(ctx, &msg);
        let is_tick = matches!(msg, Msg::Circle(circle::Msg::Ticked(_)));
        let failed = matches!(msg, Msg::DiscussionCodeFailed);
        let Some(model) = &mut self.model else { return false };
        let effects = update(model, msg);
        if failed {
            self.discussion_failed();
        }
        if self.is_usable() {
            self.become_ready();
        }
        self.save_snapshot();
        self.answer_scripts();
        let render = !(is_tick && effects.is_empty());
        if let Some(host) = self.host.as_ref().filter(|_| render) {
            self.scroll_positions = ScrollPositions::around(host);
        }
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
        let view = |island| match (island, &self.discussion) {
            (Island::Discussion, None) => Html::default(),
            (Island::Discussion, Some(part)) => part.view(model),
            (island, _) => island.view(model, &self.dispatch),
        };
        ctx.props().islands.portals(view, page)
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let Some(host) = &self.host else { return };
        let islands = &ctx.props().islands;
        if self.listeners.is_none() {
            if !host.is_rendered {
                islands.copy_page_to(&host.mount);
            }
            self.scroll_positions = ScrollPositions::around(host);
            islands.attach(&host.mount, |island| island != Island::Discussion);
            self.shown = Shown::of(host);
            self.listeners = Some(Listeners::attach(host, islands, &self.dispatch));
            ctx.link().send_message(Msg::from(settings::Msg::Loaded(platform::settings::current(host))));
            ctx.link().send_message(Msg::Mounted {
                config: host.config.clone(),
                view: host.view,
                open_notes: host.open_notes.clone(),
                saved_notes: session::open_notes(&host.essay.id),
            });
            if let Some(snapshot) = &host.snapshot {
                ctx.link().send_message(Msg::Restored(Json::parse(&snapshot.state).unwrap_or_default()));
            } else if let Some(fragment) =
                navigation::fragment().filter(|fragment| navigation::owns_fragment(host, fragment))
            {
                ctx.link().send_message(Msg::FragmentFollowed(fragment));
            }
            if host.wants_discussion() {
                ctx.link().send_message(Msg::DiscussionWanted);
            }
        }
        if let Some(model) = &self.model {
            self.shown.update(host, islands, model);
        }
        if let Some(part) = &mut self.discussion {
            islands.attach(&host.mount, |island| island == Island::Discussion);
            part.rendered();
        }
        std::mem::take(&mut self.scroll_positions).restore();
        if self.readiness == Readiness::Due {
            self.readiness = Readiness::Ready;
            host_events::emit_ready(host);
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
        self.is_restoring &= !matches!(msg, Msg::Restored(_));
        match (msg, &mut self.discussion, &self.host) {
            (Msg::Discussion(msg), Some(part), _) => part.prepare(msg),
            (Msg::DiscussionCodeLoaded(_), None, Some(host)) => {
                let answer = ctx.link().callback(Signal::Answered);
                let around = Around { host: Rc::clone(host), dispatch: self.dispatch.clone(), answer };
                self.discussion = loaded_discussion().map(|code| (code.part)(around));
            }
            _ => {}
        }
    }

    /// Loads the code of the discussion, unless it is on its way.
    fn load_discussion(&mut self) {
        let Some(host) = self.host.as_ref().filter(|_| !self.is_discussion_loading) else { return };
        self.is_discussion_loading = true;
        discussion::code::load(self.dispatch.clone(), host.element.clone());
    }

    /// Reports to the reader and to waiting scripts that the code of the discussion was not loaded.
    fn discussion_failed(&mut self) {
        let Some(model) = &self.model else { return };
        let sentence = model.announcement.clone();
        if let Some(host) = &self.host {
            self.shown.discussion_failed(host, &sentence, model.words);
        }
        for (_, done) in self.awaiting.drain(..) {
            // The function settles a promise, and does not throw.
            let _ = done.call1(&JsValue::UNDEFINED, &sentence.as_str().into());
        }
    }

    /// True if the circle answers, or without one the discussion.
    fn is_usable(&self) -> bool {
        let Some(model) = self.model.as_ref().filter(|_| self.listeners.is_some()) else { return false };
        let waits = model.essay.circle.is_none() && model.config.discussion != DiscussionMode::Off;
        model.alive && !(waits && model.discussion.storage == Storage::Opening)
    }

    /// Has the next render report to the page that the element is ready; false if that was done before.
    fn become_ready(&mut self) -> bool {
        let is_new = self.readiness == Readiness::Loading;
        if is_new {
            self.readiness = Readiness::Due;
            self._ready_timer = None;
            self.save_snapshot();
        }
        is_new
    }

    /// Attaches the app to the host element of its properties, and detaches it from the one before.
    fn attach(&mut self, ctx: &Context<Self>) {
        if let Some(part) = self.discussion.take() {
            part.save_drafts();
        }
        self.is_discussion_loading = false;
        ctx.props().islands.detach();
        self.model = None;
        self.answer_scripts();
        self.listeners = None;
        self.page_effects.end();
        self.after_render.clear();
        self.clock = None;
        self.readiness = Readiness::Loading;
        self.host = ctx.props().host.clone();
        let snapshot = self.host.as_ref().and_then(|host| host.snapshot.as_ref());
        self.is_restoring = snapshot.is_some();
        self.unsaved_export = UnsavedExport::of(snapshot);
        self.model = self.host.as_ref().map(|host| host.model());
        let link = ctx.link().clone();
        self._ready_timer =
            self.host.as_ref().map(|_| Timeout::new(READY_MILLIS, move || link.send_message(Signal::Late)));
        self.save_snapshot();
    }

    fn save_snapshot(&mut self) {
        if let (Some(host), Some(model), false) = (&self.host, &self.model, self.is_restoring) {
            let status = if self.readiness == Readiness::Loading { "loading" } else { "ready" };
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
}
