//! Checks the fields that an author may leave out: the years of a link, and short titles.

use super::Check;
use essay_core::circle::Years;
use std::collections::BTreeSet;
use toml::Spanned;

/// The longest short title, in characters.
const LONGEST_SHORT: usize = 16;

impl Check<'_, '_, '_> {
    pub(super) fn optional(&mut self) {
        let source = self.source;
        for link in source.link.iter().map(Spanned::get_ref) {
            let Some(years) = &link.years else { continue };
            if Years::new(*years.get_ref()).is_none() {
                let message = format!("A link cannot take {} years.", years.get_ref());
                self.error(
                    years,
                    &message,
                    "Write how long the effect takes, as in years = 5: more than 0, at most 1000.",
                );
            } else if !link.delayed {
                let hint = "Add delayed = true, or delete the years.";
                self.error(years, "This link takes years, and is not delayed.", hint);
            }
        }
        let mut known = BTreeSet::new();
        let shorts = source.telling.iter().map(|telling| &telling.short);
        for short in shorts.chain([&source.beneath.get_ref().short]).flatten() {
            const HINT: &str =
                "A narrow choice shows it in place of the title: say it in a word, in at most 16 characters.";
            self.filled(short, "The short title", HINT);
            let length = short.get_ref().chars().count();
            if length > LONGEST_SHORT {
                self.error(short, &format!("The short title has {length} characters."), HINT);
            }
            if !short.get_ref().trim().is_empty() && !known.insert(short.get_ref().trim()) {
                let message = format!("Two views of the circle have the short title “{}”.", short.get_ref());
                self.error(short, &message, "Change one of them, so that readers can tell them apart.");
            }
        }
    }
}
