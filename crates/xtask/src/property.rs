//! A property test as it stands in the source, and the test that shows an input for which it does not hold.

use std::iter::Peekable;
use std::str::Chars;

/// A test within `proptest! { … }`.
#[derive(Debug, PartialEq, Eq)]
pub struct Property {
    pub name: String,
    /// Its file, from the repository's root.
    pub file: String,
    /// Each argument's pattern and what makes its values.
    arguments: Vec<(String, Source)>,
    /// The lines between its braces.
    body: String,
}

/// The source of the values of an argument.
#[derive(Debug, PartialEq, Eq)]
enum Source {
    /// `argument in STRATEGY`
    Strategy(String),
    /// `argument: TYPE`
    Type(String),
}

/// The test program's words on a property that does not hold.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    pub name: String,
    /// All that was printed.
    pub told: String,
    /// The least input that was found, as `argument = value, …`. None if the test was given up for another reason.
    input: Option<String>,
}

/// The properties in a source file. They are told by the layout that rustfmt, or whoever writes in a macro as it would,
/// gives them: a test ends at a brace that stands as far to the right as its beginning.
pub fn properties(source: &str, file: &str) -> Vec<Property> {
    let mut found = Vec::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if !line.trim_start().starts_with("proptest! {") {
            continue;
        }
        let end = closing(line);
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != end).collect();
        let mut rest = block.as_slice();
        while let Some((first, following)) = rest.split_first() {
            rest = following;
            if first.trim_start().starts_with("fn ") {
                let end = closing(first);
                let length = rest.iter().position(|line| *line == end).unwrap_or(rest.len());
                let (own, after) = rest.split_at(length);
                found.extend(property(first, own, file));
                rest = after;
            }
        }
    }
    found
}

/// The lines, indented as the body of a function at the margin.
fn indented(lines: &[&str]) -> String {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let least = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or_default();
    let own = lines.iter().map(|line| format!("    {}", line.get(least..).unwrap_or_default()));
    own.collect::<Vec<_>>().join("\n")
}

/// The line that closes what this line opens.
fn closing(line: &str) -> String {
    line.chars().take_while(|character| *character == ' ').chain(['}']).collect()
}

fn property(first: &str, following: &[&str], file: &str) -> Option<Property> {
    let (name, mut arguments) = first.trim_start().strip_prefix("fn ")?.split_once('(')?;
    let mut body = following;
    let mut gathered;
    if !arguments.ends_with('{') {
        // The arguments have lines of their own.
        let length = body.iter().position(|line| line.trim_end().ends_with('{'))?;
        let (own, after) = body.split_at_checked(length + 1)?;
        gathered = arguments.to_owned();
        own.iter().for_each(|line| gathered.extend([" ", line.trim()]));
        arguments = &gathered;
        body = after;
    }
    let arguments = arguments.trim_end_matches('{').trim_end().strip_suffix(')')?;
    Some(Property {
        name: name.to_owned(),
        file: file.to_owned(),
        arguments: parts(arguments).into_iter().map(argument).collect::<Option<_>>()?,
        body: indented(body),
    })
}

fn argument(text: &str) -> Option<(String, Source)> {
    if let Some((pattern, strategy)) = text.split_once(" in ") {
        return Some((pattern.trim().to_owned(), Source::Strategy(strategy.trim().to_owned())));
    }
    let (pattern, kind) = text.split_once(':')?;
    Some((pattern.trim().to_owned(), Source::Type(kind.trim().to_owned())))
}

/// The parts between commas that are in no brackets and no string.
fn parts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            'r' if text.get(at..).is_some_and(|rest| rest.starts_with("r#\"")) => {
                let end = text.get(at + 3..).and_then(|rest| rest.find("\"#")).map_or(text.len(), |end| at + end + 5);
                while characters.next_if(|(place, _)| *place < end).is_some() {}
            }
            '"' => {
                while let Some((_, inner)) = characters.next().filter(|(_, inner)| *inner != '"') {
                    if inner == '\\' {
                        characters.next();
                    }
                }
            }
            ',' if depth == 0 => {
                found.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(text.get(start..));
    found.retain(|part| !part.trim().is_empty());
    found
}

/// The lines that the test program printed of each test that failed.
pub fn failures(printed: &str) -> Vec<Broken> {
    let mut found = Vec::new();
    for section in printed.split("\n---- ").skip(1) {
        let Some((title, told)) = section.split_once(" stdout ----") else { continue };
        let told = told.split("\n\nfailures:\n").next().unwrap_or_default();
        let told = told.split("\n\nnote: run with").next().unwrap_or_default().trim();
        let input = told.rsplit_once("minimal failing input: ").map(|(_, rest)| rest.split("\n\tsuccesses: ").next());
        // Smaller and smaller inputs have failed before the last, each with its own words.
        let last = told.rfind("\nthread '").and_then(|at| told.get(at..)).unwrap_or(told);
        found.push(Broken {
            name: title.rsplit("::").next().unwrap_or(title).to_owned(),
            told: format!("{title}: {}", last.trim()),
            input: input.flatten().map(str::to_owned),
        });
    }
    found
}

