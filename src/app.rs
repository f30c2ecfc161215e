//! The stateful component: holds the model, shows it, and hands its effects to the platform.

use crate::platform::channel::Channel;
use crate::platform::drafts::{self, Draft, Drafts, TakenOver};
use crate::platform::letters::LETTERS;
use crate::platform::listeners::{self, Listening};
use crate::platform::pulse::Pulse;
use crate::platform::seat::{Kept, Seat};
use crate::platform::words::Marks;
use crate::platform::{files, keep, late, morph, page, picture, settings, stamp, store, time, tongue, visit};
use crate::view::{TimeFormat, essay_view};
use essay_core::app::{self, Cause, Effect, Model, Msg, Stored, update};
use essay_core::discussion::{Discussion, Event, wire};
use essay_core::json::Json;
use essay_core::said;
use essay_core::words::Said;
use gloo::timers::callback::{Interval, Timeout};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often time passes while the circle plays, in milliseconds.
const TICK_MILLIS: u32 = 100;

/// How long storage may take before the element counts as ready without it, in milliseconds.
const PATIENCE_MILLIS: u32 = 1_500;

/// How long drawing more of a list may take, in milliseconds: a letter that is typed meanwhile waits so long.
const SLICE_MILLIS: f64 = 24.0;

/// How many rows of a list are drawn at once at first, and while the reader types.
const FEW_ROWS: usize = 8;

/// How long until what could not be stored is tried again, in milliseconds.
const TRY_AGAIN_MILLIS: u32 = 15_000;

