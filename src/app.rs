//! The stateful component: holds the model, shows it, and hands its effects to the platform.

mod effects;
mod slice;

use crate::platform::article::Shown;
use crate::platform::channel::Channel;
use crate::platform::drafts::{Drafts, TakenOver};
use crate::platform::islands::Islands;
use crate::platform::letters::UNICODE;
use crate::platform::listeners::Listening;
use crate::platform::page_effects::PageEffects;
use crate::platform::seat::{Kept, Seat};
use crate::platform::store::Refusal;
use crate::platform::{self, address, indexed_db, keep, page, time, visit};
use crate::view::{TimeFormat, empty_page};
use effects::TRY_AGAIN_MILLIS;
use essay_core::app::discussion::{composer, list, storage, sync};
use essay_core::app::{Cause, Model, Msg, PageEffect, Stored, circle, discussion, settings, update};
use essay_core::discussion::{Discussion, codec};
use essay_core::json::Json;
use gloo::timers::callback::{Interval, Timeout};
use js_sys::Function;
use slice::Slice;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// How long storage may take before the element counts as ready without it, in milliseconds.
const PATIENCE_MILLIS: u32 = 1_500;

/// What a script is told whose element is not there any more.
pub const LEFT: &str =
    "This essay has left the page, or was given another document, before this was done. Ask again when it is there.";

/// Properties of [`App`]: a seat, or none while it waits for its next element.
#[derive(Clone, Properties)]
pub struct AppProps {
    /// The places that the app draws into.
    pub islands: Rc<Islands>,
    /// Where the app is shown.
    pub seat: Option<Rc<Seat>>,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        // An app keeps its places.
        match (&self.seat, &other.seat) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        }
    }
}

/// What the app is told.
#[derive(Debug)]
pub enum Signal {
    /// Something for the model.
    Told(Msg),
    /// Something that was told before, and is to be done now.
    Now(Msg),
    /// Storage has answered, or has had its time.
    Ready,
    /// There is time to draw more of the list.
    Idle,
    /// A script waits until events that it has handed over are stored, of which this is the first, or until what is stored has been read.
    Awaited(Option<String>, Function),
    /// What is stored for a discussion was read, in this round.
    Read(usize, Result<(Stored, TakenOver), Refusal>),
    /// The browser has not answered for a while what is stored for a discussion.
    Silent(usize),
    /// It is time to read again what could not be read.
    ReadAgain,
}

impl From<Msg> for Signal {
    fn from(msg: Msg) -> Self {
        Self::Told(msg)
    }
}

/// See the module.
pub struct App {
    seat: Option<Rc<Seat>>,
    model: Option<Model>,
    on: Callback<Msg>,
    drafts: Drafts,
    ready: bool,
    /// The discussion that is read, or was.
    reading: Option<String>,
    /// How often something was read. An answer of another round is nobody's any more.
    round: usize,
    /// Whether the model has not asked for it yet.
    ahead: bool,
    /// What was read before the model was told that it is alive.
    early: Option<Signal>,
    slice: Slice,
    /// The state that the page around the islands shows.
    shown: Shown,
    /// Where the reader types while something comes from elsewhere that may move the field.
    typing: Option<page::Caret>,
    /// Effects that want the page as the model has it now.
    after_render: Vec<PageEffect>,
    /// None while the seat is new.
    listening: Option<Listening>,
    page_effects: PageEffects,
    channel: Option<Channel>,
    memory: keep::Memory,
    /// Whether the element goes on with what was kept of it, and has not been told so yet: it is not to be kept anew before.
    resuming: bool,
    /// The scripts that wait for an answer: for which events, and whom to call.
    awaited: Vec<(Option<String>, Function)>,
    ticking: Option<Interval>,
    trying: Option<Timeout>,
    reading_again: Option<Timeout>,
    _patience: Option<Timeout>,
}

