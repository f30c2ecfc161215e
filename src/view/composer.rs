//! The form for a comment, a reply or an edit.

use super::anchor_label::anchor_label;
use super::blocks::BlockRenderer;
use super::controls::{field_label, key, on_click, primary_button, quiet_button, toggle_button, typed};
use super::elements::{between, flag, number, own_direction, problem, when};
use essay_core::app::discussion::anchored_comments::Msg as AnchoredMsg;
use essay_core::app::discussion::composer::Msg as ComposerMsg;
use essay_core::app::discussion::posting::Msg as PostingMsg;
use essay_core::app::{Composer, ComposerId, Msg};
use essay_core::discussion::{LONGEST_NAME, LONGEST_TEXT, markup};
use essay_core::essay::Essay;
use essay_core::i18n::Translations;
use essay_core::{t, t_split};
use yew::prelude::*;

/// The number of characters before the limit from which on the remaining ones are shown.
const NEAR_LIMIT: usize = 500;

/// The form of a composer.
#[derive(Clone, Copy)]
pub(super) struct ComposerForm<'a> {
    pub(super) composer: &'a Composer,
    /// The name of the author who is answered; none for a comment on the essay.
    pub(super) to: Option<&'a str>,
    pub(super) essay: &'a Essay,
    pub(super) words: Translations,
    pub(super) on: &'a Callback<Msg>,
}

