//! An app of one paragraph. It sends the window an event when it has rendered, as the essay does.

use web_sys::{Event, window};
use yew::prelude::*;

#[component]
fn App() -> Html {
    use_effect_with((), |()| {
        if let (Some(window), Ok(event)) = (window(), Event::new("ce-ready")) {
            // Nobody can cancel this event.
            let _ = window.dispatch_event(&event);
        }
    });
    html! { <p>{ "An empty app." }</p> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
