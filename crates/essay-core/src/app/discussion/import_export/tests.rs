use super::*;
use crate::app::discussion::tests::{ME, event, page_of, start};
use crate::app::discussion::{import_export, storage};
use crate::app::tests::{model, update};
use crate::app::{Effect, circle, discussion};
use crate::circle::Direction;
use crate::discussion::{EDIT, POST};

#[test]
fn what_may_not_have_become_a_file_is_there_to_be_copied() {
    let mut model = model();
    let effects = update(&mut model, import_export::Msg::ExportPressed(Format::Json));
    let [Effect::Discussion(discussion::Effect::SaveFile { text, .. })] = &*effects else { panic!("{effects:?}") };
    let selected = update(&mut model, import_export::Msg::ExportUnconfirmed(text.clone()));
    assert_eq!(selected, [Effect::Page(PageEffect::Focus(Target::TextToCopy(TextToCopy::Export)))]);
    assert_eq!(model.discussion.unconfirmed_export.as_deref(), Some(text.as_str()));
    assert_eq!(model.announcement, model.words.format(&msg!(NoFiles)));
    // The next one is another.
    update(&mut model, import_export::Msg::ExportPressed(Format::Csv));
    assert_eq!(model.discussion.unconfirmed_export, None);
    update(&mut model, import_export::Msg::ExportUnconfirmed(text.clone()));
    assert_eq!(
        update(&mut model, import_export::Msg::UnconfirmedExportClosed),
        [Effect::Page(PageEffect::Focus(Target::ExportButton))]
    );
    assert_eq!(model.discussion.unconfirmed_export, None);
    // The circle.
    assert_eq!(
        update(&mut model, circle::Msg::PictureUnconfirmed("<svg/>".into())),
        [Effect::Page(PageEffect::Focus(Target::TextToCopy(TextToCopy::Circle)))]
    );
    assert_eq!(model.circle.export_notice, (msg!(NoFiles), "<svg/>".to_owned()));
    assert_eq!(update(&mut model, circle::Msg::Copied), []);
    assert_eq!(
        update(&mut model, circle::Msg::CopyFailed("Text".into())),
        [Effect::Page(PageEffect::Focus(Target::TextToCopy(TextToCopy::Circle)))]
    );
}

#[test]
fn a_comment_of_one_s_own_that_is_read_in_is_not_new() {
    for (author, unread) in [(ME, vec![]), ("other", vec!["9".to_owned()])] {
        let mut model = page_of(ME, vec![]);
        update(&mut model, import_export::Msg::EventsImported(vec![event("9", POST, author, None, "A")]));
        update(&mut model, storage::Msg::Saved("9".into()));
        assert_eq!(model.discussion.unread, unread, "{author}");
    }
}

#[test]
fn everything_that_i_wrote_here_is_mine_and_all_of_it() {
    let others = [event("1", POST, "other", None, "A"), event("2", POST, "", None, "B"), start("3", "other")];
    let mine = [event("4", POST, ME, None, "C"), event("5", EDIT, ME, Some("4"), "D"), start("6", ME)];
    let mut model = page_of(ME, others.iter().chain(&mine).cloned().collect());
    update(&mut model, start_question::Msg::RunPressed { variable: 0, push: Direction::Up });
    update(&mut model, import_export::Msg::ErasePressed);
    let effects = update(&mut model, import_export::Msg::EraseAnswered { erase: true });
    let ids = ["4", "5", "6"].map(str::to_owned).to_vec();
    assert!(
        effects.contains(&Effect::Discussion(discussion::Effect::Storage(StorageEffect::EraseEvents {
            discussion: "e".into(),
            ids
        }))),
        "{effects:?}"
    );
    let left: Vec<_> = model.discussion.log.events().iter().map(|event| event.id.as_str()).collect();
    assert_eq!(left, ["1", "2", "3"]);
    // Nor does the circle go on showing a push that nobody has made.
    assert_eq!((model.starts(), model.circle.push), (vec![], None));
    // The next author is somebody else.
    assert!(["1", "2"].iter().all(|id| model.discussion.own_entry(&(*id).into()).is_none()));
}

#[test]
fn a_table_for_spreadsheets_begins_with_the_mark_by_which_they_know_its_encoding() {
    let mut model = page_of(ME, vec![event("1", POST, ME, None, "Größe")]);
    let effects = update(&mut model, import_export::Msg::ExportPressed(Format::Csv));
    let [Effect::Discussion(discussion::Effect::SaveFile { name, media_type: kind, text })] = &*effects else {
        panic!("{effects:?}")
    };
    assert_eq!((name.as_str(), *kind), ("e-discussion.csv", "text/csv"));
    assert!(text.starts_with("\u{feff}id,parent,"), "{text}");
    // A script gets the text of it, and files of other kinds have no mark.
    assert_eq!(text.strip_prefix('\u{feff}'), Some(&*model.export(Format::Csv)));
    for format in [Format::Json, Format::Markdown] {
        let effects = update(&mut model, import_export::Msg::ExportPressed(format));
        assert!(
            matches!(&*effects, [Effect::Discussion(discussion::Effect::SaveFile { text, .. })] if !text.starts_with('\u{feff}')),
            "{effects:?}"
        );
    }
}

#[test]
fn whoever_only_imports_does_not_become_the_author_of_what_comes() {
    let mut model = page_of("", vec![]);
    let effects = update(&mut model, import_export::Msg::EventsImported(vec![start("1", "somebody")]));
    let [Effect::Discussion(discussion::Effect::Storage(StorageEffect::SaveEvents { me, .. }))] = &*effects else {
        panic!("{effects:?}")
    };
    assert_eq!(me.id, "");
}