impl ComposerForm<'_> {
    pub(super) fn view(self) -> Html {
        let Self { composer, words, on, .. } = self;
        let Composer { id, text, saving, refusal, notice, failed, .. } = composer;
        let label = AttrValue::from(self.label());
        let notice = if *saving { t!(words, Saving).to_owned() } else { words.format(notice) };
        html! {
            <form key={id.to_string()} class="composer script-only" part="composer" aria-label={&label}
                onsubmit={self.submit()} novalidate={true}>
                <p class="composer-title" aria-hidden="true">{label}</p>
                {self.author()}
                {field_label(self.dom_id("text"), t!(words, YourComment))}
                <textarea id={self.dom_id("text")} class="field" dir={own_direction(text)} rows={self.rows()} readonly={*saving}
                    aria-describedby={self.dom_id("where")} value={text.clone()} oninput={self.type_text()}
                    onkeydown={self.post_by_key()} />
                {self.length()}
                {self.preview()}
                <div class="composer-foot">
                    {self.post_button()}
                    {toggle_button(
                        composer.previewed,
                        t!(words, Preview),
                        on_click(on, ComposerMsg::PreviewToggled(id.clone())),
                    )}
                    {self.close_button()}
                    <p class="where" id={self.dom_id("where")}>{composer.stays.then(|| t!(words, StaysHere))}</p>
                </div>
                {when(!refusal.is_empty(), || problem(words.format(refusal)))}
                <p class="notice" data-failed={flag(*failed)}>{notice}</p>
            </form>
        }
    }

    /// Names the form: an edit, a reply, or a comment on something.
    fn label(self) -> String {
        let Self { to, essay, words, .. } = self;
        match (to, &self.composer.about) {
            _ if self.is_edit() => t!(words, ChangeComment).to_owned(),
            (Some(name), _) => t!(words, ReplyTo, name),
            (None, Some(anchor)) => t!(words, CommentOn, anchor_label(anchor, essay, words)),
            (None, None) => t!(words, WriteComment).to_owned(),
        }
    }

    fn is_edit(self) -> bool {
        matches!(self.composer.id, ComposerId::Edit(_))
    }

    /// The id of a part of the form.
    fn dom_id(self, part: &str) -> AttrValue {
        format!("{part}-{}", self.composer.id.dom_name()).into()
    }

    /// The number of rows of the field: one more than are written.
    fn rows(self) -> AttrValue {
        number((self.composer.text.lines().count() + 1).clamp(4, 16))
    }

    fn type_text(self) -> Callback<InputEvent> {
        let composer = self.composer.id.clone();
        self.on.reform(move |event| ComposerMsg::Typed { composer: composer.clone(), text: typed(&event) }.into())
    }

    fn submit(self) -> Callback<SubmitEvent> {
        let composer = self.composer.id.clone();
        self.on.reform(move |event: SubmitEvent| {
            event.prevent_default();
            PostingMsg::PostPressed(composer.clone()).into()
        })
    }

    /// Ctrl and Enter post the comment.
    fn post_by_key(self) -> Callback<KeyboardEvent> {
        let (on, composer) = (self.on.clone(), self.composer.id.clone());
        Callback::from(move |event: KeyboardEvent| {
            if key(&event) == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                on.emit(PostingMsg::PostPressed(composer.clone()).into());
            }
        })
    }

    /// Renders the name under which the comment is posted, or the field for it. An edit keeps the name that is there.
    fn author(self) -> Html {
        let Self { composer: Composer { name, asks_name, .. }, words, on, .. } = self;
        if self.is_edit() {
            return Html::default();
        }
        if *asks_name {
            return self.name_field();
        }
        html! {
            <p class="who">
                {between(t_split!(words, PostingAs), html! { <bdi>{name}</bdi> })}{" "}
                {quiet_button(t!(words, ChangeName), on_click(on, ComposerMsg::ChangeNamePressed))}
            </p>
        }
    }

    fn name_field(self) -> Html {
        let Self { composer: Composer { name, .. }, words, on, .. } = self;
        html! {
            <>
                {field_label(self.dom_id("name"), t!(words, YourName))}
                <input id={self.dom_id("name")} class="field" type="text" dir={own_direction(name)} autocomplete="nickname"
                    maxlength={number(LONGEST_NAME)} aria-describedby={self.dom_id("name-hint")} value={name.clone()}
                    oninput={on.reform(|event| ComposerMsg::NameTyped(typed(&event)).into())} />
                <p class="hint" id={self.dom_id("name-hint")}>{t!(words, NameHint)}</p>
            </>
        }
    }

    /// Renders the length of the text near its limit.
    fn length(self) -> Html {
        let length = self.composer.text.chars().count();
        if length + NEAR_LIMIT < LONGEST_TEXT {
            return Html::default();
        }
        let told = t!(self.words, CharactersOf, length, LONGEST_TEXT);
        html! { <p class="hint" data-over={flag(length > LONGEST_TEXT)}>{told}</p> }
    }

    fn preview(self) -> Html {
        let Self { composer: Composer { text, previewed, .. }, essay, words, .. } = self;
        if !previewed {
            return Html::default();
        }
        html! {
            <div key={&**text} class="preview entry-words" role="group" aria-label={t!(words, Preview)}>
                {BlockRenderer::of_reader(essay, words).blocks(&markup::parse(text))}
            </div>
        }
    }

    /// Renders the button that posts.
    ///
    /// It does not leave that to the form: a frame that may run scripts and nothing else sends no forms, and tells nobody.
    fn post_button(self) -> Html {
        let Self { words, composer: Composer { id, saving, refusal, .. }, on, .. } = self;
        let disabled = *saving || !refusal.is_empty();
        let name = if self.is_edit() { t!(words, SaveChange) } else { t!(words, PostComment) };
        primary_button(disabled, name, on_click(on, PostingMsg::PostPressed(id.clone())))
    }

    /// Renders the button that closes the form, or makes its comment one on the essay.
    fn close_button(self) -> Html {
        let Self { composer: Composer { id, about, .. }, words, on, .. } = self;
        match (id, about) {
            (ComposerId::Essay, _) => Html::default(),
            (_, Some(_)) => quiet_button(t!(words, CommentOnEssay), on_click(on, AnchoredMsg::ComposerClosed)),
            (_, None) => quiet_button(t!(words, PutAway), on_click(on, ComposerMsg::Closed)),
        }
    }
}
