use super::super::sanitize::clean_name;
use super::super::sanitize::tests::nasty;
use super::*;
use proptest::prelude::*;

fn marked(names: &[(&str, &str)]) -> Vec<bool> {
    flag_lookalikes(names, &|name| name.to_lowercase(), &|_| false)
}

#[test]
fn the_later_of_two_authors_with_one_name_is_marked() {
    assert_eq!(
        marked(&[("a", "Anna"), ("b", "Anna"), ("a", "Anna"), ("b", "Bert"), ("c", "ANNA"), ("b", "Anna")]),
        [false, true, false, false, true, true]
    );
    // An author who changes their own name imitates nobody.
    assert_eq!(marked(&[("a", "Ann"), ("a", "ann"), ("a", "Anna"), ("b", "Berta")]), [false; 4]);
    assert_eq!(marked(&[("a", ""), ("b", ""), ("c", " \u{200b}"), ("d", "\u{2800}")]), [false; 4]);
}

#[test]
fn names_that_look_the_same_are_twins() {
    for (one, other) in [
        ("Anna Berg", "AnnaBerg"),
        ("Anna", "An\u{200b}na"),
        ("Anna", "Аnnа"),
        ("Helen Roe", "Неlеn Rое"),
        ("KATE", "ΚΑΤΕ"),
        ("Νίκος", "νίκος"),
        ("Will Illich", "WiII lllich"),
        ("Bob", "B0b"),
        ("Tim 10", "Tirn lO"),
        ("Сара", "Capa"),
    ] {
        assert_eq!(marked(&[("a", one), ("b", other)]), [false, true], "{one} {other}");
        assert_eq!(marked(&[("a", other), ("b", one)]), [false, true], "{other} {one}");
    }
    for (one, other) in [("Anna", "Anne"), ("Zoë", "Zoe"), ("Bern", "Ben"), ("Иван", "Иваи"), ("Lea", "Leah")]
    {
        assert_eq!(marked(&[("a", one), ("b", other)]), [false, false], "{one} {other}");
    }
}

#[test]
fn a_name_of_several_scripts_is_marked_from_the_first() {
    let mixed = |name: &str| name.is_empty() || name.contains('а');
    assert_eq!(
        flag_lookalikes(&[("a", "Annа"), ("b", ""), ("c", "Cleo")], &str::to_lowercase, &mixed),
        [true, false, false]
    );
}

#[test]
fn the_pairs_are_whole_and_lead_to_characters_that_stay() {
    assert_eq!(LOOKALIKES.chars().count() % 2, 0);
    let letters: Vec<char> = LOOKALIKES.chars().collect();
    for pair in letters.chunks(2) {
        assert_ne!(pair[0], pair[1]);
        let plain = pair[1].to_string();
        assert_eq!(skeleton(&plain), plain, "{pair:?}");
        assert_eq!(skeleton(&pair[0].to_string()), plain, "{pair:?}");
        assert_eq!(pair[0].to_lowercase().to_string(), pair[0].to_string(), "{pair:?}");
    }
}

proptest! {
    #[test]
    fn what_twins_are_does_not_depend_on_hidden_characters(name in nasty()) {
        prop_assert_eq!(skeleton(&clean_name(&name).replace(' ', "\u{200b}")), skeleton(&clean_name(&name)));
    }
}