impl Property {
    /// A test that fails for the reason that was found.
    pub fn test_of(&self, broken: &Broken, seed: u64, cases: Option<u32>) -> String {
        let Self { name, file, body, .. } = self;
        let head = format!(
            "// For {file}. `cargo xtask soak -- properties --seed {seed}{} {name}` finds it again.\n#[test]\nfn {name}_{seed}()",
            cases.map_or_else(String::new, |cases| format!(" --cases {cases}"))
        );
        if let Some(values) = broken.input.as_deref().and_then(|input| self.values(input)) {
            return format!("{head} -> Result<(), TestCaseError> {{\n{values}{body}\n    Ok(())\n}}\n");
        }
        // Not every value is written as Rust would read it. The seed makes it again.
        let patterns: String = self.arguments.iter().map(|(pattern, _)| format!("{pattern}, ")).collect();
        let strategies: String = self.arguments.iter().map(|(_, source)| format!("{}, ", source.strategy())).collect();
        let cases = cases.map_or_else(|| "10_000".to_owned(), |cases| cases.to_string());
        format!(
            "{head} {{\n    let seed = proptest::test_runner::RngSeed::Fixed({seed});\n    \
             let config = ProptestConfig {{ cases: {cases}, rng_seed: seed, ..ProptestConfig::default() }};\n    \
             let outcome = proptest::test_runner::TestRunner::new(config).run(&({strategies}), |({patterns})| {{\n\
             {body}\n    Ok(())\n    }});\n    outcome.unwrap();\n}}\n"
        )
    }

    /// The lines that give the arguments their values; none if a value is not written as Rust would read it.
    fn values(&self, input: &str) -> Option<String> {
        let mut lines = String::new();
        let mut rest = input.chars().peekable();
        for (pattern, source) in &self.arguments {
            let before = format!("{pattern} = ");
            if !before.chars().all(|character| rest.next_if_eq(&character).is_some()) {
                return None;
            }
            let value = value(&mut rest, source.makes_array())?;
            lines.push_str(&match source {
                Source::Type(kind) => format!("    let {pattern}: {kind} = {value};\n"),
                Source::Strategy(_) => format!("    let {pattern} = {value};\n"),
            });
            while rest.next_if(|character| [',', ' '].contains(character)).is_some() {}
        }
        rest.next().is_none().then_some(lines)
    }
}

impl Source {
    fn strategy(&self) -> String {
        match self {
            Self::Strategy(strategy) => strategy.clone(),
            Self::Type(kind) => format!("any::<{kind}>()"),
        }
    }

    fn makes_array(&self) -> bool {
        match self {
            Self::Strategy(strategy) => strategy.starts_with("any::<["),
            Self::Type(kind) => kind.starts_with('['),
        }
    }
}

/// Reads a value as `{:#?}` has written it, and writes it as Rust. None for what has a name, such as a struct.
fn value(rest: &mut Peekable<Chars>, array: bool) -> Option<String> {
    while rest.next_if(|character| character.is_whitespace()).is_some() {}
    match *rest.peek()? {
        '"' => Some(format!("String::from({})", quoted(rest, '"')?)),
        '\'' => quoted(rest, '\''),
        '[' => Some(format!("{}[{}]", if array { "" } else { "vec!" }, list(rest, ']', array)?)),
        '(' => Some(format!("({})", list(rest, ')', array)?)),
        _ => {
            let mut word = String::new();
            while let Some(character) =
                rest.next_if(|character| character.is_alphanumeric() || "-._+".contains(*character))
            {
                word.push(character);
            }
            let number = word.starts_with(|first: char| first == '-' || first.is_ascii_digit());
            if number || ["true", "false", "None"].contains(&word.as_str()) {
                return Some(word);
            }
            (word == "Some").then(|| Some(format!("Some({})", list(rest, ')', array)?.trim_end_matches(", "))))?
        }
    }
}

/// Values up to the closing bracket, each followed by a comma.
fn list(rest: &mut Peekable<Chars>, end: char, array: bool) -> Option<String> {
    rest.next()?;
    let mut found = String::new();
    loop {
        while rest.next_if(|character| character.is_whitespace() || *character == ',').is_some() {}
        if rest.next_if_eq(&end).is_some() {
            return Some(found);
        }
        found.push_str(&value(rest, array)?);
        found.push_str(", ");
    }
}

