//! The wasm module of the widget. Its exports are those of `circle_essay::embed`.

fn main() {
    // The entry module calls the exports when an element needs them; nothing happens by itself.
    let _ = circle_essay::embed::park;
}
