use super::picture::Colours;
use super::*;
use crate::circle::Tone;
use crate::circle::places::Places;
use crate::circle::tests::{self as samples, circle};
use crate::circle::{Circle, Direction, Stage};
use crate::circle::{LoopKind, Polarity, View, ViewStage};
use crate::i18n::Translations;
use proptest::prelude::*;

fn stage(label: &str, direction: Option<Direction>, sign: Polarity, delayed: bool) -> ViewStage {
    let sentence = format!("About {}.", label.to_lowercase());
    ViewStage {
        variable: label.into(),
        name: format!("Amount of {label}"),
        label: label.into(),
        sentence,
        text: String::new(),
        prompt: String::new(),
        direction,
        sign,
        delayed,
        years: None,
    }
}

fn view(tone: Tone, stages: Vec<ViewStage>) -> View {
    let places = Places::even(stages.len());
    View {
        id: "v".into(),
        title: "Bread & butter".into(),
        short: String::new(),
        tone,
        summary: "It <goes> round.".into(),
        stages,
        places,
    }
}

fn telling() -> View {
    let stages = vec![
        stage("Trust [of \"all\"]", Some(Direction::Up), Polarity::Minus, false),
        stage("Control", Some(Direction::Down), Polarity::Minus, true),
        stage("Daring & #1", Some(Direction::Up), Polarity::Plus, false),
    ];
    view(Tone::Vicious, stages)
}

fn beneath() -> View {
    let mut last = stage("Daring", None, Polarity::Plus, true);
    last.sentence.clear();
    let stages =
        vec![stage("Trust", None, Polarity::Minus, false), stage("Control", None, Polarity::Minus, true), last];
    view(Tone::Neutral, stages)
}

#[test]
fn a_telling_in_words_says_directions() {
    let expected = "\
Bread & butter

1. Trust [of \"all\"] (Amount of Trust [of \"all\"] rises) – About trust [of \"all\"].
   leads to 2
2. Control (Amount of Control falls) – About control.
   leads to 3, later
3. Daring & #1 (Amount of Daring & #1 rises) – About daring & #1.
Back to 1: a reinforcing loop.

```mermaid
flowchart LR
  s1[\"1 Amount of Trust #91;of #34;all#34;#93; ↑\"]
  s2[\"2 Amount of Control ↓\"]
  s3[\"3 Amount of Daring #38; #35;1 ↑\"]
  s1 -->|−| s2
  s2 -. \"− later\" .-> s3
  s3 -->|#43;| s1
```
";
    assert_eq!(text(&telling(), LoopKind::Reinforcing, Translations::english()), expected);
}

#[test]
fn the_loop_beneath_in_words_says_signs() {
    let expected = "\
Bread & butter

1. Trust – About trust.
   leads to 2 (−)
2. Control – About control.
   leads to 3 (−), later
3. Daring
Back to 1 (+), later: a balancing loop.

```mermaid
flowchart LR
  s1[\"1 Amount of Trust\"]
  s2[\"2 Amount of Control\"]
  s3[\"3 Amount of Daring\"]
  s1 -->|−| s2
  s2 -. \"− later\" .-> s3
  s3 -. \"#43; later\" .-> s1
```
";
    assert_eq!(text(&beneath(), LoopKind::Balancing, Translations::english()), expected);
}

/// Returns the names of all elements in order. Fails unless the tags are balanced, every attribute is quoted and
/// unique, and every ampersand begins an entity that XML knows.
fn elements(mut xml: &str) -> Result<Vec<&str>, String> {
    let (mut open, mut seen) = (vec![], vec![]);
    while let Some((before, rest)) = xml.split_once('<') {
        let entities = before.split('&').skip(1);
        if entities.clone().any(|entity| !["amp;", "lt;", "gt;"].iter().any(|known| entity.starts_with(known))) {
            return Err(format!("a bare ampersand in {before:?}"));
        }
        let Some((tag, after)) = rest.split_once('>') else { return Err(format!("an open tag: {rest}")) };
        xml = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let body = tag.trim_end_matches('/');
        let (name, attributes) = body.split_once(' ').unwrap_or((body, ""));
        let quoted: Vec<&str> = attributes.split('"').collect();
        let mut names: Vec<&str> = quoted.iter().step_by(2).map(|part| part.trim()).collect();
        if names.pop() != Some("") || names.iter().any(|name| !name.ends_with('=')) {
            return Err(format!("attributes of <{tag}>"));
        }
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(format!("an attribute twice in <{tag}>"));
        }
        seen.push(name);
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(seen) } else { Err(format!("{open:?} left open")) }
}

/// Draws a view at rest, of a page whose address is not known.
fn drawn(view: &View, kind: LoopKind, dark: bool) -> String {
    let picture = Picture { title: "An essay", view, kind, step: 0, origin: [""; 3], address: "", dark };
    svg(&picture, Translations::english())
}

