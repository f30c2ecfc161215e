//! Animates the change from one view of the circle to another. A variable that both views show keeps its place: its disc stays, its new
//! words take the place of the old ones, and its arrow turns last. A stage that only one view shows fades in or out. Nothing is blank in between.

use super::animation::{Animation, animate};
use super::dom;
use super::host_element::HostElement;
use essay_core::json::Json;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

/// The time of the whole change, in milliseconds.
const MILLIS: i64 = 900;
/// The time in which anything fades in or out, in milliseconds.
const FADE_MILLIS: i64 = 350;
/// The time in which the old labels fade out, in milliseconds.
const LABEL_MILLIS: i64 = 200;
/// The time after which the names of the variables appear at their places, in milliseconds.
const NAME_MILLIS: i64 = 100;
/// The time after which the labels and arrows of the new view appear, in milliseconds.
const WORDS_MILLIS: i64 = 250;
/// The time after which an arrow turns, in milliseconds.
const TURN_MILLIS: i64 = 550;

/// Starts the animation; it ends by itself.
pub fn begin(host: &HostElement, from: usize, to: usize) {
    let in_view = |view: usize, of: &str| dom::all(host, &format!(".picture[data-view='{view}'] {of}"));
    let mut before = in_view(from, ".stage");
    for stage in in_view(to, ".stage") {
        let variable = stage.get_attribute("data-variable");
        // A telling may tell a variable twice. Each old stage has one new place.
        let old = before.iter().position(|old| old.get_attribute("data-variable") == variable);
        let Some(old) = old.map(|index| before.remove(index)) else {
            appear(&stage, WORDS_MILLIS);
            continue;
        };
        let (there, here) = (place(&old), place(&stage));
        let (x, y) = (there.0 - here.0, there.1 - here.1);
        if (x, y) != (0, 0) {
            run(&stage, [transform(&format!("translate({x}px,{y}px)")), transform("none")], MILLIS, 0);
        }
        for line in dom::all_in(&stage, ".label text") {
            appear(&line, if line.has_attribute("class") { NAME_MILLIS } else { WORDS_MILLIS });
        }
        let turned = |stage: &Element| dom::all_in(stage, ".direction path").pop();
        if let (Some(arrow), Some(other)) = (turned(&stage), turned(&old))
            && arrow.get_attribute("d") != other.get_attribute("d")
        {
            run(&arrow, [transform("rotate(180deg)"), transform("none")], MILLIS - TURN_MILLIS, TURN_MILLIS);
        }
    }
    let rest = ["svg .way", "svg .traces", ".hub"];
    rest.iter().flat_map(|of| in_view(to, of)).for_each(|part| appear(&part, WORDS_MILLIS));
    // The copy comes last, since it would count as a part of the new picture.
    fade_old(&in_view(from, "svg"), &in_view(to, "svg"), from, host);
}

/// Fades out a copy of the old picture behind the new one.
fn fade_old(old: &[Element], new: &[Element], from: usize, host: &HostElement) {
    let (Some(old), Some(new)) = (old.first(), new.first()) else { return };
    let tone = dom::all(host, &format!(".picture[data-view='{from}']")).pop();
    let tone = tone.and_then(|view| view.get_attribute("data-tone")).unwrap_or_default();
    let Ok(copy) = old.clone_node_with_deep(true) else { return };
    let copy: Element = copy.unchecked_into();
    // The copy is no part of the new view, and nothing in it can be pressed. A node in front of Yew's first child stays unknown to Yew.
    let attributes = copy.set_attribute("class", "fading").and_then(|()| copy.set_attribute("data-tone", &tone));
    if attributes.is_err() || new.insert_before(&copy, new.first_child().as_ref()).is_err() {
        return;
    }
    let frame = |opacity: i64| Json::object([("opacity", opacity.into())]);
    let gone = copy.clone();
    let end = Closure::once_into_js(move || gone.remove());
    for label in dom::all_in(&copy, ".label") {
        run(&label, [frame(1), frame(0)], LABEL_MILLIS, 0);
    }
    match run(&copy, [frame(1), frame(0)], MILLIS, 0) {
        Some(animation) => animation.set_onfinish(&end),
        None => copy.remove(),
    }
}

fn transform(value: &str) -> Json {
    Json::object([("transform", value.into())])
}

fn appear(element: &Element, after: i64) {
    let frame = |opacity: i64| Json::object([("opacity", opacity.into())]);
    run(element, [frame(0), frame(1)], FADE_MILLIS, after);
}

fn run(element: &Element, frames: [Json; 2], millis: i64, delay: i64) -> Option<Animation> {
    // A copy fades out, and keeps its last frame until it is removed.
    let fill = if element.closest(".fading").is_ok_and(|copy| copy.is_some()) { "both" } else { "backwards" };
    let timing = [
        ("duration", millis.into()),
        ("delay", delay.into()),
        ("easing", "cubic-bezier(.2,.7,.2,1)".into()),
        ("fill", fill.into()),
    ];
    animate(element, &frames.into_iter().collect(), &Json::object(timing))
}

/// Returns the place of a stage's disc in whole user units. The animation ends at the stage's own place, so a fraction makes no difference.
fn place(stage: &Element) -> (i32, i32) {
    let disc = stage.query_selector(".disc").ok().flatten();
    let number = |name: &str| {
        let text = disc.as_ref().and_then(|disc| disc.get_attribute(name)).unwrap_or_default();
        text.split('.').next().and_then(|whole| whole.parse().ok()).unwrap_or_default()
    };
    (number("cx"), number("cy"))
}
