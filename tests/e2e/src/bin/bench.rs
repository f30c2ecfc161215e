//! `cargo xtask bench`: measures the cost of the essay beyond the same text as plain HTML, and beside an empty Yew app,
//! on a slow machine.
//!
//! The pages are loaded by turns, each time in a fresh headless Chromium with a slowed CPU, and the results are
//! medians. The argument `circle` or `discussion` measures that part only and leaves the others as they are.

use e2e::discussion::{ESSAY, Opener, Opening, TALK, Writing, of_isso, writing};
use e2e::measure::{Circle, Playing, Sample, circle, measure, playing};
use e2e::{Page, plain};
use std::fs;
use std::path::Path;

const ROUNDS: usize = 7;
const SLOWED: u32 = 4;

type Figure = (&'static str, fn(&Sample) -> Option<f64>, fn(f64) -> String);

const FIGURES: [Figure; 8] = [
    ("bytes transferred (brotli)", |sample| Some(sample.bytes), kilobytes),
    ("first contentful paint", |sample| Some(sample.painted), millis),
    ("interactive (`ce-ready`)", |sample| sample.ready, millis),
    ("script time", |sample| Some(sample.script), millis),
    ("all work of the main thread", |sample| Some(sample.work), millis),
    ("layout shift", |sample| Some(sample.shift), |value| format!("{value:.4}")),
    ("DOM nodes", |sample| Some(sample.nodes), |value| format!("{value:.0}")),
    ("JS heap after collection (without wasm memory)", |sample| Some(sample.heap), kilobytes),
];

/// Name, path on the server, and whether the page sends an event when it is ready. The ratios compare the last with the
/// first.
const PAGES: [(&str, &str, bool); 3] =
    [("plain HTML", plain::PATH, false), ("an empty Yew app", "bench/empty/", true), ("the essay", "", true)];

/// Pages whose element stays far from the viewport: an essay, and an element that does almost nothing.
const FAR: [&str; 2] = ["fixtures/below/", "fixtures/idle/"];

fn millis(value: f64) -> String {
    format!("{value:.0} ms")
}

fn kilobytes(value: f64) -> String {
    format!("{:.1} KB", value / 1000.0)
}

#[tokio::main]
async fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join("docs/benchmarks.md");
    let word = std::env::args().nth(1);
    let wanted = |part: &str| word.as_deref().is_none_or(|word| word == part);
    let before = fs::read_to_string(&file).unwrap_or_default();
    let (before, old_discussion) = before.split_once(DISCUSSION).unwrap_or((&before, ""));
    let (old_loads, old_circle) = before.split_once(CIRCLE).unwrap_or((before, ""));
    let mut parts = [old_loads, old_circle, old_discussion].map(str::to_owned);
    if wanted("loads") {
        plain::build(&root);
        parts[0] = loads().await;
    }
    if wanted("circle") {
        parts[1] = circle_part().await + "\n";
    }
    if wanted("discussion") {
        parts[2] = discussion().await;
    }
    let [loads, circle, discussion] = parts;
    let page = format!("{loads}{CIRCLE}{circle}{DISCUSSION}{discussion}");
    fs::write(&file, page).unwrap_or_else(|fault| panic!("could not write {}: {fault}", file.display()));
    println!("Written to docs/benchmarks.md.");
}

/// The headings between the parts of the page.
const CIRCLE: &str = "## The circle\n";
/// The number of posts to measure. The browser renders a frame during some of them but not during others.
const POSTS: usize = 3 * ROUNDS;

/// The environment variable for the address of a page on which Isso shows 1,000 comments: docs/quality.md.
const ISSO: &str = "CIRCLE_ESSAY_ISSO";

/// Isso's time in its first measurement, in milliseconds.
const ISSO_ELSEWHERE: f64 = 4_421.0;

const DISCUSSION: &str = "## Discussion\n";

