use super::Json;
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn a_fault_is_told_with_its_place() {
    for (text, line, column, what) in [
        ("", 1, 1, "the text ends too early"),
        ("{\"ä\":1,}", 1, 8, "the name of a field was expected"),
        ("[1,\n  2 3]", 2, 5, "a comma or the closing bracket was expected"),
        ("[1,\n  tru]", 2, 3, "a value was expected"),
        ("{\"a\" 1}", 1, 6, "a colon was expected"),
        ("\"abc", 1, 5, "a string does not end"),
        ("\"a\nb\"", 1, 3, "a line break or control character in a string must be escaped"),
        ("\"\\x\"", 1, 3, "no such escape"),
        ("\"\\u12g4\"", 1, 6, "four hexadecimal digits were expected"),
        ("-", 1, 2, "a digit was expected"),
        ("01", 1, 2, "something stands after the end"),
    ] {
        let fault = Json::parse(text).unwrap_err();
        assert_eq!((fault.line, fault.column, fault.what), (line, column, what), "{text}");
    }
}

#[test]
fn a_million_brackets_are_refused_and_not_followed() {
    assert_eq!(Json::parse(&"[".repeat(1_000_000)).unwrap_err().what, "the text nests too deeply");
}

#[test]
fn half_a_surrogate_pair_loses_nothing_else() {
    let text = |json: &str| Json::parse(json).unwrap().as_str().unwrap().to_owned();
    assert_eq!(text(r#""a\ud83d\ude00b""#), "a😀b");
    assert_eq!(text(r#""a\ud83db""#), "a\u{fffd}b");
    assert_eq!(text(r#""\ud83d\u0041""#), "\u{fffd}A");
    assert_eq!(text(r#""\ude00\n""#), "\u{fffd}\n");
}

#[test]
fn whole_numbers_are_read_in_every_notation() {
    let number = |text: &str| Json::parse(text).unwrap().as_integer();
    assert_eq!(number("1700000000000"), Some(1_700_000_000_000));
    assert_eq!(number("-12.9"), Some(-12));
    assert_eq!(number("1.7e12"), Some(1_700_000_000_000));
    assert_eq!(number("125E-2"), Some(1));
    assert_eq!(number("0e999999"), Some(0));
    assert_eq!(number("3e-999999"), Some(0));
    assert_eq!(number("1e300"), None);
    assert_eq!(number("9223372036854775808"), None);
    assert_eq!(number("1e99999999999"), None);
    assert_eq!(number("\"1\""), None);
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_serde_json_writes_is_read_and_written_without_loss(value in any_value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let written = Json::parse(&text).unwrap().to_string();
        // serde_json does not always read the number that it wrote, while this module keeps the digits.
        prop_assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), serde_json::from_str::<Value>(&text).unwrap());
    }

    #[test]
    fn what_is_json_is_judged_as_serde_json_judges_it(text in r#"[\[\]{}":,\\ntrue0-9.eE+\- u]{0,12}"#) {
        let judged = serde_json::from_str::<Value>(&text);
        // serde_json refuses numbers beyond f64 and halves of surrogate pairs.
        let stricter = judged.as_ref().is_err_and(|fault| {
            let told = fault.to_string();
            told.contains("out of range") || told.contains("surrogate") || told.contains("hex escape")
        });
        if !stricter {
            prop_assert_eq!(Json::parse(&text).is_ok(), judged.is_ok());
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = Json::parse(&text);
    }
}