#[test]
fn the_picture_is_well_formed_and_has_everything_once() {
    for dark in [false, true] {
        let picture = drawn(&telling(), LoopKind::Reinforcing, dark);
        let elements = elements(&picture).unwrap();
        let count = |name: &str| elements.iter().filter(|element| **element == name).count();
        assert_eq!((count("svg"), count("title"), count("desc"), count("rect")), (1, 1, 1, 1));
        // Each arc has a line, an inner stroke and a head, and each stage an arrow for its direction. One way takes long.
        assert_eq!((count("circle"), count("path")), (3, 3 * 3 + 3 + 1));
        assert!(picture.contains("<title>Bread &amp; butter</title>"));
        assert!(!picture.contains("class=") && !picture.contains("style"));
    }
}

#[test]
fn the_picture_of_the_loop_beneath_has_signs_and_delays() {
    let picture = drawn(&beneath(), LoopKind::Balancing, false);
    let paths = elements(&picture).unwrap().into_iter().filter(|name| *name == "path").count();
    assert_eq!(paths, 3 * 2 + 2);
    assert_eq!((picture.matches(">−</text>").count(), picture.matches(">+</text>").count()), (2, 1));
    assert_eq!(picture.matches(">B</text>").count(), 1);
}

#[test]
fn the_picture_says_which_stage_is_chosen_and_where_it_comes_from() {
    let view = telling();
    let address = "https://example.org/essay/#v/2";
    let picture = Picture {
        title: "An essay & more",
        view: &view,
        kind: LoopKind::Reinforcing,
        step: 2,
        origin: ["Ann", "2012", ""],
        address,
        dark: false,
    };
    let drawn = svg(&picture, Translations::english());
    elements(&drawn).unwrap();
    for text in ["An essay &amp; more", "Ann · 2012", address, "Amount of", "Control ↓", "About control."] {
        assert!(drawn.contains(&format!(">{text}</text>")), "{text}: {drawn}");
    }
    let Colours { tone, .. } = Colours::of(Tone::Vicious, false);
    assert_eq!(drawn.matches(&format!("\" fill=\"{tone}\" stroke=")).count(), 1);
    let at_rest = svg(&Picture { step: 0, ..picture }, Translations::english());
    assert!(!at_rest.contains("About control.</text>") && at_rest.contains(">R</text>"));
}

/// Returns the numbers of an attribute, of all elements that have it.
fn numbers(svg: &str, name: &str) -> Vec<f64> {
    let mark = format!(" {name}=\"");
    let values = svg.split(&mark).skip(1).filter_map(|rest| rest.split('"').next());
    values.flat_map(|value| value.split(' ')).filter_map(|number| number.parse().ok()).collect()
}

#[test]
fn the_margins_of_the_picture_are_even_whatever_the_labels_are() {
    for (count, label) in
        (3..=12).flat_map(|count| [(count, "Trust"), (count, "Confidence to aim high rather than safe, in every room")])
    {
        let mut view = telling();
        view.stages = (0..count).map(|_| stage(label, Some(Direction::Up), Polarity::Plus, false)).collect();
        view.places = Places::even(count);
        let drawn = drawn(&view, LoopKind::Reinforcing, false);
        let frame = numbers(&drawn, "viewBox");
        let (top, bottom) = (frame[1], frame[1] + frame[3]);
        let y = numbers(&drawn, "y");
        // The first y is that of the ground.
        let lines = y.iter().skip(1).copied();
        let (first, last) = (lines.clone().fold(f64::MAX, f64::min), lines.fold(f64::MIN, f64::max));
        assert!((24.0..=64.0).contains(&(first - top)), "{count} {label}: {first} in {frame:?}");
        assert!((20.0..=64.0).contains(&(bottom - last)), "{count} {label}: {last} in {frame:?}");
        let x = numbers(&drawn, "x");
        let anchors = x.iter().skip(1).copied();
        let (left, right) = (anchors.clone().fold(f64::MAX, f64::min), anchors.fold(f64::MIN, f64::max));
        assert!(frame[0] + 24.0 <= left && right + 24.0 <= frame[0] + frame[2], "{count} {label}: {frame:?}");
    }
}

#[test]
fn letters_that_xml_forbids_are_left_out_of_the_picture() {
    let mut view = telling();
    view.title = "]]> \u{1}<script>&\u{ffff}".into();
    let picture = drawn(&view, LoopKind::Reinforcing, false);
    assert!(picture.contains("<title>]]&gt; &lt;script&gt;&amp;</title>"));
    elements(&picture).unwrap();
}

#[test]
fn the_test_for_well_formed_files_finds_faults() {
    for fault in ["<a><b></a></b>", "<a>", "<a b=1/>", "<a b=\"1\" b=\"2\"/>", "<a>& b</a>", "</a>"] {
        assert!(elements(fault).is_err(), "{fault}");
    }
}

