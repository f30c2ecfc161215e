//! The ids of composers, which are the keys of their drafts.

use crate::discussion::EntryId;
use crate::discussion::anchor::Anchor;
use crate::json::Json;
use std::borrow::Cow;
use std::fmt;

/// Before the id of the entry that is changed, in the key of a draft.
const EDIT: &str = "edit:";
/// The key of the reason for the next start.
const START_REASON: &str = ":start";
/// The key of a name that was typed and under which nothing has been posted yet.
const NAME: &str = ":name";

/// A composer: a field in which the reader writes.
///
/// It is displayed as the key of its draft in storage. A key that was stored by an earlier version keeps its form to the byte:
///
/// ```
/// use essay_core::app::ComposerId;
///
/// for key in ["", "0192", "edit:0192", r#"{"note":"ofsted"}"#, ":start", ":name"] {
///     assert_eq!(ComposerId::parse(key).to_string(), key);
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ComposerId {
    /// A comment on the essay.
    #[default]
    Essay,
    /// A reply to an entry.
    Reply(EntryId),
    /// A change of an entry.
    Edit(EntryId),
    /// A comment on a passage, a stage or a note.
    Anchor(Anchor),
    /// A comment on an anchor that another version of this code wrote in another form; holds the key.
    ForeignAnchor(String),
    /// The reason for the next start.
    StartReason,
    /// The name of the reader.
    Name,
}

impl ComposerId {
    /// Reads the key of a draft. Every text is a key.
    pub fn parse(key: &str) -> Self {
        match key {
            "" => Self::Essay,
            START_REASON => Self::StartReason,
            NAME => Self::Name,
            _ if key.starts_with('{') => match parse_anchor(key) {
                Some(anchor) if anchor.to_json().to_string() == key => Self::Anchor(anchor),
                _ => Self::ForeignAnchor(key.to_owned()),
            },
            _ => match key.strip_prefix(EDIT) {
                Some(entry) => Self::Edit(entry.into()),
                None => Self::Reply(key.into()),
            },
        }
    }

    /// The entry at which the composer opens: the one that is answered or changed.
    pub fn entry(&self) -> Option<&EntryId> {
        match self {
            Self::Reply(entry) | Self::Edit(entry) => Some(entry),
            Self::Essay | Self::Anchor(_) | Self::ForeignAnchor(_) | Self::StartReason | Self::Name => None,
        }
    }

    /// True if the comment is about a passage, a stage or a note of the essay.
    pub fn is_anchored(&self) -> bool {
        matches!(self, Self::Anchor(_) | Self::ForeignAnchor(_))
    }

    /// The anchor of the comment, as far as this version knows.
    pub fn anchor(&self) -> Option<Anchor> {
        match self {
            Self::Anchor(anchor) => Some(anchor.clone()),
            Self::ForeignAnchor(key) => parse_anchor(key),
            Self::Essay | Self::Reply(_) | Self::Edit(_) | Self::StartReason | Self::Name => None,
        }
    }

    /// The anchor of the event that posts the comment.
    pub(super) fn anchor_json(&self) -> Json {
        match self {
            Self::Anchor(anchor) => anchor.to_json(),
            Self::ForeignAnchor(key) => Json::parse(key).unwrap_or_default(),
            Self::Essay | Self::Reply(_) | Self::Edit(_) | Self::StartReason | Self::Name => Json::Null,
        }
    }

    /// The name of the composer in the ids of its fields. Anchors share one, since they have spaces, which ids must not have.
    pub fn dom_name(&self) -> Cow<'static, str> {
        if self.is_anchored() { Cow::Borrowed("about") } else { Cow::Owned(self.to_string()) }
    }
}

fn parse_anchor(key: &str) -> Option<Anchor> {
    Anchor::from_json(&Json::parse(key).ok()?)
}

impl fmt::Display for ComposerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Essay => Ok(()),
            Self::Reply(entry) => entry.fmt(f),
            Self::Edit(entry) => write!(f, "{EDIT}{entry}"),
            Self::Anchor(anchor) => f.write_str(&anchor.to_json().to_string()),
            Self::ForeignAnchor(key) => f.write_str(key),
            Self::StartReason => f.write_str(START_REASON),
            Self::Name => f.write_str(NAME),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn passage(block: &str, quote: &str, prefix: &str, suffix: &str) -> Anchor {
        let [block, quote, prefix, suffix] = [block, quote, prefix, suffix].map(str::to_owned);
        Anchor::Passage { block, quote, prefix, suffix }
    }

    #[test]
    fn drafts_are_stored_under_the_keys_of_the_first_version() {
        let expected = [
            (ComposerId::Essay, ""),
            (ComposerId::Reply("018bcfe5-6800-7707-8707-070707070707".into()), "018bcfe5-6800-7707-8707-070707070707"),
            (ComposerId::Edit("018bcfe5".into()), "edit:018bcfe5"),
            (ComposerId::Anchor(Anchor::Note { id: "ofsted".into() }), r#"{"note":"ofsted"}"#),
            (
                ComposerId::Anchor(Anchor::Stage { circle: "finland".into(), step: 3 }),
                r#"{"circle":"finland","step":3}"#,
            ),
            (
                ComposerId::Anchor(passage("opening/1", "He said \"no\"\nand ä", "before ", "")),
                r#"{"block":"opening/1","quote":"He said \"no\"\nand ä","prefix":"before ","suffix":""}"#,
            ),
            (ComposerId::StartReason, ":start"),
            (ComposerId::Name, ":name"),
        ];
        for (composer, key) in expected {
            assert_eq!(composer.to_string(), key);
            assert_eq!(ComposerId::parse(key), composer);
        }
    }

    #[test]
    fn a_key_of_another_version_is_kept_as_it_is() {
        for key in
            [r#"{"mood":"glad"}"#, r#"{ "note": "n" }"#, r#"{"step":3,"circle":"c"}"#, "{", r#"{"note":"\u0061"}"#]
        {
            let composer = ComposerId::parse(key);
            assert_eq!(composer, ComposerId::ForeignAnchor(key.to_owned()));
            assert_eq!(composer.to_string(), key);
        }
        let known = ComposerId::parse(r#"{"step":3,"circle":"c"}"#);
        assert_eq!(known.anchor(), Some(Anchor::Stage { circle: "c".into(), step: 3 }));
    }

    #[test]
    fn the_fields_of_a_composer_are_named_after_it() {
        let name = |key: &str| ComposerId::parse(key).dom_name().into_owned();
        assert_eq!(["", "c", "edit:c", r#"{"note":"n"}"#, "{"].map(name), ["", "c", "edit:c", "about", "about"]);
    }

    proptest! {
        #[test]
        fn every_key_is_displayed_as_it_was_parsed(key in "(edit:|\\{|:)?\\PC{0,20}") {
            prop_assert_eq!(ComposerId::parse(&key).to_string(), key);
        }

        #[test]
        fn every_anchor_is_read_again(block in "\\PC{0,9}", quote in any::<String>(), prefix in any::<String>(), suffix in any::<String>()) {
            let composer = ComposerId::Anchor(passage(&block, &quote, &prefix, &suffix));
            prop_assert_eq!(ComposerId::parse(&composer.to_string()), composer);
        }
    }
}
