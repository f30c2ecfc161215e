//! Tests the fields that an author may leave out.

use super::*;

/// Compiles a circle in which one text is replaced.
fn with(old: &str, new: &str) -> (Option<Essay>, Vec<String>) {
    let circle = circle(&RING, &ROUND);
    assert!(circle.contains(old), "{circle}");
    compiled(&circle.replacen(old, new, 1))
}

#[test]
fn a_link_has_years_and_two_reasons() {
    let sign = "to = \"b\"\nsign = \"+\"\n";
    let years = |years: &str| {
        with(sign, &format!("{sign}delayed = true\nyears = {years}\nbecause = \"More.\"\nbecause_down = \"Less.\"\n"))
    };
    for (written, shown) in [("5", "5"), ("2.5", "2.5")] {
        let (essay, found) = years(written);
        assert_eq!(found, Vec::<String>::new());
        let essay = essay.unwrap();
        let json = serde_json::to_string(&essay).unwrap();
        assert!(json.contains(&format!("\"years\":{shown},")), "{json}");
        let again = Essay::from_json(&json).unwrap();
        assert_eq!(again.circle, essay.circle);
        let links = &again.circle.as_ref().unwrap().links;
        assert_eq!(links[0].years.map(|years| years.to_string()).as_deref(), Some(shown));
        assert_eq!((&*links[0].because, &*links[0].because_down), ("More.", "Less."));
    }
    for (written, told) in [("0", "0"), ("-2", "-2"), ("4000", "4000")] {
        let (_, found) = years(written);
        assert_eq!(found, [format!("e.md:22:9: error: A link cannot take {told} years.")]);
    }
    let (_, found) = with(sign, &format!("{sign}years = 3\n"));
    assert_eq!(found, ["e.md:21:9: error: This link takes years, and is not delayed."]);
}

#[test]
fn short_titles_are_short_and_differ() {
    let (essay, found) = with("title = \"T\"\ntone", "title = \"T\"\nshort = \"Up\"\ntone");
    assert_eq!(found, Vec::<String>::new());
    let views = essay.unwrap().circle.unwrap().views();
    assert_eq!([&*views[0].short, &*views[1].short], ["Up", "L"]);
    let (_, found) = with("title = \"T\"\ntone", "title = \"T\"\nshort = \"A much longer word\"\ntone");
    assert!(found[0].ends_with("The short title has 18 characters."), "{found:?}");
    let loop_title = "title = \"L\" }";
    let (_, found) = with(loop_title, "title = \"L\", short = \"\" }");
    assert!(found[0].ends_with("The short title is empty."), "{found:?}");
}

#[test]
fn the_front_matter_says_who_when_and_from_where() {
    let essay = |fields: &str| {
        let text = format!("+++\nid = \"e\"\ntitle = \"T\"\n{fields}\n+++\nHello.\n");
        let (essay, found) = compile(&Source { file: "e.md".to_owned(), text }, None);
        (
            essay,
            found
                .iter()
                .map(|found| found.to_string().lines().next().unwrap_or_default().to_owned())
                .collect::<Vec<_>>(),
        )
    };
    let (told, found) = essay("author = \"Ann\"\ndate = \"30 November 2012\"\nsource = \"https://example.org\"");
    let told = told.unwrap();
    assert_eq!(
        (found.len(), &*told.author, &*told.date, &*told.source),
        (0, "Ann", "30 November 2012", "https://example.org")
    );
    let (none, found) = essay("date = 2012");
    assert!(none.is_none() && found[0].starts_with("e.md:4:") && found[0].contains("expected a string"), "{found:?}");
}
