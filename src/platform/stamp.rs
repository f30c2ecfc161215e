//! The time and the random numbers that name an event.

use essay_core::discussion::Stamp;
use js_sys::Date;

/// Draws a stamp for something that happens now.
pub fn draw() -> Stamp {
    let mut random = [0; 10];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let drawn = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut random).is_ok());
    if !drawn {
        // A name that is only unlikely to be taken still beats a comment that cannot be posted.
        random.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    Stamp { time: Date::now() as i64, random }
}
