//! The clock and the browser's random number generator, for the stamps of events.

use essay_core::discussion::Stamp;
use js_sys::Date;

/// Makes a stamp of the current time and ten random bytes.
pub fn stamp() -> Stamp {
    let mut random = [0; 10];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let is_filled = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut random).is_ok());
    if !is_filled {
        // Weaker randomness makes a collision of ids a little less unlikely. Without any, the comment could not be posted.
        random.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    Stamp { time: Date::now() as i64, random }
}
