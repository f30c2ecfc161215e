//! What a function is called, in a way that outlasts a build.

use walrus::Function;

/// The name without the hash that the compiler ends it in, `::h0123456789abcdef`, which changes with every change of the code.
/// Empty for a function without a name.
pub fn of(function: &Function) -> String {
    let name = function.name.as_deref().unwrap_or_default();
    match name.rsplit_once("::h") {
        Some((name, hash)) if hash.len() >= 16 => name.to_owned(),
        _ => name.to_owned(),
    }
}