/// Properties of [`App`]: a seat, or none while it waits for its next element.
#[derive(Clone, Properties)]
pub struct AppProps {
    /// Where the app is shown.
    pub seat: Option<Rc<Seat>>,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
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
    /// What is stored for a discussion was read.
    Read(String, Result<(Stored, TakenOver), Said>),
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
    /// The discussion that is read before the model asks for it.
    reading: Option<String>,
    slice: Slice,
    /// Where the reader types while something comes from elsewhere that may move the field.
    typing: Option<page::Caret>,
    /// Effects that want the page as the model has it now.
    after_render: Vec<Effect>,
    /// None while the seat is new.
    listening: Option<Listening>,
    pulse: Pulse,
    marks: Marks,
    channel: Option<Channel>,
    memory: keep::Memory,
    /// Whether the element goes on with what was kept of it, and has not been told so yet: it is not to be kept anew before.
    resuming: bool,
    ticking: Option<Interval>,
    trying: Option<Timeout>,
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
            slice: Slice::default(),
            typing: None,
            after_render: vec![],
            listening: None,
            pulse: Pulse::default(),
            marks: Marks::default(),
            channel: None,
            memory: keep::Memory::default(),
            resuming: false,
            ticking: None,
            trying: None,
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
        let Some(model) = &mut self.model else { return false };
        let (effects, is_tick) = match signal {
            Signal::Ready => {
                self.ready = true;
                self._patience = None;
                self.keep();
                if let Some(seat) = &self.seat {
                    page::ready(&seat.host);
                }
                return false;
            }
            // An element that has left may have asked for it.
            Signal::Read(discussion, _) if discussion != model.discussion_id() => return false,
            Signal::Read(_, read) => {
                let link = ctx.link();
                match read {
                    Ok((stored, drafts)) => {
                        self.drafts.take_over(drafts);
                        link.send_message(Msg::TalkLoaded(stored));
                    }
                    Err(reason) => link.send_message(Msg::StorageRefused(reason)),
                }
                return false;
            }
            Signal::Idle => {
                self.slice.ordered = false;
                self.slice.began = Some(time::now());
                (update(model, Msg::MoreDrawn(self.slice.rows)), false)
            }
            Signal::Told(msg @ Msg::PlayPressed(Cause::Reader)) => {
                // The press is over before playing begins: what the browser does for the one and the other would be too
                // long for one task.
                let link = ctx.link().clone();
                Timeout::new(0, move || link.send_message(Signal::Now(msg))).forget();
                return false;
            }
            Signal::Told(msg) if msg.can_wait() && !late::is_here() => {
                let link = ctx.link().clone();
                let place = match &msg {
                    Msg::PostPressed(place) => place.clone(),
                    _ => String::new(),
                };
                spawn_local(async move {
                    link.send_message(match late::bring().await {
                        Ok(()) => Signal::Now(msg),
                        Err(reason) => Signal::Now(Msg::NotPossible { place, reason }),
                    });
                });
                return false;
            }
            Signal::Told(msg) | Signal::Now(msg) => {
                let is_tick = matches!(msg, Msg::Ticked(_));
                if matches!(msg, Msg::DraftTyped { .. }) {
                    self.slice.rows = FEW_ROWS;
                }
                self.resuming &= !matches!(msg, Msg::Resumed(_));
                if let (Msg::Heard { .. } | Msg::TalkLoaded(_), Some(seat)) = (&msg, &self.seat) {
                    self.typing = page::caret(seat);
                }
                if matches!(msg, Msg::TalkLoaded(_) | Msg::StorageRefused(_)) && !self.ready {
                    ctx.link().send_message(Signal::Ready);
                }
                (update(model, msg), is_tick)
            }
        };
        self.keep();
        let render = !(is_tick && effects.is_empty());
        for effect in effects {
            self.carry_out(ctx, effect);
        }
        render
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        html! {
            <div class="root">
                if let Some(model) = &self.model {
                    { essay_view(model, TimeFormat(time::told), &self.on) }
                }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        self.slice.ended();
        let Some(seat) = &self.seat else { return };
        if self.listening.is_none() {
            self.listening = Some(Listening::attach(seat, &self.on));
            ctx.link().send_message(Msg::SettingsKnown(settings::known(seat)));
            ctx.link().send_message(Msg::Awoke {
                config: seat.config.clone(),
                view: seat.view,
                open_notes: seat.open_notes.clone(),
                kept_notes: visit::notes(&seat.essay.id),
            });
            if let Some(kept) = &seat.kept {
                Self::resume(ctx, kept);
            } else if let Some(fragment) = page::fragment().filter(|fragment| page::is_first_to_know(seat, fragment)) {
                ctx.link().send_message(Msg::FragmentFollowed(fragment));
            }
        }
        if let Some(caret) = self.typing.take() {
            page::put_back(seat, &caret);
        }
        for effect in std::mem::take(&mut self.after_render) {
            match effect {
                Effect::MarkWords(passages) => self.marks.set(seat, &passages),
                Effect::Morph { from, to } => morph::begin(seat, from, to),
                Effect::Pulse(app::Pulse::Go(way)) => self.pulse.go(seat, &way),
                Effect::Pulse(app::Pulse::Hold) => self.pulse.hold(),
                Effect::Pulse(app::Pulse::Gone) => self.pulse.end(),
                effect => page::carry_out(seat, effect),
            }
        }
    }
}

impl App {
    /// Takes the seat of the properties, and leaves the one before it.
    fn sit_down(&mut self, ctx: &Context<Self>) {
        self.drafts.flush();
        self.listening = None;
        self.pulse.end();
        self.marks.clear();
        self.after_render.clear();
        self.channel = None;
        self.ticking = None;
        self.trying = None;
        self.ready = false;
        self.seat = ctx.props().seat.clone();
        let kept = self.seat.as_ref().and_then(|seat| seat.kept.as_ref());
        self.resuming = kept.is_some();
        self.memory = keep::Memory::of(kept);
        self.model = self.seat.as_ref().map(|seat| Model {
            letters: LETTERS,
            words: seat.words,
            ..Model::new(Rc::clone(&seat.essay), seat.config.for_first_render())
        });
        let link = ctx.link().clone();
        self._patience =
            self.seat.as_ref().map(|_| Timeout::new(PATIENCE_MILLIS, move || link.send_message(Signal::Ready)));
        // The browser reads while the page comes to life.
        self.reading =
            self.seat.as_ref().map(|seat| seat.config.discussion_id.as_ref().unwrap_or(&seat.essay.id).clone());
        if let Some(discussion) = self.reading.clone() {
            store::open_ahead();
            self.read(ctx, discussion);
        }
        self.keep();
    }

