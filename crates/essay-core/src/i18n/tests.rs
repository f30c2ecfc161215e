use super::*;

/// Returns the lines of a language's table.
fn lines(language: Language) -> Vec<&'static str> {
    Translations::table(language).lines().collect()
}

fn holes(text: &str) -> Vec<&str> {
    let mut holes: Vec<&str> = text.matches(PLACEHOLDERS).collect();
    holes.sort_unstable();
    holes.dedup();
    holes
}

#[test]
fn every_language_has_every_word_with_the_same_placeholders_and_its_forms() {
    let english = lines(Language::English);
    assert_eq!(english.len(), MessageKey::COUNT);
    for (language, forms) in [(Language::English, 2), (Language::Finnish, 2), (Language::Arabic, 6)] {
        let table = lines(language);
        assert_eq!(table.len(), english.len());
        for (text, model) in table.iter().zip(&english) {
            assert_eq!(holes(text), holes(model), "{text}");
            assert_eq!(text.split('|').count(), if model.contains('|') { forms } else { 1 }, "{text}");
        }
        assert_eq!(Translations::of(language).language(), language);
        assert_eq!(t!(Translations::of(language), Laps).split(" / ").count(), 2);
    }
}

#[test]
fn every_language_has_its_own_quotation_marks() {
    for (language, foreign) in [
        (Language::English, ['”', '«', '»'].as_slice()),
        (Language::Finnish, &['“', '«', '»', '"']),
        (Language::Arabic, &['“', '”', '"']),
    ] {
        for text in lines(language) {
            let own = text.replace("“\u{1}”", "").replace("“\u{2}”", "").replace("“part of the essay”", "");
            let own = own.replace("“Export”", "");
            assert!(!own.contains(foreign), "{text}");
        }
    }
}

#[test]
fn plurals_take_the_form_of_their_number() {
    let told = |language, numbers: &[usize]| -> Vec<String> {
        numbers.iter().map(|number| t!(Translations::of(language), Entries, *number)).collect()
    };
    assert_eq!(told(Language::English, &[0, 1, 2]), ["0 entries", "1 entry", "2 entries"]);
    assert_eq!(told(Language::Finnish, &[0, 1, 2]), ["0 viestiä", "1 viesti", "2 viestiä"]);
    let arabic = ["لا مشاركات", "مشاركة واحدة", "مشاركتان", "3 مشاركات", "10 مشاركات", "11 مشاركة", "99 مشاركة"];
    assert_eq!(told(Language::Arabic, &[0, 1, 2, 3, 10, 11, 99]), arabic);
    // These are samples of the CLDR.
    for (number, form) in [(100, 5), (101, 5), (102, 5), (103, 3), (110, 3), (111, 4), (1000, 5), (1003, 3)] {
        assert_eq!(plural(Language::Arabic, number), form, "{number}");
    }
}

#[test]
fn what_is_written_the_other_way_is_isolated() {
    let message = msg!(CommentBy, "Ada");
    assert_eq!(Translations::english().format(&message), "Comment by Ada");
    assert_eq!(Translations::of(Language::Arabic).format(&message), "تعليق من \u{2068}Ada\u{2069}");
    assert_eq!(t!(Translations::english(), CommentBy, "ليلى"), "Comment by \u{2068}ليلى\u{2069}");
    assert_eq!(t!(Translations::of(Language::Arabic), CommentBy, "ليلى"), "تعليق من ليلى");
    assert_eq!(t_split!(Translations::english(), InReplyTo), ("in reply to ", ""));
}

#[test]
fn a_language_is_known_by_the_first_part_of_its_tag() {
    let known = ["fi", "fi-FI", "AR", "ar_EG", "en-GB", "", "sv", "fil"].map(Language::of);
    use Language::{Arabic, English, Finnish};
    assert_eq!(known, [Finnish, Finnish, Arabic, Arabic, English, English, English, English]);
    assert_eq!(["ar-EG", "he", "fa", "ur-PK", "en", ""].map(direction), ["rtl", "rtl", "rtl", "rtl", "ltr", "auto"]);
}

#[test]
fn a_table_that_is_not_whole_is_refused() {
    assert_eq!(Translations::read(Language::Finnish, "Avaa\nSulje".to_owned(), plural), None);
}
