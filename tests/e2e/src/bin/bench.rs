//! `cargo xtask bench`: measures the cost of the essay beside the same words as plain HTML, an empty Yew app and the page
//! of another commit, on a slow machine. The words name the parts to measure, which are otherwise all.

use std::path::Path;

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    e2e::bench::run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."), &words).await;
}
