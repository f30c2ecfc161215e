//! The Yew view: functions of the model and a callback. Nothing here knows of storage, clocks or the platform.
//!
//! The first render must come out the same on the author's machine and in the browser: no time, no locale, no random
//! numbers, and every component's output wrapped in one element.

mod circle_controls;
mod circle_diagram;
mod circle_region;
mod composer;
mod discussion_region;
mod discussion_tools;
mod entry;
mod markup;
mod note;
mod prose;
mod section;
mod settings;
mod stage_list;
mod start_region;

use essay_core::app::{Model, Msg, START_PLACE};
use essay_core::config::DiscussionMode;
use essay_core::discussion::anchor::Anchor;
use essay_core::essay::{Essay, plain_text};
use essay_core::say;
use essay_core::words::{Language, Words, direction};
use markup::{Hole, markup};
use std::ops::Deref;
use std::rc::Rc;
use yew::prelude::*;

/// A shared value that is compared by identity: what is shared never changes.
#[derive(Debug)]
pub struct Shared<T>(pub Rc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Tells a moment, given in milliseconds since 1970, in a language: to machines (ISO 8601), how long ago it is, and in full.
#[derive(Clone, Copy, Debug)]
pub struct TimeFormat(pub fn(Language, i64) -> (String, String, String));

impl PartialEq for TimeFormat {
    fn eq(&self, _: &Self) -> bool {
        // There is one way of telling the time in each program.
        true
    }
}

/// Everything that the element shows: the whole state, how times are told, and who takes what happens.
pub fn essay_view(model: &Model, time_format: TimeFormat, on: &Callback<Msg>) -> Html {
    let essay = Shared(Rc::clone(&model.essay));
    let words = model.words;
    let tongue = Tongue::of(words, &essay);
    let level = model.config.heading_level;
    let circle = circle_region::CircleProps {
        essay: essay.clone(),
        views: Shared(Rc::clone(&model.views)),
        view: model.view,
        stepper: model.stepper,
        speed: model.speed,
        still: model.is_still(),
        linked: model.fragment().is_some_and(|fragment| essay.speaks_of(&fragment)),
        talking: model.config.discussion == DiscussionMode::Open,
        words,
        tongue,
        handed: model.handed.clone(),
        carried: model.carried(),
        start: start_region::StartProps {
            starting: model.starting.clone(),
            starts: model.starts(),
            reason: model.talk.drafts.get(START_PLACE).unwrap_or_default().to_owned(),
            level: level + 2,
            words,
            tongue,
            on: on.clone(),
        },
        level: level + 1,
        on: on.clone(),
    };
    let passages = Shared(Rc::clone(&model.talk.passages));
    let sections = (0..=essay.sections.len()).map(|index| {
        let holds_circle = section::blocks_of(&essay, index).contains(&essay_core::essay::Block::Circle);
        html! {
            <section::SectionView key={index} essay={essay.clone()} {index} {level} {words}
                circle={holds_circle.then(|| circle.clone())} passages={passages.clone()} />
        }
    });
    let note_controls = (!essay.notes.is_empty()).then(|| {
        markup!(
            "{}{}",
            quiet_button(say!(words, OpenAllNotes), press(on, Msg::AllNotesAsked(true))),
            quiet_button(say!(words, CloseAllNotes), press(on, Msg::AllNotesAsked(false))),
        )
    });
    let minutes = (model.minutes > 0).then(|| markup!("<span>{}</span>", say!(words, Minutes, model.minutes)));
    let controls = markup!(
        "<div class='reading' lang={} dir={}>{}{}{}</div>",
        tongue.lang(),
        tongue.dir(),
        minutes,
        note_controls,
        settings::settings(model, on),
    );
    let discussion = (model.config.discussion != DiscussionMode::Off)
        .then(|| discussion_region::discussion_region(model, time_format, on));
    markup!(
        "<div class='essay' data-alive={} data-talks={} data-still={} data-text-dir={} lang={} dir={}>\
           <article part='article' lang={} dir={} aria-labelledby='title'><div class='progress' aria-hidden='true'></div>{}\
             <header class='head'>{}{}{}{}{}</header>{}{}\
           </article>{}\
           <p class='visually-hidden' aria-live='polite' role='status'>{}</p>\
         </div>",
        model.alive,
        model.alive && model.config.discussion == DiscussionMode::Open,
        model.is_still(),
        direction(&essay.lang),
        words.language().tag(),
        words.language().direction(),
        language(&essay.lang),
        direction(&essay.lang),
        essay.circle.is_some().then(|| beside(model, on)),
        heading(level, "title", "essay", &essay.title),
        paragraph("subtitle", &essay.subtitle),
        paragraph("credit", &essay.credit),
        controls,
        contents(&essay, words),
        sections.collect::<Vec<_>>(),
        bar(model, on),
        discussion,
        // The one place where anything is announced; it is there whatever the essay holds.
        &model.spoken,
    )
}

/// The sections, each a link. The platform marks the one that is being read.
fn contents(essay: &Essay, words: Words) -> Option<Html> {
    let items = essay.sections.iter().map(|section| {
        markup!(
            "<li aria-level={}><a href={}>{}</a></li>",
            usize::from(section.depth),
            format!("#{}", section.id),
            plain_text(&section.title),
        )
    });
    let items: Vec<_> = items.collect();
    let tongue = Tongue::of(words, essay);
    (items.len() > 1).then(|| {
        markup!(
            "<nav class='contents' aria-label={}>\
               <details><summary lang={} dir={}>{}</summary><ol>{}</ol></details>\
             </nav>",
            say!(words, Contents),
            tongue.lang(),
            tongue.dir(),
            say!(words, Contents),
            items,
        )
    })
}

/// How the link to a place can be copied.
#[derive(Clone, Copy, PartialEq)]
enum CopyLink {
    /// Words in a line.
    Told,
    /// A mark at the side of a section's title.
    OfSection,
    /// A mark at the side of a block. Tab passes it by, since there are so many; up and down lead to it from the others.
    OfBlock,
}

/// What copies the link to a place of the page.
fn copy_link(place: &str, how: CopyLink, words: Words, tongue: Tongue) -> Html {
    let (name, place) = (say!(words, CopyLink), place.to_owned());
    match how {
        CopyLink::Told => markup!(
            "<button type='button' class='quiet link' data-copy={} lang={} dir={}>{}</button>",
            place,
            tongue.lang(),
            tongue.dir(),
            name
        ),
        _ => markup!(
            "<button type='button' class='link' data-copy={} tabindex={} lang={} aria-label={}/>",
            place,
            (how == CopyLink::OfBlock).then_some("-1"),
            tongue.lang(),
            name
        ),
    }
}

/// The circle beside the text that speaks of it, where there is room. What it shows follows the reader's eye, and
/// nothing else does.
fn beside(model: &Model, on: &Callback<Msg>) -> Html {
    let (index, read) = model.reading.stage.unwrap_or((model.view, 0));
    let view = model.views.get(index).filter(|_| model.reading.of_circle);
    let step = if index == model.view { model.stepper.step() } else { 0 };
    markup!(
        "<div class='beside' aria-hidden='true' data-tone={}>{}</div>",
        view.map(|view| circle_region::tone(view.tone)),
        view.map(|view| circle_diagram::ring_beside(view, read, step, on)),
    )
}

/// What stays in view at the foot of the article: where the circle stands while the reader is elsewhere, with the way back to
/// it, and the way to a comment on selected words. It always keeps its place, so that nothing moves when it shows itself.
fn bar(model: &Model, on: &Callback<Msg>) -> Html {
    let steps = model.stepper.steps().to_string();
    let (words_of, tongue) = (model.words, Tongue::of(model.words, &model.essay));
    let label = model.chosen_view().and_then(|view| view.stages.get(model.stepper.step().checked_sub(1)?));
    let here = model.essay.circle.is_some().then(|| {
        markup!(
            "<button type='button' class='here' data-away={} onclick={}>\
               <svg viewBox='0 0 24 24' class='icon' aria-hidden='true'>\
                 <circle cx='12' cy='12' r='9'/>\
                 <circle class='gone' cx='12' cy='12' r='9' pathLength={} stroke-dasharray={} transform='rotate(-90 12 12)'/>\
               </svg><span>{}</span>\
             </button>",
            model.circle_away && model.stepper.step() > 0,
            press(on, Msg::BackToCirclePressed),
            &steps,
            format!("{} {steps}", model.stepper.step()),
            match label {
                Some(stage) => say!(words_of, PlaceAndLabel, model.stepper.in_words(words_of), &stage.label),
                None => model.stepper.in_words(words_of),
            },
        )
    });
    let selected = model.talk.selected.is_some() && model.config.discussion == DiscussionMode::Open;
    let words = selected.then(|| {
        markup!(
            "<button type='button' class='here' data-away='' title='Ctrl+Alt+M' aria-keyshortcuts='Control+Alt+M' onmousedown={} onclick={}>{}</button>",
            // A press would end the selection before it is looked at.
            Callback::from(|event: Event| event.prevent_default()),
            press(on, Msg::CommentOnWordsPressed),
            say!(words_of, CommentOnPassage),
        )
    });
    let link = model.link.as_ref().map(|(_, address)| {
        markup!(
            "<div class='question'>\
               <label class='field-label' for='link-text'>{}</label>\
               <input id='link-text' class='field' type='text' readonly='' dir='ltr' value={}/>{}\
             </div>",
            say!(words_of, LinkNotCopied),
            address,
            quiet_button(say!(words_of, PutAway), press(on, Msg::LinkPutAway))
        )
    });
    markup!("<div class='bar script-only' lang={} dir={}>{}{}{}</div>", tongue.lang(), tongue.dir(), link, words, here)
}

/// The language of the interface where it stands within the essay's own text; nothing if that is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tongue(Option<Language>);

impl Tongue {
    fn of(words: Words, essay: &Essay) -> Self {
        let language = words.language();
        let same = Language::of(&essay.lang) == language && direction(&essay.lang) == language.direction();
        Self(Some(language).filter(|_| !same))
    }

    fn lang(self) -> Option<&'static str> {
        self.0.map(Language::tag)
    }

    fn dir(self) -> Option<&'static str> {
        self.0.map(Language::direction)
    }
}