    /// Listens to what other pages tell of a discussion, and reads what is stored for it.
    fn read(&mut self, ctx: &Context<Self>, discussion: String) {
        self.channel = Channel::open(&discussion, self.on.clone());
        let link = ctx.link().clone();
        spawn_local(async move {
            drafts::rescue(&discussion).await;
            let read = store::load(&discussion).await;
            link.send_message(Signal::Read(discussion, read));
        });
    }

    fn keep(&mut self) {
        if let (Some(seat), Some(model), false) = (&self.seat, &self.model, self.resuming) {
            let status = if self.ready { "ready" } else { "loading" };
            keep::keep(&seat.host, model, status, &mut self.memory);
        }
    }

    /// Goes on where the element was.
    fn resume(ctx: &Context<Self>, kept: &Kept) {
        let link = ctx.link().clone();
        let mind = Json::parse(&kept.mind).unwrap_or_default();
        let me = Model::who(&mind);
        link.send_message(Msg::Resumed(mind));
        let memory = kept.memory.clone();
        if !memory.is_empty() {
            spawn_local(async move {
                // Without it, the browser waits for it.
                let _ = late::bring().await;
                let events = wire::read(&memory, &Discussion::default()).added;
                link.send_message(Msg::Heard { events, gone: vec![], me });
            });
        }
    }

