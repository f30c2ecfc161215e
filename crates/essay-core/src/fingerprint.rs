//! A short hash of a piece of content, which tells whether two places hold the same.

/// Hashes the parts in order with 64-bit FNV-1a, and returns 16 hexadecimal digits.
///
/// The hash detects accidental differences. It is no defence against deliberate ones.
/// Source: Fowler, Noll, Vo and Eastlake, "The FNV Non-Cryptographic Hash Algorithm".
///
/// # Example
/// ```
/// use essay_core::fingerprint::fingerprint;
///
/// assert_eq!(fingerprint(&["ab", "c"]).len(), 16);
/// assert_ne!(fingerprint(&["ab", "c"]), fingerprint(&["a", "bc"]));
/// ```
pub fn fingerprint(parts: &[&str]) -> String {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash = OFFSET_BASIS;
    for part in parts {
        // The separator is a byte that UTF-8 never holds. It keeps ("ab", "c") and ("a", "bc") apart.
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn the_same_parts_have_the_same_name_and_others_another() {
        assert_eq!(fingerprint(&["ab", "c"]), fingerprint(&["ab", "c"]));
        assert_ne!(fingerprint(&["ab", "c"]), fingerprint(&["a", "bc"]));
        assert_eq!(fingerprint(&[]), "cbf29ce484222325");
    }
}