/// Measures the first part of the page: loads.
async fn loads() -> String {
    let (mut samples, mut far) = (PAGES.map(|_| vec![]), FAR.map(|_| vec![]));
    for round in 1..=ROUNDS {
        for ((_, path, tells), samples) in PAGES.iter().zip(&mut samples) {
            samples.push(measure(path, *tells, SLOWED).await);
        }
        for (path, samples) in FAR.iter().zip(&mut far) {
            samples.push(measure(path, false, SLOWED).await);
        }
        eprintln!("Round {round} of {ROUNDS} is done.");
    }
    let table = table(&samples);
    let far = |page: usize, figure: fn(&Sample) -> f64| median(far[page].iter().map(figure).collect());
    let tenth = |value: f64| format!("{value:.1} ms");
    let far = format!(
        "A page whose essay is far below the fold has fetched {} until then (its fragment, where it has one, names its own style), and \
         spent {} on script; with an element in its place that does nothing but wait for the reader, {}.\n\n",
        told(far(0, |sample| sample.bytes), kilobytes),
        told(far(0, |sample| sample.script), tenth),
        told(far(1, |sample| sample.script), tenth),
    );
    println!("{table}\n{far}");
    format!(
        "# Benchmarks\n\n\
         Written by `cargo xtask bench`; do not edit.\n\n\
         {}, CPU slowed {SLOWED}×, an empty cache, files from 127.0.0.1 as brotli at its \
         highest quality: medians of {ROUNDS} loads, lowest and highest in brackets, the pages in turn and each load \
         in a fresh browser.\n\n\
         - *The essay*: `dist/index.html`, prerendered, then hydrated.\n\
         - *Plain HTML*: what the essay's prerendered page shows, article, circle and discussion, as ordinary markup \
         with the same stylesheet and without any script.\n\
         - *An empty Yew app*: one paragraph, built with the same settings; the floor of every page with Yew.\n\n\
         {table}\n\
         Bytes are those of the bodies of every file that was fetched until the element was ready. The network costs \
         next to nothing here, so times are work, not waiting. The ratio is of the essay to plain HTML.\n\n{far}",
        surroundings().await,
    )
}

/// Measures the second part of the page: the circle in use.
async fn circle_part() -> String {
    let (mut circles, mut plays) = (vec![], vec![]);
    for round in 1..=ROUNDS {
        circles.push(circle(SLOWED).await);
        plays.push(playing().await);
        eprintln!("Round {round} of {ROUNDS} with the circle is done.");
    }
    let (table, playing_table) = (circle_table(&circles), playing_table(&plays));
    println!("{table}\n{playing_table}");
    format!(
        "\n{}: medians of {ROUNDS}, lowest and highest in brackets.\n\n\
         {table}\n\
         Playing is measured over eight seconds, without slowing, against the same page at rest. A step is a press of “Next \
         stage”, slowed like a load; its share of all work includes style, layout and paint.\n\n\
         A circle of twelve stages with labels of sixty characters, played once round without slowing, from Chromium's own \
         trace of the main thread:\n\n\
         {playing_table}\n\
         The first tenth of a second begins with the task in which “Play” is clicked. A task lasts from its beginning to \
         its end; beside it stands what the processor spent on the task that kept it longest. The rest is waiting, for the \
         compositor, which draws without a graphics processor here, and for whatever else the machine has to do.\n",
        surroundings().await,
    )
}

/// Describes the machine and the browser.
async fn surroundings() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("Headless Chromium {}, {cores} cores", browser_version().await)
}

/// Measures the third part of the page: the discussion.
async fn discussion() -> String {
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
    let theirs = median(theirs);
    let table = discussion_table(&openings, theirs, &writings);
    println!("{table}");
    let isso = match theirs {
        Some(_) => {
            format!("Isso took {} for 1,000 entries in the same run, in turn with them", told(theirs, millis))
        }
        None => format!("Isso took {ISSO_ELSEWHERE:.0} ms for 1,000 entries, on another machine"),
    };
    format!(
        "\n{table}\n\
         Slowed like a load; {ROUNDS} loads in turn, {POSTS} posts and four times as many keys, with entries of two paragraphs by 97 \
         readers, which the page reads from IndexedDB. The window stands at the discussion. *Usable* is when the first entries \
         are painted, and after them a letter that is typed at that moment. The page is the default essay’s, which is also read, \
         laid out and brought to life; a page like Isso’s holds a title, a sentence and the discussion. {isso}, from navigation too; the limits are \
         a tenth of that for 1,000 and a quarter of it for 10,000. A post is measured from Ctrl+Enter until its entry is in \
         the page, stored for good; with 10,000 entries it may take 1.5 times what it takes with 100. A key may take 16 ms of \
         script, a frame.\n"
    )
}

async fn browser_version() -> String {
    let page = Page::start(e2e::Options::default()).await;
    let version = page.version();
    page.close().await;
    version
}

fn table(samples: &[Vec<Sample>; 3]) -> String {
    let names = PAGES.map(|(name, ..)| name).join(" | ");
    let mut table = format!("| | {names} | ratio |\n|---|---|---|---|---|\n");
    for (name, figure, tell) in FIGURES {
        let [plain, empty, essay] = [0, 1, 2].map(|page| spread(&samples[page], figure));
        let ratio = match (plain, essay) {
            // A value near zero gives no useful ratio.
            (Some((_, plain, _)), Some((_, essay, _))) if tell(plain) != tell(0.0) => format!("{:.2}", essay / plain),
            _ => "–".to_owned(),
        };
        let told = [plain, empty, essay].map(|spread| told(spread, tell)).join(" | ");
        table.push_str(&format!("| {name} | {told} | {ratio} |\n"));
    }
    table
}