    fn carry_out(&mut self, ctx: &Context<Self>, effect: Effect) {
        let link = ctx.link().clone();
        match effect {
            Effect::Animate(false) => self.ticking = None,
            Effect::Animate(true) => {
                let mut last = time::now();
                self.ticking = Some(Interval::new(TICK_MILLIS, move || {
                    let now = time::now();
                    link.send_message(Msg::Ticked(now - last));
                    last = now;
                }));
            }
            Effect::KeepSettings(line) => settings::keep(&line),
            Effect::LoadWords(language) => spawn_local(async move {
                // Without them the interface goes on in the language that it has.
                if let Some(words) = tongue::words(language).await {
                    link.send_message(Msg::Worded(words));
                }
            }),
            Effect::DrawStamp { place } => link.send_message(Msg::PostStamped { place, stamp: stamp::draw() }),
            Effect::StampAct { kind, id } => link.send_message(Msg::ActStamped { kind, id, stamp: stamp::draw() }),
            Effect::LoadTalk(discussion) => {
                if self.reading.take().as_ref() != Some(&discussion) {
                    self.read(ctx, discussion);
                }
            }
            Effect::SaveEvents { discussion, events, place, me } => {
                if let Some(place) = &place {
                    self.drafts.forget(&discussion, place);
                }
                let desk = self.drafts.desk();
                spawn_local(async move {
                    let id = events.first().map(|event| event.id.clone()).unwrap_or_default();
                    link.send_message(match store::save(&discussion, &events, place.as_deref(), &me, &desk).await {
                        Ok(known) => {
                            if known != me.id {
                                link.send_message(Msg::KnownAs(known));
                            }
                            Msg::Saved(id)
                        }
                        Err(refusal) => Msg::SaveFailed { id, reason: refusal.reason, outdated: refusal.outdated },
                    });
                });
            }
            Effect::Share(events) => {
                self.tell(&events, &[]);
            }
            Effect::EraseEvents { discussion, ids } => {
                self.tell(&[], &ids);
                self.report(async move { store::erase(&discussion, &ids).await });
            }
            Effect::ForgetMe(discussion) => {
                self.drafts.flush();
                self.report(async move { store::forget_me(&discussion).await });
            }
            Effect::KeepDrafts(discussion) => {
                self.drafts.flush_and_leave();
                spawn_local(async move {
                    // Without it, entries stay unread that have been read.
                    let _ = store::visited(&discussion).await;
                });
            }
            Effect::TryAgain { place } => {
                self.trying =
                    Some(Timeout::new(TRY_AGAIN_MILLIS, move || link.send_message(Msg::TriedAgain(place.clone()))));
            }
            Effect::Persist => spawn_local(async move { link.send_message(Msg::Persisted(store::persist().await)) }),
            Effect::DrawMore => {
                if !std::mem::replace(&mut self.slice.ordered, true) {
                    page::when_idle(move || link.send_message(Signal::Idle));
                }
            }
            Effect::SaveFile { name, kind, text } => {
                let page = self.seat.as_ref().and_then(|seat| seat.host.owner_document());
                if page.is_none_or(|page| files::save_text(&page, &name, kind, &text).is_err()) {
                    link.send_message(Msg::NotSaved(said!(NoFiles)));
                }
            }
            Effect::Copy(text) => spawn_local(async move {
                let copied = picture::copy(&text).await;
                link.send_message(if copied.is_ok() { Msg::Copied } else { Msg::NotCopied(text) });
            }),
            Effect::SavePicture { name, svg, png } => {
                let Some(page) = self.seat.as_ref().and_then(|seat| seat.host.owner_document()) else { return };
                spawn_local(async move {
                    if picture::save(&page, &name, &svg, png).await.is_err() {
                        link.send_message(Msg::NotSaved(said!(NoPicture)));
                    }
                });
            }
            Effect::KeepNotes { essay, ids } => {
                if let Some(seat) = &self.seat {
                    visit::keep(seat, &essay, &ids);
                }
            }
            Effect::CopyLink(fragment) => {
                let Some(seat) = self.seat.clone() else { return };
                spawn_local(async move {
                    let copied = picture::copy(&page::address(&fragment)).await.is_ok();
                    if copied {
                        page::mark_copied(&seat, &fragment);
                    } else {
                        listeners::lead_to(&fragment);
                    }
                    link.send_message(Msg::LinkCopied(copied));
                });
            }
            Effect::SaveDraft { discussion, place, text } => self.drafts.keep(Draft { discussion, place, text }),
            effect => self.after_render.push(effect),
        }
    }
}

/// How much of a list is drawn at once: as much as this device can do while nobody notices.
struct Slice {
    rows: usize,
    /// Whether there will be time soon.
    ordered: bool,
    /// When the one that is being drawn began.
    began: Option<f64>,
}

impl Default for Slice {
    fn default() -> Self {
        Self { rows: FEW_ROWS, ordered: false, began: None }
    }
}

impl Slice {
    fn ended(&mut self) {
        match self.began.take().map(|began| time::now() - began) {
            Some(took) if took > SLICE_MILLIS => self.rows = (self.rows / 2).max(FEW_ROWS),
            Some(took) if took < SLICE_MILLIS / 2.0 => self.rows = (self.rows * 2).min(256),
            _ => {}
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.drafts.flush();
    }
}

impl App {
    /// The model, while it has a seat.
    pub fn model(&self) -> Option<&Model> {
        self.model.as_ref()
    }

    /// Tells other pages of this browser.
    fn tell(&self, events: &[Event], gone: &[String]) {
        if let (Some(channel), Some(model)) = (&self.channel, &self.model) {
            channel.tell(events, gone, &model.talk.me);
        }
    }

    /// Lets storage work, and tells if that failed.
    fn report(&self, work: impl Future<Output = Result<(), store::Refusal>> + 'static) {
        let on = self.on.clone();
        spawn_local(async move {
            if let Err(refusal) = work.await {
                on.emit(Msg::SaveFailed { id: String::new(), reason: refusal.reason, outdated: refusal.outdated });
            }
        });
    }
}
