//! A page that is a Yew app: a button that counts, and an essay inside an element that counts as well.

use web_sys::window;
use yew::prelude::*;

/// Counts the events that reach the page's own handlers.
#[component]
fn Page() -> Html {
    let (button, around, typed, page, rows) =
        (use_state(|| 0), use_state(|| 0), use_state(|| 0), use_state(|| 0), use_state(|| 0));
    html! {
        <main onclick={count(&page)} data-button={button.to_string()} data-around={around.to_string()}
            data-typed={typed.to_string()} data-page={page.to_string()} data-rows={rows.to_string()}>
            <h1>{ "A page that is a Yew app" }</h1>
            <p><button id="theirs" onclick={count(&button)}>{ "Pressed " }{ *button }</button></p>
            <div onclick={count(&around)} oninput={count(&typed)}>
                <circle-essay src="/essays/trust.json" loading="eager" />
            </div>
            // There are enough handlers to share some numbers with the essay's own app.
            <ol>{ for (0..400).map(|_| html! { <li onclick={count(&rows)}>{ "A row" }</li> }) }</ol>
        </main>
    }
}

/// Makes a handler that adds one.
fn count<E>(state: &UseStateHandle<u32>) -> Callback<E> {
    let state = state.clone();
    Callback::from(move |_| state.set(*state + 1))
}

/// An app that makes the next one the second of this page.
#[component]
fn Aside() -> Html {
    html! { <p>{ "Another app." }</p> }
}

fn main() {
    let Some(window) = window() else { return };
    let Some(document) = window.document() else { return };
    let place = |id: &str| document.get_element_by_id(id);
    if window.location().search().is_ok_and(|asked| asked == "?second")
        && let Some(aside) = place("aside")
    {
        yew::Renderer::<Aside>::with_root(aside).render();
    }
    if let Some(page) = place("page") {
        yew::Renderer::<Page>::with_root(page).render();
    }
}
