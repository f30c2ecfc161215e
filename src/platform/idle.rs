//! Waits until the browser is idle.

use gloo::timers::callback::Timeout;
use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Calls a function once the browser has painted the page and is idle.
pub fn when_idle(act: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let act = Closure::once_into_js(act);
    // WebKit has no idle callbacks. A timer after the next frame comes close.
    if window.request_idle_callback(act.unchecked_ref()).is_err() {
        let act = Closure::once_into_js(move || {
            Timeout::new(0, move || drop(act.unchecked_ref::<Function>().call0(&JsValue::NULL))).forget();
        });
        // A browser without animation frames paints nothing either.
        let _ = window.request_animation_frame(act.unchecked_ref());
    }
}
