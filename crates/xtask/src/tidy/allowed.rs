//! tidy.toml: how many findings of a rule a file may still have. The numbers can only become smaller.

use super::finding::Finding;
use crate::error::{Error, Outcome};
use std::collections::BTreeMap;

/// How many findings each file may have, by rule.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    rules: BTreeMap<String, BTreeMap<String, usize>>,
}

/// The first lines of the file.
const HEAD: &str = "# How many findings of `cargo xtask tidy` a file may still have, by rule; [lengths] counts the lines above the limit. Nothing is added
# here: mend it. When a file has fewer than it may have, `cargo xtask tidy --shrink` writes the smaller number.
";

impl Allowed {
    /// Reads the few forms of TOML that the file uses.
    pub fn parse(text: &str, known: &[&str]) -> Outcome<Self> {
        let mut allowed = Self::default();
        let mut rule = None;
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            let wrong = |what: &str| Error::new(format!("tidy.toml:{}: {what}", number + 1));
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
                if !known.contains(&name) {
                    return Err(wrong(&format!("there is no rule `{name}`. Known are {}.", known.join(", "))));
                }
                rule = Some(name.to_owned());
                continue;
            }
            let (file, count) = entry(line).ok_or_else(|| wrong("write it as `\"src/app.rs\" = 3`."))?;
            let rule = rule.as_ref().ok_or_else(|| wrong("name a rule before it, such as [lengths]."))?;
            allowed.rules.entry(rule.clone()).or_default().insert(file.to_owned(), count);
        }
        Ok(allowed)
    }

    fn of(&self, rule: &str) -> BTreeMap<&str, usize> {
        let files = self.rules.get(rule).into_iter().flatten();
        files.map(|(file, count)| (file.as_str(), *count)).collect()
    }

    /// Says what is wrong, a line each: findings beyond what is allowed, and numbers that are larger than they have to be.
    pub fn compare(&self, rule: &str, found: &[Finding]) -> Vec<String> {
        let allowed = self.of(rule);
        let counts = counts(found);
        let mut told = Vec::new();
        for (file, count) in &counts {
            let may = allowed.get(file).copied().unwrap_or_default();
            if *count > may {
                let of_file = found.iter().filter(|finding| finding.file == *file);
                told.extend(of_file.map(|finding| format!("{file}:{} {}", finding.line, finding.what)));
                if may > 0 {
                    told.push(format!("{file}: that is {count} under [{rule}], and tidy.toml allows {may}."));
                }
            }
        }
        for (file, may) in allowed {
            let count = counts.get(file).copied().unwrap_or_default();
            if count < may {
                told.push(format!(
                    "{file}: tidy.toml allows {may} under [{rule}], and {count} are left. `cargo xtask tidy --shrink` writes that down."
                ));
            }
        }
        told
    }

    /// Lowers a rule's numbers to what was found.
    pub fn shrink(&mut self, rule: &str, found: &[Finding]) {
        let counts = counts(found);
        if let Some(files) = self.rules.get_mut(rule) {
            for (file, may) in files.iter_mut() {
                *may = counts.get(file.as_str()).copied().unwrap_or_default().min(*may);
            }
            files.retain(|_, may| *may > 0);
        }
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (rule, files) in self.rules.iter().filter(|(_, files)| !files.is_empty()) {
            text.push_str(&format!("\n[{rule}]\n"));
            text.extend(files.iter().map(|(file, count)| format!("\"{file}\" = {count}\n")));
        }
        text
    }
}

/// How much was found in each file.
fn counts(found: &[Finding]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for finding in found {
        *counts.entry(finding.file.as_str()).or_default() += finding.weight;
    }
    counts
}

/// Reads `"src/app.rs" = 3`.
fn entry(line: &str) -> Option<(&str, usize)> {
    let (file, count) = line.split_once('=')?;
    let file = file.trim().strip_prefix('"')?.strip_suffix('"')?;
    Some((file, count.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::sources::Source;

    fn found(file: &str, count: usize) -> Vec<Finding> {
        (1..=count).map(|line| Finding::new(&Source::new(file, ""), line, "is wrong.".to_owned())).collect()
    }

    #[test]
    fn exactly_the_allowed_number_is_right() -> Outcome {
        let allowed = Allowed::parse("# Why.\n[lengths]\n\"a.rs\" = 2\n", &["lengths"])?;
        assert_eq!(allowed.compare("lengths", &found("a.rs", 2)), [""; 0]);
        assert_eq!(allowed.compare("lengths", &found("a.rs", 3)).len(), 4);
        assert_eq!(allowed.compare("lengths", &found("a.rs", 1)).len(), 1);
        assert_eq!(allowed.compare("lengths", &[]).len(), 1);
        assert_eq!(allowed.compare("cycles", &found("a.rs", 1)), ["a.rs:1 is wrong."]);
        Ok(())
    }

    #[test]
    fn numbers_become_smaller_and_never_larger() -> Outcome {
        let text = "[lengths]\n\"a.rs\" = 5\n\"b.rs\" = 1\n\"c.rs\" = 1\n";
        let mut allowed = Allowed::parse(text, &["lengths"])?;
        allowed.shrink("lengths", &[found("a.rs", 3), found("b.rs", 2)].concat());
        assert_eq!(allowed.text(), format!("{HEAD}\n[lengths]\n\"a.rs\" = 3\n\"b.rs\" = 1\n"));
        assert_eq!(Allowed::parse(&allowed.text(), &["lengths"])?, allowed);
        Ok(())
    }

    #[test]
    fn lines_that_are_not_understood_are_named() {
        for (text, line) in
            [("[other]", 1), ("\"a.rs\" = 1", 1), ("[lengths]\na.rs = 1", 2), ("[lengths]\n\"a\" = x", 2)]
        {
            let told = Allowed::parse(text, &["lengths"]);
            assert!(matches!(told, Err(Error::Sentence(told)) if told.starts_with(&format!("tidy.toml:{line}: "))));
        }
    }
}