impl Component for App {
    type Message = Signal;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let mut app = Self {
            seat: None,
            model: None,
            on: ctx.link().callback(Signal::Told),
            drafts: Drafts::new(ctx.link().callback(Signal::Told)),
            ready: false,
            reading: None,
            round: 0,
            ahead: false,
            early: None,
            slice: Slice::default(),
            shown: Shown::default(),
            typing: None,
            after_render: vec![],
            listening: None,
            page_effects: PageEffects::default(),
            channel: None,
            memory: keep::Memory::default(),
            resuming: false,
            awaited: vec![],
            ticking: None,
            trying: None,
            reading_again: None,
            _patience: None,
        };
        app.sit_down(ctx);
        app
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &AppProps) -> bool {
        self.sit_down(ctx);
        true
    }

    fn update(&mut self, ctx: &Context<Self>, signal: Signal) -> bool {
        if let Signal::Awaited(first, done) = signal {
            // A script whose element has left is answered, too.
            self.awaited.push((first, done));
            self.answer();
            return false;
        }
        if self.model.is_none() {
            return false;
        }
        let msg = match signal {
            Signal::Awaited(..) => return false,
            Signal::Ready => {
                self.ready = true;
                self._patience = None;
                self.keep();
                if let Some(seat) = &self.seat {
                    page::ready(seat);
                }
                return false;
            }
            // An element that has left may have asked for it.
            Signal::Read(round, _) | Signal::Silent(round) if round != self.round => return false,
            read @ Signal::Read(..) if self.listening.is_none() => {
                self.early = Some(read);
                return false;
            }
            Signal::Read(_, read) => {
                let link = ctx.link();
                match read {
                    Ok((stored, drafts)) => {
                        if !(stored.events.is_empty() && stored.drafts.is_empty()) {
                            visit::remember_writer(true);
                        }
                        self.drafts.take_over(drafts);
                        link.send_message(Msg::from(storage::Msg::Loaded(stored)));
                    }
                    Err(refusal) => {
                        link.send_message(Msg::from(storage::Msg::Refused(refusal.reason)));
                        if refusal.may_pass {
                            let again = link.clone();
                            let later = move || again.send_message(Signal::ReadAgain);
                            self.reading_again = Some(Timeout::new(TRY_AGAIN_MILLIS, later));
                        }
                    }
                }
                return false;
            }
            Signal::Silent(_) => {
                ctx.link().send_message(Msg::from(storage::Msg::Silent));
                return false;
            }
            Signal::ReadAgain => {
                if let Some(discussion) = self.reading.clone() {
                    self.read(ctx, discussion);
                }
                return false;
            }
            Signal::Idle => list::Msg::MoreRows(self.slice.begin()).into(),
            Signal::Told(msg @ Msg::Circle(circle::Msg::PlayPressed(Cause::Reader))) => {
                // The press is over before playing begins: what the browser does for the one and the other would be too
                // long for one task.
                let link = ctx.link().clone();
                Timeout::new(0, move || link.send_message(Signal::Now(msg))).forget();
                return false;
            }
            Signal::Told(msg) | Signal::Now(msg) => msg,
        };
        self.prepare(ctx, &msg);
        let is_tick = matches!(msg, Msg::Circle(circle::Msg::Ticked(_)));
        let Some(model) = &mut self.model else { return false };
        let effects = update(model, msg);
        self.keep();
        self.answer();
        let render = !(is_tick && effects.is_empty());
        for effect in effects {
            self.perform(ctx, effect);
        }
        render
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Some((seat, model)) = self.seat.as_ref().zip(self.model.as_ref()) else {
            return ctx.props().islands.portals(|_| Html::default(), Html::default());
        };
        let is_made = seat.stands || self.listening.is_some();
        let page = if is_made { Html::default() } else { empty_page(model) };
        ctx.props().islands.portals(|island| island.view(model, TimeFormat(time::told), &self.on), page)
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        self.slice.end();
        let Some(seat) = &self.seat else { return };
        let islands = &ctx.props().islands;
        if self.listening.is_none() {
            if !seat.stands {
                islands.make(&seat.mount);
            }
            islands.settle(&seat.mount);
            self.shown = Shown::of(seat);
            self.listening = Some(Listening::attach(seat, &self.on));
            ctx.link().send_message(Msg::from(settings::Msg::Loaded(platform::settings::known(seat))));
            ctx.link().send_message(Msg::Mounted {
                config: seat.config.clone(),
                view: seat.view,
                open_notes: seat.open_notes.clone(),
                saved_notes: visit::notes(&seat.essay.id),
            });
            if let Some(kept) = &seat.kept {
                Self::resume(ctx, kept);
            } else if let Some(fragment) =
                address::fragment().filter(|fragment| address::is_first_to_know(seat, fragment))
            {
                ctx.link().send_message(Msg::FragmentFollowed(fragment));
            }
            if let Some(read) = self.early.take() {
                ctx.link().send_message(read);
            }
        }
        if let Some(model) = &self.model {
            self.shown.show(seat, islands, model);
        }
        if let Some(caret) = self.typing.take() {
            page::put_back(seat, &caret);
        }
        for effect in std::mem::take(&mut self.after_render) {
            let words = self.model.as_ref().map(|model| model.words).unwrap_or_default();
            self.page_effects.perform(seat, effect, words);
        }
    }
}

