//! Compares the author's claims about the kind of the loop with its signs.

use super::Check;
use essay_core::circle::{LoopKind, Polarity};
use toml::Spanned;

impl Check<'_, '_, '_> {
    /// Refuses a kind that the number of minus signs contradicts, and such a word in a title or a summary.
    pub(super) fn kind(&mut self) {
        let source = self.source;
        let kind = self.circle.kind();
        let beneath = source.beneath.get_ref();
        if let Some(given) = &beneath.kind
            && given.get_ref().kind() != kind
        {
            self.denied(given, "The kind of the loop");
        }
        let mut texts = vec![
            (&source.title, "The title of the circle".to_owned()),
            (&beneath.title, "The title of the loop".to_owned()),
        ];
        for telling in &source.telling {
            let id = telling.id.get_ref();
            texts.push((&telling.title, format!("The title of the telling “{id}”")));
            texts.extend(telling.summary.iter().map(|summary| (summary, format!("The summary of the telling “{id}”"))));
        }
        let denied = other(kind).word();
        for (text, what) in texts {
            let mut words = text.get_ref().split(|letter: char| !letter.is_alphanumeric());
            if words.any(|word| word.eq_ignore_ascii_case(denied)) {
                self.denied(text, &what);
            }
        }
    }

    fn denied<T>(&mut self, place: &Spanned<T>, what: &str) {
        let kind = self.circle.kind();
        let (is, says) = (kind.word(), other(kind).word());
        let message = format!("{what} says “{says}”, but by its signs the loop is {is}.");
        let hint = format!("{} Write “{is}”, or mend a sign.", self.minus_signs());
        self.error(place, &message, &hint);
    }

    /// Says which signs are minus, and what follows from their number.
    fn minus_signs(&self) -> String {
        let minus = self.circle.links.iter().filter(|link| link.sign == Polarity::Minus);
        let links: Vec<_> = minus.map(|link| format!("from “{}” to “{}”", link.from, link.to)).collect();
        let number = match self.circle.kind() {
            LoopKind::Reinforcing => "an even number of minus signs makes a loop reinforcing",
            LoopKind::Balancing => "an odd number of minus signs makes a loop balancing",
        };
        match links.split_last() {
            None => "No sign is minus, and a loop without minus signs is reinforcing.".to_owned(),
            Some((only, [])) => format!("The sign {only} is minus, and {number}."),
            Some((last, others)) => format!("The signs {} and {last} are minus, and {number}.", others.join(", ")),
        }
    }
}

fn other(kind: LoopKind) -> LoopKind {
    match kind {
        LoopKind::Reinforcing => LoopKind::Balancing,
        LoopKind::Balancing => LoopKind::Reinforcing,
    }
}