/// A literal in quotation marks, which `{:?}` writes as Rust reads it.
fn quoted(rest: &mut Peekable<Chars>, mark: char) -> Option<String> {
    let mut found = String::from(rest.next()?);
    loop {
        let character = rest.next()?;
        found.push(character);
        if character == mark {
            return Some(found);
        }
        if character == '\\' {
            found.push(rest.next()?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "
fn proptest() {}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(9))]

    #[test]
    fn first(text in r#\"[\\[{,]{0,9}\"#, (a, b) in pair(1, 2)) {
        if text.is_empty() {
            prop_assert!(a < b);
        }
    }

    #[test]
    fn second(
        words in prop::collection::vec(\"[,)]\", 1..4), bytes: [u8; 2], some in option(0..9),
    ) {
        agree(&words)?;
    }
}
";

    fn broken(name: &str, input: &str) -> Broken {
        let printed = format!(
            "running 2 tests\n\nfailures:\n\n---- module::{name} stdout ----\n\nthread 'a' panicked at x.rs:1:1:\nlarger\n\
             thread 'a' panicked at x.rs:1:1:\nTest failed: no.\nminimal failing input: {input}\n\tsuccesses: 3\n\t\
             local rejects: 0\n\nnote: run with more\n\nfailures:\n    module::{name}\n\ntest result: FAILED. 0 passed"
        );
        failures(&printed).pop().unwrap()
    }

    #[test]
    fn properties_are_found_with_their_arguments_and_bodies() {
        let found = properties(SOURCE, "src/x.rs");
        let [first, second] = found.as_slice() else { panic!("{found:#?}") };
        let strategy = |text: &str| Source::Strategy(text.to_owned());
        assert_eq!(first.name, "first");
        let arguments =
            [("text".to_owned(), strategy("r#\"[\\[{,]{0,9}\"#")), ("(a, b)".to_owned(), strategy("pair(1, 2)"))];
        assert_eq!(first.arguments, arguments);
        assert!(first.body.starts_with("    if text") && first.body.ends_with("\n    }"), "{}", first.body);
        let arguments = [
            ("words".to_owned(), strategy("prop::collection::vec(\"[,)]\", 1..4)")),
            ("bytes".to_owned(), Source::Type("[u8; 2]".to_owned())),
            ("some".to_owned(), strategy("option(0..9)")),
        ];
        assert_eq!((second.name.as_str(), second.arguments.as_slice()), ("second", arguments.as_slice()));
        assert_eq!(second.body, "    agree(&words)?;");
    }

    #[test]
    fn an_input_of_plain_values_becomes_a_test_of_its_own() {
        let found = properties(SOURCE, "src/x.rs");
        let input =
            "words = [\n    \"a\\\"],\\n\",\n    \"b\",\n], bytes = [\n    0,\n    255,\n], some = Some(\n    -3,\n)";
        let broken = broken("second", input);
        assert_eq!(
            broken.told,
            "module::second: thread 'a' panicked at x.rs:1:1:\nTest failed: no.\nminimal failing input: ".to_owned()
                + input
                + "\n\tsuccesses: 3\n\tlocal rejects: 0"
        );
        let expected = "// For src/x.rs. `cargo xtask soak -- properties --seed 5 second` finds it again.\n#[test]\n\
            fn second_5() -> Result<(), TestCaseError> {\n    let words = vec![String::from(\"a\\\"],\\n\"), String::from(\"b\"), ];\n    \
            let bytes: [u8; 2] = [0, 255, ];\n    let some = Some(-3);\n    agree(&words)?;\n    Ok(())\n}\n";
        assert_eq!(found[1].test_of(&broken, 5, None), expected);
    }

    #[test]
    fn an_input_with_names_in_it_is_made_again_by_its_seed() {
        let found = properties(SOURCE, "src/x.rs");
        let broken = broken("first", "text = \"\", (a, b) = (\n    Pair {\n        a: 1,\n    },\n    2,\n)");
        let test = found[0].test_of(&broken, 6, Some(40));
        for part in [
            "properties --seed 6 --cases 40 first` finds it again",
            "RngSeed::Fixed(6)",
            "cases: 40,",
            "run(&(r#\"[\\[{,]{0,9}\"#, pair(1, 2), ), |(text, (a, b), )| {",
            "prop_assert!(a < b)",
        ] {
            assert!(test.contains(part), "{part} is not in {test}");
        }
    }

    #[test]
    fn a_test_that_was_given_up_has_no_input() {
        let printed = "\n---- a::b stdout ----\nTest aborted: Too many global rejects\n\n\nfailures:\n    a::b\n";
        let [broken] = failures(printed).try_into().unwrap();
        assert_eq!((broken.name.as_str(), broken.input), ("b", None));
        assert_eq!(failures("test result: ok. 3 passed"), []);
    }
}
