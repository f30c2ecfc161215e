//! Names and comments as other people send them: what must not reach the page, and names made to look like another's.

use super::LONGEST_NAME;

/// A character may carry so many combining marks: more of them run over the lines around.
const MOST_MARKS: usize = 3;

/// Ranges of characters, each from the first to the last.
type Ranges = [(char, char)];

/// What is taken out of comments: controls, and what changes the direction of the text around it.
const UNWANTED: &Ranges = &[('\0', '\u{1f}'), ('\u{7f}', '\u{9f}'), ('\u{202a}', '\u{202e}'), ('\u{2066}', '\u{2069}')];

/// What else is not seen. All of it has its use in running text, but in a name it only makes two of the same.
const HIDDEN: &Ranges = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    // Fillers of Hangul, and vowels of Khmer that are not written.
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff9}', '\u{fffb}'),
    ('\u{1d173}', '\u{1d17a}'),
    // Tags, and further variation selectors.
    ('\u{e0000}', '\u{e0fff}'),
];

/// What stands over, under or through the character before it, of scripts in which three at once are enough.
const MARKS: &Ranges = &[
    ('\u{300}', '\u{36f}'),
    ('\u{483}', '\u{489}'),
    ('\u{591}', '\u{5bd}'),
    ('\u{610}', '\u{61a}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{670}', '\u{670}'),
    ('\u{6d6}', '\u{6dc}'),
    ('\u{6df}', '\u{6e4}'),
    ('\u{730}', '\u{74a}'),
    ('\u{8d3}', '\u{8ff}'),
    // Thai, Lao, Tibetan.
    ('\u{e34}', '\u{e3a}'),
    ('\u{e47}', '\u{e4e}'),
    ('\u{eb4}', '\u{ebc}'),
    ('\u{ec8}', '\u{ece}'),
    ('\u{f71}', '\u{f87}'),
    ('\u{1ab0}', '\u{1aff}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{302a}', '\u{302f}'),
    ('\u{3099}', '\u{309a}'),
    ('\u{a66f}', '\u{a67d}'),
    ('\u{fe20}', '\u{fe2f}'),
];

/// Scripts whose letters take another form beside a joiner: from Arabic to those of India and Burma, Khmer, Mongolian.
const JOINED: &Ranges = &[('\u{620}', '\u{109f}'), ('\u{1780}', '\u{18aa}')];

/// Pairs of a small letter or digit and what it is easily taken for. Greek letters stand for what their capitals look
/// like: otherwise a name would not be equal to itself in small letters.
const ALIKE: &str = "0o1lil|lıl\
    аaвbгrеeз3кkмmнhоoрpсcтtуyхxьbёëіlїïјjѕsѵvһhӏlԁdԛqԝw\
    αaβbεeζzηhιlκkμmνnοoρpτtυyχxϲc\
    ɑaɡgհhյjոnսuօo";

/// A name as it is shown and stored: one line without invisible characters and changes of direction, of at most
/// [`LONGEST_NAME`] characters, with single spaces between its words.
pub fn clean_name(name: &str) -> String {
    let mut clean = String::new();
    let mut room = LONGEST_NAME;
    // A mark at the beginning would stand upon what is written before the name.
    let mut marks = MOST_MARKS;
    let mut last = ' ';
    // A space or a joiner waits here until the next character tells whether it has a place.
    let mut gap = None;
    for character in name.chars() {
        if is_blank(character) {
            gap = Some(' ');
        } else if is_joiner(character) {
            gap = gap.or(Some(character));
        } else if !is_hidden(character) && !is_mark_too_many(character, &mut marks) {
            let joins = within(last, JOINED) && within(character, JOINED);
            let between = gap.take().filter(|gap| !clean.is_empty() && (*gap == ' ' || joins));
            let taken = 1 + usize::from(between.is_some());
            if taken > room {
                break;
            }
            room -= taken;
            clean.extend(between);
            clean.push(character);
            last = character;
        }
    }
    clean
}

/// A comment as it is shown and stored: without control characters and what overrides the direction of text, lines
/// ending as in Unix, and with at most three combining marks in a row. Nothing else is changed.
pub fn clean_text(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut marks = 0;
    let mut last = ' ';
    for character in text.chars() {
        let kept = match character {
            // The return before it has become the end of the line already.
            '\n' if last == '\r' => None,
            '\r' => Some('\n'),
            '\n' | '\t' => Some(character),
            _ if within(character, UNWANTED) => None,
            _ => Some(character),
        };
        clean.extend(kept.filter(|character| !is_mark_too_many(*character, &mut marks)));
        last = character;
    }
    clean
}

/// For each entry, given as (author's id, name) in order of time, whether its name looks like that of another author
/// who came before, or is `mixed` of several scripts. An empty name looks like none.
///
/// `fold` makes names equal that differ in case and width only (lower case of NFKC): the browser has the tables for it,
/// and every reader would pay for them here.
pub fn twins(names: &[(&str, &str)], fold: &dyn Fn(&str) -> String, mixed: &dyn Fn(&str) -> bool) -> Vec<bool> {
    // The skeletons seen so far, sorted, each with the author who had it first.
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

/// What a name looks like: two names with the same skeleton cannot well be told apart. Expects small letters.
pub fn skeleton(name: &str) -> String {
    let mut skeleton = String::new();
    for character in name.chars().filter(|character| !is_blank(*character) && !is_hidden(*character)) {
        let mut pairs = ALIKE.chars();
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

/// Whether a character is white space. The standard library's own table is larger than this.
pub(super) fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
            | '\u{202f}' | '\u{205f}' | '\u{2800}' | '\u{3000}'
    )
}

/// Persian names need the one, and names of India both.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

fn is_hidden(character: char) -> bool {
    within(character, UNWANTED) || within(character, HIDDEN)
}

/// Whether this is a mark on a character that has its share already; `marks` counts them.
fn is_mark_too_many(character: char, marks: &mut usize) -> bool {
    if within(character, MARKS) {
        *marks += 1;
        return *marks > MOST_MARKS;
    }
    // What is not seen carries no marks of its own: those behind it stand upon the character before it.
    if !is_hidden(character) {
        *marks = 0;
    }
    false
}

fn within(character: char, ranges: &Ranges) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

#[cfg(test)]
mod tests;
