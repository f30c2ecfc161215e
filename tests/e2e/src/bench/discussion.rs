//! The part about long discussions.

use super::SLOWED;
use super::figures::{Spread, millis, tenths, told};
use crate::discussion::{ESSAY, Opener, Opening, TALK, Writing, of_isso, writing};

/// The number of rounds. Ten thousand entries take most of a minute until the last is in the page.
const ROUNDS: usize = 5;

/// The number of posts to measure. The browser renders a frame during some of them but not during others.
const POSTS: usize = 21;

/// The environment variable for the address of a page on which Isso shows 1,000 comments: docs/quality.md.
const ISSO: &str = "CIRCLE_ESSAY_ISSO";

/// Isso's time in its first measurement, in milliseconds.
const ISSO_ELSEWHERE: f64 = 4_421.0;

/// Measures this part.
pub async fn measured() -> String {
    let isso = std::env::var(ISSO).ok();
    let mut openers = vec![];
    for (place, count) in [(ESSAY, 1_000), (ESSAY, 10_000), (TALK, 1_000)] {
        openers.push(Opener::start(place, count, SLOWED).await);
    }
    let (mut openings, mut theirs) = ([const { vec![] }; 3], vec![]);
    for round in 1..=ROUNDS {
        for (opener, openings) in openers.iter().zip(&mut openings) {
            openings.push(opener.open().await);
        }
        if let Some(address) = &isso {
            theirs.push(of_isso(address, 1_000, SLOWED).await);
        }
        eprintln!("Round {round} of {ROUNDS} with the discussion is done.");
    }
    for opener in openers {
        opener.close().await;
    }
    let writings = [writing(100, POSTS, SLOWED).await, writing(10_000, POSTS, SLOWED).await];
    let theirs = Spread::of(theirs);
    let isso = match theirs {
        Some(_) => {
            format!("Isso took {} for 1,000 entries in the same run, in turn with them", told(theirs, millis))
        }
        None => format!("Isso took {ISSO_ELSEWHERE:.0} ms for 1,000 entries, on another machine"),
    };
    format!(
        "{}\n\
         Slowed like a load; {ROUNDS} loads in turn, {POSTS} posts and four times as many keys, with entries of two paragraphs by 97 \
         readers, which the page reads from IndexedDB. The window stands at the discussion. *Usable* is when the first entries \
         are painted, and after them a letter that is typed at that moment. The page is the default essay’s, which is also read, \
         laid out and brought to life; a page like Isso’s holds a title, a sentence and the discussion. {isso}, from navigation too; the limits are \
         a tenth of that for 1,000 and a quarter of it for 10,000. A post is measured from Ctrl+Enter until its entry is in \
         the page, stored for good; with 10,000 entries it may take 1.5 times what it takes with 100. A key may take 16 ms of \
         script, a frame.\n",
        table(&openings, theirs, &writings)
    )
}

fn table(openings: &[Vec<Opening>; 3], isso: Option<Spread>, writings: &[Writing; 2]) -> String {
    let isso = isso.map_or(ISSO_ELSEWHERE, |isso| isso.middle);
    let limits = format!("{:.0} and {:.0} ms", isso / 10.0, isso / 4.0);
    let mut table = "| | 100 entries | 1,000 entries | 10,000 entries | limit |\n|---|---|---|---|---|\n".to_owned();
    type Figure<'a> = (&'static str, fn(&Opening) -> f64, &'a str);
    let figures: [Figure<'_>; 5] = [
        ("first entries painted, from reading", |opening| opening.painted, "–"),
        ("usable, from reading", |opening| opening.usable, &limits),
        ("usable, from navigation", |opening| opening.navigated, &limits),
        ("the first letter", |opening| opening.letter, "–"),
        ("all entries in the page, from reading", |opening| opening.whole, "–"),
    ];
    let middle = |at: usize, figure: fn(&Opening) -> f64| told(Spread::of(openings[at].iter().map(figure)), millis);
    for (name, figure, limit) in figures {
        table.push_str(&format!("| {name} | – | {} | {} | {limit} |\n", middle(0, figure), middle(1, figure)));
    }
    let alone = middle(2, |opening| opening.navigated);
    table.push_str(&format!(
        "| usable, from navigation, on a page like Isso’s | – | {alone} | – | {:.0} ms |\n",
        isso / 10.0
    ));
    let [few, many] = [0, 1].map(|at| Spread::of(writings[at].posts.clone()));
    let ratio = few.zip(many).map_or(0.0, |(few, many)| many.middle / few.middle);
    let (few, many) = (told(few, millis), told(many, millis));
    table.push_str(&format!("| a post | {few} | – | {many}, ratio {ratio:.2} | ratio 1.5 |\n"));
    let [few, many] = [0, 1].map(|at| tenths(writings[at].key_script));
    table.push_str(&format!("| a key, script | {few} | – | {many} | 16 ms |\n"));
    let [few, many] = [0, 1].map(|at| told(Spread::of(writings[at].keys.clone()), millis));
    table.push_str(&format!("| a key, until its letter is painted | {few} | – | {many} | – |\n"));
    table
}
