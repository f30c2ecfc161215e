//! The Web Animations API.

use essay_core::json::Json;
use js_sys::JSON;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    // web-sys offers `Element.animate` only among its unstable interfaces.
    type Animatable;
    #[wasm_bindgen(method, catch)]
    fn animate(this: &Animatable, frames: &JsValue, timing: &JsValue) -> Result<Animation, JsValue>;

    /// An animation of the browser.
    pub type Animation;
    /// Ends the animation and removes its effect.
    #[wasm_bindgen(method)]
    pub fn cancel(this: &Animation);
    /// Pauses the animation.
    #[wasm_bindgen(method, catch)]
    pub fn pause(this: &Animation) -> Result<(), JsValue>;
    /// Sets the function that is called when the animation has finished by itself.
    #[wasm_bindgen(method, setter)]
    pub fn set_onfinish(this: &Animation, act: &JsValue);
    /// Moves the animation to a time since its start.
    #[wasm_bindgen(method, setter = currentTime)]
    pub fn set_current_time(this: &Animation, millis: f64);
}

/// Starts an animation. Returns `None` if the browser cannot; then the stages follow one another without motion, as for readers who ask
/// for reduced motion.
pub fn animate(element: &Element, frames: &Json, timing: &Json) -> Option<Animation> {
    let parse = |json: &Json| JSON::parse(&json.to_string()).unwrap_or(JsValue::NULL);
    let element: &Animatable = element.unchecked_ref();
    element.animate(&parse(frames), &parse(timing)).ok()
}
