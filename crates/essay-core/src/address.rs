//! Decides which addresses an essay and its discussion may use in an `href` or a `src`.
//!
//! Source: the URL standard of the WHATWG. Its parser skips spaces and control characters before an address, and tabs
//! and line ends anywhere in it. This module skips them too, since a browser would follow the address that they hide.
//!
//! # Example
//! ```
//! use essay_core::address::{may_be_linked, may_be_linked_by_readers, may_be_shown};
//!
//! assert!(may_be_linked("tel:+3581234567") && !may_be_linked_by_readers("tel:+3581234567"));
//! assert!(may_be_linked("#finland/3") && may_be_linked("https://example.org/"));
//! assert!(!may_be_linked(" java\tscript:alert(1)"));
//! assert!(may_be_shown("rings.svg") && !may_be_shown("file:///rings.svg"));
//! ```

/// The schemes of allowed links.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The scheme of telephone numbers. An essay may link to one, a reader may not: pressing such a link starts a call.
const TELEPHONE: &str = "tel";

/// Returns whether an essay may link to this address. It may if the scheme is http, https, mailto or tel, or if the
/// address is relative, such as a fragment.
pub fn may_be_linked(address: &str) -> bool {
    scheme(address).is_none_or(|scheme| SCHEMES.contains(&&*scheme) || scheme == TELEPHONE)
}

/// Returns whether a reader's comment may link to this address. The address must be absolute, since comments outlive
/// the page that they are on.
pub fn may_be_linked_by_readers(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| SCHEMES.contains(&&*scheme))
}

/// Returns whether an essay may show the picture at this address. It may show pictures over http and https, at relative
/// addresses and in `data:` addresses. A `data:` picture may be an SVG too: in an `<img>` an SVG runs no script and
/// fetches nothing.
pub fn may_be_shown(address: &str) -> bool {
    match scheme(address).as_deref() {
        None | Some("http" | "https") => true,
        Some("data") => {
            let held = address.split_once(':').and_then(|(_, held)| held.get(.."image/".len()));
            held.is_some_and(|kind| kind.eq_ignore_ascii_case("image/"))
        }
        Some(_) => false,
    }
}

/// Returns the scheme that a browser finds in an address, in lower case. A relative address has none.
pub fn scheme(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for letter in address.trim_start_matches(|letter| letter <= ' ').chars() {
        match letter {
            '\t' | '\n' | '\r' => {}
            ':' => return Some(scheme).filter(|scheme| !scheme.is_empty()),
            'a'..='z' | 'A'..='Z' => scheme.push(letter.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(letter),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Addresses that run script, or that reach files of the reader's machine.
    pub(crate) const HOSTILE: [&str; 15] = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "\u{1}\u{1f}javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\r\njava\r\nscript\t:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:,x",
        "blob:https://example.org/1",
        "file:///etc/passwd",
        "view-source:https://example.org",
        "x-made-up+1.0:y",
    ];

    #[test]
    fn what_runs_or_reads_this_machine_is_neither_linked_nor_shown() {
        for address in HOSTILE {
            assert!(!may_be_linked(address) && !may_be_linked_by_readers(address), "{address:?}");
            assert!(!may_be_shown(address), "{address:?}");
        }
    }

    #[test]
    fn addresses_of_the_web_are_linked_by_everybody() {
        for address in ["http://a.example", "HTTPS://a.example/?b:c", "mailto:a@b.example", " https://a.example"] {
            assert!(may_be_linked(address) && may_be_linked_by_readers(address), "{address}");
        }
    }

    #[test]
    fn telephone_numbers_are_linked_by_the_essay_alone() {
        for address in ["tel:+441234", "TEL:112"] {
            assert!(
                may_be_linked(address) && !may_be_linked_by_readers(address) && !may_be_shown(address),
                "{address}"
            );
        }
    }

    #[test]
    fn places_relative_to_the_page_are_linked_by_the_essay_alone() {
        // People would read a scheme in these, a browser finds none.
        for address in [
            "",
            "#finland/3",
            "chapter.html#fn:1",
            "?t=12:30",
            "/a:b",
            "//a.example/x",
            "1a:b",
            ":x",
            "javascript&colon;alert(1)",
            "java\u{200b}script:alert(1)",
            "\u{ff4a}avascript:alert(1)",
            "javascript\u{ff1a}alert(1)",
        ] {
            assert!(may_be_linked(address) && may_be_shown(address), "{address}");
            assert!(!may_be_linked_by_readers(address), "{address}");
        }
    }

    #[test]
    fn pictures_may_be_held_by_their_address_and_nothing_else_may() {
        for address in ["data:image/png;base64,AA", "DATA:Image/SVG+xml,x", "picture.webp", "https://a.example/p.png"] {
            assert!(may_be_shown(address), "{address}");
        }
        for address in ["data:image", "data:", "mailto:a@b.example", "data:text/html;image/png,x", "data: image/png,x"]
        {
            assert!(!may_be_shown(address), "{address}");
        }
        assert!(!may_be_linked("data:image/svg+xml,<svg onload='alert(1)'/>"), "a page of its own would run it");
    }
}
