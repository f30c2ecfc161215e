use super::*;
use proptest::prelude::*;

#[test]
fn a_name_is_one_line_of_words() {
    for (name, clean) in [
        ("  Anna \n\t Maria\u{2028}Berg\u{3000}", "Anna Maria Berg"),
        ("Anna\u{202e}gre\u{2066}B\u{200f}\u{61c}", "AnnagreB"),
        ("A\0n\u{7}n\u{9b}a", "Anna"),
        ("\u{ad}A\u{200b}n\u{2060}n\u{feff}a\u{180e}\u{34f}\u{e0061}\u{fe0f}\u{e0100}", "Anna"),
        ("\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}", ""),
        ("\u{301}\u{301}Zoe\u{308}", "Zoe\u{308}"),
        ("O'Brien-Smith, Jr. (小林)", "O'Brien-Smith, Jr. (小林)"),
    ] {
        assert_eq!(clean_name(name), clean, "{name:?}");
    }
}

#[test]
fn joiners_stay_only_between_letters_that_they_join() {
    for name in ["علی\u{200c}رضا", "ක්\u{200d}රිස්", "क्\u{200d}ष"] {
        assert_eq!(clean_name(name), name);
    }
    for (name, clean) in [
        ("A\u{200d}n\u{200c}na", "Anna"),
        ("\u{200c}علی\u{200c}", "علی"),
        ("علی\u{200c} \u{200d}رضا", "علی رضا"),
        ("علی\u{200c}\u{200d}\u{200c}رضا", "علی\u{200c}رضا"),
        ("👩\u{200d}👧", "👩👧"),
    ] {
        assert_eq!(clean_name(name), clean, "{name:?}");
    }
}

#[test]
fn no_character_carries_more_than_three_marks() {
    let tower = format!("Z{}o", "\u{301}".repeat(40));
    assert_eq!(clean_name(&tower), "Z\u{301}\u{301}\u{301}o");
    assert_eq!(clean_text(&tower), "Z\u{301}\u{301}\u{301}o");
    // An invisible character between marks does not help to stack more of them.
    let hidden = "Z\u{301}\u{301}\u{301}\u{200d}\u{301}\u{200b}\u{301}\u{fe0f}\u{301}";
    assert_eq!(clean_name(hidden), "Z\u{301}\u{301}\u{301}");
    assert_eq!(clean_text(hidden), "Z\u{301}\u{301}\u{301}\u{200d}\u{200b}\u{fe0f}");
    for name in ["Nguyễn", "שָׁלוֹם", "मुंबई", "ที่นั่น", "مُحَمَّد"] {
        assert_eq!(clean_name(name), name);
    }
}

#[test]
fn a_long_name_ends_without_a_space() {
    assert_eq!(clean_name(&"é".repeat(70)), "é".repeat(60));
    assert_eq!(clean_name(&format!("{} b", "a".repeat(59))), "a".repeat(59));
    assert_eq!(clean_name(&format!("{} b", "a".repeat(58))), format!("{} b", "a".repeat(58)));
}

#[test]
fn a_comment_keeps_everything_that_does_no_harm() {
    let text = "Dear all,\n\n\tschools  – 👩\u{200d}👩\u{200d}👧 ❤\u{fe0f} 🏴\u{e0067}\u{e0062}\u{e007f} \u{200f}שלום\u{200e}  \n";
    assert_eq!(clean_text(text), text);
    assert_eq!(clean_text("a\r\nb\rc\n\r\nd\r"), "a\nb\nc\n\nd\n");
    assert_eq!(clean_text("a\u{202e}b\u{2067}c\u{2069}\0\u{1b}[31m\u{85}\u{7f}d"), "abc[31md");
}

/// Texts that are likely to hold characters which these functions change.
pub(in crate::discussion) fn nasty() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        "[a-z \r\n\t]",
        "[\u{300}-\u{310}\u{64b}-\u{65f}]",
        "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}]",
        "[\u{627}-\u{64a}\u{915}-\u{94d}]",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(one, 0..100).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(text in nasty()) {
        let name = clean_name(&text);
        prop_assert_eq!(clean_name(&name), name.clone());
        prop_assert!(name.chars().count() <= LONGEST_NAME);
        prop_assert_eq!(name.trim(), &name);
        prop_assert!(!name.contains("  ") && !name.contains('\n'));
        let comment = clean_text(&text);
        prop_assert_eq!(clean_text(&comment), comment.clone());
        prop_assert!(!comment.contains('\r') && !comment.chars().any(|character| within(character, OVERRIDING)));
    }
}

const OVERRIDING: &Ranges = &[('\u{202a}', '\u{202e}'), ('\u{2066}', '\u{2069}')];