impl App {
    /// The model, while it has a seat.
    pub fn model(&self) -> Option<&Model> {
        self.model.as_ref()
    }

    /// Gets ready for a message that the model is told next.
    fn prepare(&mut self, ctx: &Context<Self>, msg: &Msg) {
        use discussion::Msg::{Composer, Storage, Sync};
        self.resuming &= !matches!(msg, Msg::Restored(_));
        let Msg::Discussion(msg) = msg else { return };
        if matches!(msg, Composer(composer::Msg::Typed { .. })) {
            self.slice.hold_back();
        }
        let is_read = matches!(msg, Storage(storage::Msg::Loaded(_)));
        if let (true, Some(seat)) = (is_read || matches!(msg, Sync(sync::Msg::RemoteEvents { .. })), &self.seat) {
            self.typing = page::caret(seat);
        }
        if (is_read || matches!(msg, Storage(storage::Msg::Refused(_)))) && !self.ready {
            ctx.link().send_message(Signal::Ready);
        }
    }

    /// Takes the seat of the properties, and leaves the one before it.
    fn sit_down(&mut self, ctx: &Context<Self>) {
        self.drafts.flush();
        ctx.props().islands.leave();
        self.model = None;
        self.answer();
        self.listening = None;
        self.page_effects.end();
        self.after_render.clear();
        self.channel = None;
        self.ticking = None;
        self.trying = None;
        self.reading_again = None;
        self.ready = false;
        self.seat = ctx.props().seat.clone();
        let kept = self.seat.as_ref().and_then(|seat| seat.kept.as_ref());
        self.resuming = kept.is_some();
        self.memory = keep::Memory::of(kept);
        self.model = self.seat.as_ref().map(|seat| Model {
            unicode: UNICODE,
            words: seat.words,
            ..Model::new(Rc::clone(&seat.essay), seat.config.for_first_render())
        });
        let link = ctx.link().clone();
        self._patience =
            self.seat.as_ref().map(|_| Timeout::new(PATIENCE_MILLIS, move || link.send_message(Signal::Ready)));
        // The browser reads while the page comes to life.
        self.early = None;
        // What was ordered for an element that has left is not drawn.
        self.slice = Slice::default();
        self.reading = None;
        self.round += 1;
        self.ahead = self.seat.is_some();
        let discussion = |seat: &Rc<Seat>| seat.config.discussion_id.as_ref().unwrap_or(&seat.essay.id).clone();
        if let Some(discussion) = self.seat.as_ref().map(discussion) {
            indexed_db::open_ahead();
            self.read(ctx, discussion);
        }
        self.keep();
    }

    fn keep(&mut self) {
        if let (Some(seat), Some(model), false) = (&self.seat, &self.model, self.resuming) {
            let status = if self.ready { "ready" } else { "loading" };
            keep::keep(&seat.host, model, status, &mut self.memory);
        }
    }

    /// Answers the scripts that have waited long enough: all of them, once the element has left.
    fn answer(&mut self) {
        let model = self.model.as_ref();
        self.awaited.retain(|(first, done)| {
            let outcome = match (model, first) {
                (None, _) => Some(Err(LEFT.to_owned())),
                (Some(model), Some(first)) => model.import_outcome(first),
                (Some(model), None) => model.reading_outcome(),
            };
            if let Some(outcome) = &outcome {
                let problem = outcome.as_ref().err().map_or(JsValue::UNDEFINED, |told| told.into());
                // It settles a promise.
                let _ = done.call1(&JsValue::UNDEFINED, &problem);
            }
            outcome.is_none()
        });
    }

    /// Goes on where the element was.
    fn resume(ctx: &Context<Self>, kept: &Kept) {
        let link = ctx.link();
        let snapshot = Json::parse(&kept.mind).unwrap_or_default();
        let author = Model::author_of(&snapshot);
        link.send_message(Msg::Restored(snapshot));
        if !kept.memory.is_empty() {
            let events = codec::read(&kept.memory, &Discussion::default()).added;
            link.send_message(Msg::from(sync::Msg::RemoteEvents { events, erased: vec![], author }));
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.drafts.flush();
    }
}
