//! The words after a command's name: switches, flags with a value, and what follows `--`.

use crate::error::{Error, Outcome};

/// Words that a command has not taken yet. Whatever is left at the end was misspelt.
#[derive(Debug, Default)]
pub struct Arguments {
    words: Vec<String>,
    passed_on: Vec<String>,
}

impl Arguments {
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let mut words = words.into_iter();
        let own = words.by_ref().take_while(|word| word != "--").collect();
        Self { words: own, passed_on: words.collect() }
    }

    /// Takes `--name`, and says whether it was there.
    pub fn switch(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() != before
    }

    /// Takes `--name VALUE` or `--name=VALUE`.
    pub fn value(&mut self, name: &str) -> Outcome<Option<String>> {
        let joined = format!("{name}=");
        let Some(at) = self.words.iter().position(|word| word == name || word.starts_with(&joined)) else {
            return Ok(None);
        };
        let word = self.words.remove(at);
        if let Some(value) = word.strip_prefix(&joined) {
            return Ok(Some(value.to_owned()));
        }
        if self.words.get(at).is_none_or(|next| next.starts_with("--")) {
            return Err(Error::new(format!("{name} needs a value. `cargo xtask --help` shows which.")));
        }
        Ok(Some(self.words.remove(at)))
    }

    /// Takes the next word that is no flag.
    pub fn word(&mut self) -> Option<String> {
        let at = self.words.iter().position(|word| !word.starts_with("--"))?;
        Some(self.words.remove(at))
    }

    /// Takes the words after `--`, which are meant for the program that the command starts.
    pub fn passed_on(&mut self) -> Vec<String> {
        std::mem::take(&mut self.passed_on)
    }

    /// Refuses whatever no one has taken.
    pub fn finish(self) -> Outcome {
        match self.words.first().or(self.passed_on.first()) {
            None => Ok(()),
            Some(word) => {
                Err(Error::new(format!("This command does not know `{word}`. `cargo xtask --help` lists the flags.")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn switches_values_and_passed_on_words() -> Outcome {
        let mut given = arguments("--no-build --port 9000 --dir=out -- --nocapture --port");
        assert!(given.switch("--no-build"));
        assert!(!given.switch("--no-watch"));
        assert_eq!(given.value("--port")?.as_deref(), Some("9000"));
        assert_eq!(given.value("--dir")?.as_deref(), Some("out"));
        assert_eq!(given.value("--engine")?, None);
        assert_eq!(given.word(), None);
        assert_eq!(given.passed_on(), ["--nocapture", "--port"]);
        given.finish()
    }

    #[test]
    fn a_missing_value_and_an_unknown_word_are_refused() {
        assert!(arguments("--port").value("--port").is_err());
        assert!(arguments("--port --dev").value("--port").is_err());
        assert_eq!(arguments("--prot 1").word().as_deref(), Some("1"));
        assert!(arguments("--prot 1").finish().is_err());
        assert!(arguments("-- x").finish().is_err());
    }
}