fn circle_table(circles: &[Circle]) -> String {
    let figures = [
        ("playing, each second", circles.iter().map(|circle| circle.playing).collect()),
        ("a step, script", circles.iter().map(|circle| circle.step_script).collect()),
        ("a step, all work of the main thread", circles.iter().map(|circle| circle.step_work).collect()),
    ];
    let mut table = "| | main thread |\n|---|---|\n".to_owned();
    for (name, values) in figures {
        let spread = median(values);
        table.push_str(&format!("| {name} | {} |\n", told(spread, |value| format!("{value:.1} ms"))));
    }
    table
}

fn playing_table(plays: &[Playing]) -> String {
    type Figure = fn(&Playing) -> f64;
    let figures: [(&str, Figure, Option<Figure>); 3] = [
        ("each second, above rest", |play| play.each_second, None),
        ("the longest task of the first tenth", |play| play.pressed.longest, Some(|play| play.pressed.busiest)),
        ("the longest task after it", |play| play.later.longest, Some(|play| play.later.busiest)),
    ];
    let mut table = "| | main thread | processor |\n|---|---|---|\n".to_owned();
    for (name, whole, busy) in figures {
        let tell = |figure: Figure| told(median(plays.iter().map(figure).collect()), |value| format!("{value:.1} ms"));
        table.push_str(&format!("| {name} | {} | {} |\n", tell(whole), busy.map_or("–".to_owned(), tell)));
    }
    table
}

fn discussion_table(openings: &[Vec<Opening>; 3], isso: Option<(f64, f64, f64)>, writings: &[Writing; 2]) -> String {
    let isso = isso.map_or(ISSO_ELSEWHERE, |(_, median, _)| median);
    let limits = format!("{:.0} and {:.0} ms", isso / 10.0, isso / 4.0);
    let mut table = "| | 100 entries | 1,000 entries | 10,000 entries | limit |\n|---|---|---|---|---|\n".to_owned();
    let tenth = |value| format!("{value:.1} ms");
    type Figure<'a> = (&'static str, fn(&Opening) -> f64, &'a str);
    let figures: [Figure<'_>; 5] = [
        ("first entries painted, from reading", |opening| opening.painted, "–"),
        ("usable, from reading", |opening| opening.usable, &limits),
        ("usable, from navigation", |opening| opening.navigated, &limits),
        ("the first letter", |opening| opening.letter, "–"),
        ("all entries in the page, from reading", |opening| opening.whole, "–"),
    ];
    let middle =
        |at: usize, figure: fn(&Opening) -> f64| told(median(openings[at].iter().map(figure).collect()), millis);
    for (name, figure, limit) in figures {
        table.push_str(&format!("| {name} | – | {} | {} | {limit} |\n", middle(0, figure), middle(1, figure)));
    }
    let alone = middle(2, |opening| opening.navigated);
    table.push_str(&format!(
        "| usable, from navigation, on a page like Isso’s | – | {alone} | – | {:.0} ms |\n",
        isso / 10.0
    ));
    let [few, many] = [0, 1].map(|at| median(writings[at].posts.clone()));
    let ratio = few.zip(many).map_or(0.0, |((_, few, _), (_, many, _))| many / few);
    let (few, many) = (told(few, millis), told(many, millis));
    table.push_str(&format!("| a post | {few} | – | {many}, ratio {ratio:.2} | ratio 1.5 |\n"));
    let [few, many] = [0, 1].map(|at| tenth(writings[at].key_script));
    table.push_str(&format!("| a key, script | {few} | – | {many} | 16 ms |\n"));
    let [few, many] = [0, 1].map(|at| told(median(writings[at].keys.clone()), millis));
    table.push_str(&format!("| a key, until its letter is painted | {few} | – | {many} | – |\n"));
    table
}

fn told(spread: Option<(f64, f64, f64)>, tell: impl Fn(f64) -> String) -> String {
    match spread {
        None => "–".to_owned(),
        Some((low, middle, high)) if tell(low) == tell(high) => tell(middle),
        Some((low, middle, high)) => format!("{} ({} – {})", tell(middle), tell(low), tell(high)),
    }
}

fn spread(samples: &[Sample], figure: fn(&Sample) -> Option<f64>) -> Option<(f64, f64, f64)> {
    median(samples.iter().filter_map(figure).collect())
}

/// Returns the lowest value, the median and the highest.
fn median(mut values: Vec<f64>) -> Option<(f64, f64, f64)> {
    values.sort_by(f64::total_cmp);
    Some((*values.first()?, *values.get(values.len() / 2)?, *values.last()?))
}
