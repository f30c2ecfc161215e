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
mod island;
mod markup;
mod note;
mod prose;
mod section;
mod settings;
mod stage_list;
mod start_region;

use essay_core::app::{Model, Msg};
use essay_core::config::DiscussionMode;
use essay_core::discussion::anchor::Anchor;
use essay_core::essay::{Essay, plain_text};
use essay_core::i18n::{Language, Translations, direction};
use essay_core::t;
pub use island::Island;
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

/// The page as it is before script runs: the text, and a still picture of each island.
pub fn still_page(model: &Model) -> Html {
    let on = Callback::noop();
    page(model, |island| match island {
        Island::Discussion => discussion(model, TimeFormat(|_, _| Default::default()), &on),
        island => island.view(model, &on),
    })
}

/// The discussion, unless it is off.
pub fn discussion(model: &Model, time_format: TimeFormat, on: &Callback<Msg>) -> Html {
    match model.config.discussion {
        DiscussionMode::Off => Html::default(),
        DiscussionMode::Open | DiscussionMode::Closed => discussion_region::discussion_region(model, time_format, on),
    }
}

/// The page with empty places for the islands.
pub fn empty_page(model: &Model) -> Html {
    page(model, |_| Html::default())
}

fn page(model: &Model, still: impl Fn(Island) -> Html) -> Html {
    let essay = &*model.essay;
    let words = model.words;
    let ui_language = InterfaceLanguage::of(words, essay);
    let level = model.config.heading_level;
    let place = |island: Island| island.place(still(island), ui_language);
    let has_circle = essay.circle.is_some();
    let sections =
        (0..=essay.sections.len()).map(|index| section::section(essay, index, level, words, || place(Island::Circle)));
    markup!(
        "<div class='essay' data-alive={} data-talks={} data-still={} data-text-dir={} lang={} dir={}>\
           <article part='article' lang={} dir={} aria-labelledby='title'><div class='progress' aria-hidden='true'></div>{}\
             <header class='head'>{}{}{}{}{}</header>{}{}\
           </article>{}\
           <p class='visually-hidden' aria-live='polite' role='status'>{}</p>\
         </div>",
        model.alive,
        model.alive && model.config.discussion == DiscussionMode::Open,
        model.is_motion_reduced(),
        direction(&essay.lang),
        words.language().tag(),
        words.language().direction(),
        language(&essay.lang),
        direction(&essay.lang),
        has_circle.then(|| place(Island::Beside)),
        heading(level, "title", "essay", &essay.title),
        paragraph("subtitle", &essay.subtitle),
        paragraph("credit", &essay.credit),
        place(Island::Tools),
        contents(essay, words),
        sections.collect::<Vec<_>>(),
        place(Island::Bar),
        place(Island::Discussion),
        // The one place where anything is announced; it is there whatever the essay holds.
        &model.announcement,
    )
}

/// The sections, each a link. The platform marks the one that is being read.
fn contents(essay: &Essay, words: Translations) -> Option<Html> {
    let items = essay.sections.iter().map(|section| {
        markup!(
            "<li aria-level={}><a href={}>{}</a></li>",
            usize::from(section.depth),
            format!("#{}", section.id),
            plain_text(&section.title),
        )
    });
    let items: Vec<_> = items.collect();
    let ui_language = InterfaceLanguage::of(words, essay);
    (items.len() > 1).then(|| {
        markup!(
            "<nav class='contents' aria-label={}>\
               <details><summary lang={} dir={}>{}</summary><ol>{}</ol></details>\
             </nav>",
            t!(words, Contents),
            ui_language.lang(),
            ui_language.dir(),
            t!(words, Contents),
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
fn copy_link(place: &str, how: CopyLink, words: Translations, ui_language: InterfaceLanguage) -> Html {
    let (name, place) = (t!(words, CopyLink), place.to_owned());
    match how {
        CopyLink::Told => markup!(
            "<button type='button' class='quiet link' data-copy={} lang={} dir={}>{}</button>",
            place,
            ui_language.lang(),
            ui_language.dir(),
            name
        ),
        _ => markup!(
            "<button type='button' class='link' data-copy={} tabindex={} lang={} aria-label={}/>",
            place,
            (how == CopyLink::OfBlock).then_some("-1"),
            ui_language.lang(),
            name
        ),
    }
}

/// The language of the interface where it stands within the essay's own text; nothing if that is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterfaceLanguage(Option<Language>);

impl InterfaceLanguage {
    /// That of the interface's words beside an essay.
    pub fn of(words: Translations, essay: &Essay) -> Self {
        let language = words.language();
        let same = Language::of(&essay.lang) == language && direction(&essay.lang) == language.direction();
        Self(Some(language).filter(|_| !same))
    }

    /// The attribute `lang`.
    pub fn lang(self) -> Option<&'static str> {
        self.0.map(Language::tag)
    }

    /// The attribute `dir`.
    pub fn dir(self) -> Option<&'static str> {
        self.0.map(Language::direction)
    }
}

/// The direction of a field: that of what is in it. An empty one goes with what is around it.
fn own_direction(text: &str) -> Option<&'static str> {
    (!text.is_empty()).then_some("auto")
}

/// What a comment is about, as its heading and its link tell it.
fn anchor_in_words(anchor: &Anchor, essay: &Essay, words: Translations) -> String {
    match anchor {
        Anchor::Passage { quote, .. } => t!(words, Quoted, quote),
        Anchor::Stage { circle, step } => {
            let views = essay.circle.as_ref().map(|circle| circle.views()).unwrap_or_default();
            let view = views.iter().find(|view| view.id == *circle);
            let stage = view.and_then(|view| view.stages.get(step.checked_sub(1)?));
            match stage {
                Some(stage) => t!(words, AboutStageNamed, *step, &stage.label),
                None => t!(words, AboutStage, *step),
            }
        }
        Anchor::Note { id } => match essay.term_of(id) {
            Some(term) => t!(words, AboutNote, term),
            None => t!(words, AboutSomeNote).to_owned(),
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
fn press(on: &Callback<Msg>, msg: impl Into<Msg>) -> Callback<Event> {
    let msg = msg.into();
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