/// The direction of a field: that of what is in it. An empty one goes with what is around it.
fn own_direction(text: &str) -> Option<&'static str> {
    (!text.is_empty()).then_some("auto")
}

/// What a comment is about, as its heading and its link tell it.
fn anchor_in_words(anchor: &Anchor, essay: &Essay, words: Words) -> String {
    match anchor {
        Anchor::Passage { quote, .. } => say!(words, Quoted, quote),
        Anchor::Stage { circle, step } => {
            let views = essay.circle.as_ref().map(|circle| circle.views()).unwrap_or_default();
            let view = views.iter().find(|view| view.id == *circle);
            let stage = view.and_then(|view| view.stages.get(step.checked_sub(1)?));
            match stage {
                Some(stage) => say!(words, AboutStageNamed, *step, &stage.label),
                None => say!(words, AboutStage, *step),
            }
        }
        Anchor::Note { id } => match essay.term_of(id) {
            Some(term) => say!(words, AboutNote, term),
            None => say!(words, AboutSomeNote).to_owned(),
        },
    }
}

/// A paragraph of a class, if there are words for it.
fn paragraph(class: &'static str, words: &str) -> Option<Html> {
    (!words.is_empty()).then(|| markup!("<p class={}>{}</p>", class, words.to_owned()))
}

fn language(tag: &str) -> Option<String> {
    (!tag.is_empty()).then(|| tag.to_owned())
}

/// What a button does: it tells this.
fn press(on: &Callback<Msg>, msg: Msg) -> Callback<Event> {
    on.reform(move |_| msg.clone())
}

fn quiet_button(name: &'static str, act: Callback<Event>) -> Html {
    markup!("<button type='button' class='quiet' onclick={}>{}</button>", act, name)
}

/// A heading of a level and a kind; deeper than six is six.
fn heading(level: u8, id: &str, kind: &'static str, content: impl Into<Hole>) -> Html {
    let template = match level {
        0 | 1 => "<h1 id={} data-title={} tabindex='-1'>{}</h1>",
        2 => "<h2 id={} data-title={} tabindex='-1'>{}</h2>",
        3 => "<h3 id={} data-title={} tabindex='-1'>{}</h3>",
        4 => "<h4 id={} data-title={} tabindex='-1'>{}</h4>",
        5 => "<h5 id={} data-title={} tabindex='-1'>{}</h5>",
        _ => "<h6 id={} data-title={} tabindex='-1'>{}</h6>",
    };
    markup::fill(template, &mut [id.to_owned().into(), kind.into(), content.into()])
}