#[test]
fn the_colours_are_those_of_the_style_sheet() {
    let tokens = include_str!("../../../../../styles/tokens.css");
    for (dark, place) in [(false, 0), (true, 1)] {
        let oklch = |name: &str| {
            let line = tokens.lines().find(|line| line.trim().starts_with(name)).unwrap();
            let numbers = line.split("oklch(").nth(place + 1).unwrap().split(')').next().unwrap();
            let numbers: Vec<f64> = numbers.split([' ', '%']).filter_map(|number| number.parse().ok()).collect();
            [numbers[0] / 100.0, numbers[1], numbers[2].to_radians()]
        };
        let hex = |name: &str| {
            let [lightness, chroma, hue] = oklch(name);
            srgb(lightness, chroma, hue)
        };
        // `--pencil` is ink mixed with the ground in Oklab.
        assert!(tokens.contains("--pencil: color-mix(in oklab, var(--ink) 75%, var(--ground));"));
        let [of_ink, of_ground] = ["--ink:", "--ground:"].map(|name| {
            let [lightness, chroma, hue] = oklch(name);
            [lightness, chroma * hue.cos(), chroma * hue.sin()]
        });
        let [lightness, a, b] = [0, 1, 2].map(|at| 0.75 * of_ink[at] + 0.25 * of_ground[at]);
        let mixed = srgb(lightness, a.hypot(b), b.atan2(a));
        let Colours { ink, pencil, ground, .. } = Colours::of(Tone::Neutral, dark);
        assert_eq!([ink, pencil, ground], [&hex("--ink:"), &mixed, &hex("--ground:")]);
        let tones = [Tone::Virtuous, Tone::Vicious, Tone::Neutral].map(|tone| Colours::of(tone, dark).tone);
        assert_eq!(tones, ["--virtuous:", "--vicious:", "--ink:"].map(hex));
    }
}

/// Converts OKLCH, its hue in radians, to sRGB by the matrices of Björn Ottosson (bottosson.github.io/posts/oklab).
fn srgb(lightness: f64, chroma: f64, hue: f64) -> String {
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let cone = |a_part: f64, b_part: f64| (lightness + a_part * a + b_part * b).powi(3);
    let l = cone(0.396_337_777_4, 0.215_803_757_3);
    let m = cone(-0.105_561_345_8, -0.063_854_172_8);
    let s = cone(-0.089_484_177_5, -1.291_485_548);
    let linear = [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ];
    let bytes = linear.map(|part| {
        let part = if part <= 0.003_130_8 { 12.92 * part } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
        (part.clamp(0.0, 1.0) * 255.0).round() as u8
    });
    format!("#{:02x}{:02x}{:02x}", bytes[0], bytes[1], bytes[2])
}

/// A loop of 3 to 12 variables with arbitrary signs, and a telling of some of them, in the order of the loop.
fn told() -> impl Strategy<Value = (Circle, Vec<usize>)> {
    prop::collection::vec((any::<bool>(), any::<bool>()), 3..=12).prop_map(|links| {
        let sign = |minus| if minus { Polarity::Minus } else { Polarity::Plus };
        let mut circle = circle(&links.iter().map(|(minus, _)| sign(*minus)).collect::<Vec<_>>());
        let told: Vec<usize> = (0..links.len()).filter(|index| *index == 0 || links[*index].1).collect();
        let lap = circle.run(0, Direction::Up, 1);
        let stage = |index: &usize| Stage {
            direction: Some(lap[*index].direction),
            label: format!("Label {index}"),
            ..samples::stage(&format!("v{index}"))
        };
        circle.tellings.push(samples::telling(told.iter().map(stage).collect()));
        (circle, told)
    })
}

proptest! {
    #[test]
    fn the_signs_of_a_diagram_hold_between_the_movements_that_they_join((circle, told) in told()) {
        let view = &circle.views()[0];
        let text = text(view, circle.kind(), Translations::english());
        let nodes: Vec<(String, Direction)> = told.iter().enumerate().map(|(index, variable)| {
            let direction = view.stages[index].direction.unwrap();
            (format!("  s{}[\"{0} v{variable} {}\"]", index + 1, direction.arrow()), direction)
        }).collect();
        for (node, _) in &nodes {
            prop_assert!(text.contains(node), "{} is not in {}", node, text);
        }
        let arrows = text.lines().filter(|line| line.contains("-->") || line.contains(".->"));
        let mut count = 0;
        for arrow in arrows {
            let ends: Vec<usize> = arrow.split(['s', ' ']).filter_map(|part| part.parse().ok()).collect();
            let ((_, from), (_, to)) = (&nodes[ends[0] - 1], &nodes[ends[1] - 1]);
            let sign = if arrow.contains('−') { Polarity::Minus } else { Polarity::Plus };
            prop_assert_eq!(ends[1] - 1, ends[0] % nodes.len());
            // The last arrow of a balancing loop leads to the next lap, in which the first variable moves the other way.
            if ends[1] != 1 || circle.kind() == LoopKind::Reinforcing {
                prop_assert_eq!(from.through(sign), *to, "{}", arrow);
            } else {
                prop_assert_ne!(from.through(sign), *to, "{}", arrow);
            }
            count += 1;
        }
        prop_assert_eq!(count, if told.len() == 1 { 0 } else { told.len() });
    }
}
