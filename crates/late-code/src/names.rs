//! What a function is called, in a way that outlasts a build.

use walrus::Function;

/// The name without the hashes of crates, `core[0123456789abcdef]::fmt`, which change with the compiler and with dependencies. Empty
/// for a function without a name.
pub fn of(function: &Function) -> String {
    let mut rest = function.name.as_deref().unwrap_or_default();
    let mut name = String::with_capacity(rest.len());
    while let Some((before, from)) = rest.split_once('[') {
        name.push_str(before);
        let hash = from
            .split_once(']')
            .filter(|(hash, _)| hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if hash.is_none() {
            name.push('[');
        }
        rest = hash.map_or(from, |(_, after)| after);
    }
    name + rest
}
