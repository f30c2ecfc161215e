//! size-budget.toml: how many bytes each part of a build may have, and the ledger of what growth was agreed to.

use crate::error::{Error, Outcome};

/// The parts that have a budget, by the names that the file uses. `page` is all of them together.
pub const PARTS: [&str; 9] = ["page", "html", "entry", "glue", "wasm", "style", "discussion", "words", "markdown"];

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Budget {
    limits: Vec<(String, u64)>,
    /// How many times the budget was changed, each with its reason in the file.
    pub ledger_entries: usize,
}

impl Budget {
    pub fn limit(&self, part: &str) -> Outcome<u64> {
        self.limits
            .iter()
            .find(|(name, _)| name == part)
            .map(|(_, limit)| *limit)
            .ok_or_else(|| Error::new(format!("size-budget.toml has no `{part} = BYTES` under [budget]. Add it.")))
    }

    /// Reads the few forms of TOML that the file uses; everything else is an error rather than a guess.
    pub fn parse(text: &str) -> Outcome<Self> {
        let mut budget = Self::default();
        let mut section = "";
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            let wrong = |what: &str| Error::new(format!("size-budget.toml:{}: {what}", number + 1));
            match line {
                "" => {}
                _ if line.starts_with('#') => {}
                "[budget]" => section = "budget",
                "[[ledger]]" => {
                    section = "ledger";
                    budget.ledger_entries += 1;
                }
                // Entries of the ledger are for people.
                _ if section == "ledger" && !line.starts_with('[') => {}
                _ if section == "budget" && !line.starts_with('[') => {
                    let (name, limit) = limit(line).ok_or_else(|| wrong("write it as `page = 97280`."))?;
                    if !PARTS.contains(&name) {
                        return Err(wrong(&format!("there is no part `{name}`. Known are {}.", PARTS.join(", "))));
                    }
                    budget.limits.push((name.to_owned(), limit));
                }
                _ => return Err(wrong("only [budget] and [[ledger]] are known here.")),
            }
        }
        Ok(budget)
    }
}

/// Reads `page = 97_280 # a reason`.
fn limit(line: &str) -> Option<(&str, u64)> {
    let (name, value) = line.split('#').next()?.split_once('=')?;
    Some((name.trim(), value.trim().replace('_', "").parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_and_ledger_are_read() -> Outcome {
        let budget = Budget::parse(
            "# Bytes after brotli.\n[budget]\npage = 97280 # 95 KB\nwasm = 70_000\n\n\
             [[ledger]]\nissue = \"#12\"\npage = 1200\nnote = \"[dates]\"\n[[ledger]]\nissue = \"#13\"\n",
        )?;
        assert_eq!(budget.limit("page"), Ok(97280));
        assert_eq!(budget.limit("wasm"), Ok(70000));
        assert!(budget.limit("glue").is_err());
        assert_eq!(budget.ledger_entries, 2);
        Ok(())
    }

    #[test]
    fn what_is_not_understood_is_named_with_its_line() {
        for (text, line) in
            [("[budget]\npage = many", 2), ("[budget]\n\npages = 1", 3), ("page = 1", 1), ("[other]", 1)]
        {
            let Err(Error::Sentence(sentence)) = Budget::parse(text) else {
                unreachable!("{text} is not a budget");
            };
            assert!(sentence.starts_with(&format!("size-budget.toml:{line}: ")), "{sentence}");
        }
    }
}
