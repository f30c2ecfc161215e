//! Finds names that look like the name of another author.

use super::sanitize::{is_blank, is_hidden};

/// Pairs of a lower-case letter or digit and the one that it resembles. A Greek letter stands for the look of its
/// capital: otherwise a name would differ from itself in lower case.
const LOOKALIKES: &str = "0o1lil|lıl\
    аaвbгrеeз3кkмmнhоoрpсcтtуyхxьbёëіlїïјjѕsѵvһhӏlԁdԛqԝw\
    αaβbεeζzηhιlκkμmνnοoρpτtυyχxϲc\
    ɑaɡgհhյjոnսuօo";

/// Returns a flag for each entry, given as (author id, name) in order of time. The flag is set if the name looks like
/// that of an earlier author, or if `mixed` finds several scripts in it. An empty name resembles none.
///
/// `fold` equates names that differ only in case and width (lower case of NFKC). The browser has the tables for it,
/// which every reader would otherwise download.
///
/// # Example
/// ```
/// use essay_core::discussion::lookalikes::flag_lookalikes;
///
/// let names = [("1", "Anna"), ("2", "Аnna"), ("1", "Anna")];
/// assert_eq!(flag_lookalikes(&names, &str::to_lowercase, &|_| false), [false, true, false]);
/// ```
pub fn flag_lookalikes(
    names: &[(&str, &str)],
    fold: &dyn Fn(&str) -> String,
    mixed: &dyn Fn(&str) -> bool,
) -> Vec<bool> {
    // The skeletons seen so far, sorted, each with its first author.
    let mut owners: Vec<(String, &str)> = vec![];
    let mut marked = vec![];
    for (author, name) in names {
        let skeleton = skeleton(&fold(name));
        let owner = match owners.binary_search_by(|(known, _)| known.cmp(&skeleton)) {
            Ok(at) => owners.get(at).map_or(*author, |(_, owner)| owner),
            Err(at) => {
                owners.insert(at, (skeleton.clone(), author));
                author
            }
        };
        marked.push(!skeleton.is_empty() && (owner != *author || mixed(name)));
    }
    marked
}

/// Reduces a name to its look. Names with the same skeleton can hardly be told apart. The name must be in lower case.
pub fn skeleton(name: &str) -> String {
    let mut skeleton = String::new();
    for character in name.chars().filter(|character| !is_blank(*character) && !is_hidden(*character)) {
        let mut pairs = LOOKALIKES.chars();
        let mut plain = character;
        while let (Some(alike), Some(latin)) = (pairs.next(), pairs.next()) {
            if alike == character {
                plain = latin;
            }
        }
        if plain == 'n' && skeleton.ends_with('r') {
            skeleton.pop();
            plain = 'm';
        }
        skeleton.push(plain);
    }
    skeleton
}

#[cfg(test)]
mod tests;
