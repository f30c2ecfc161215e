//! The modules of a package, each a file, and which of them the paths in a file lead to.

use super::rust;
use super::sources::Source;
use std::collections::{BTreeMap, BTreeSet};

/// How many imports a name is followed through.
const DEPTH: usize = 8;

/// A path by its segments, without the `::` between them.
type Path = Vec<String>;

/// One file of a package.
#[derive(Debug, Default)]
struct Module {
    /// The names of the modules that it is in, and its own.
    path: Path,
    /// Its words and signs, without tests.
    tokens: Vec<String>,
    /// Its imports by the name that they have here; `*` for everything of a module.
    imports: Vec<(String, Path)>,
    /// The names of what is defined in it.
    defined: BTreeSet<String>,
}

/// The files of one package.
#[derive(Debug)]
pub struct Package {
    modules: Vec<Module>,
    by_path: BTreeMap<Path, usize>,
}

impl Package {
    /// Takes the files of a package apart, whose sources are in `FOLDERsrc/`. Programs beside the package's own are none of its modules.
    pub fn read(folder: &str, sources: &[&Source]) -> Self {
        let has_library = sources.iter().any(|source| source.path == format!("{folder}src/lib.rs"));
        let mut package = Self { modules: vec![], by_path: BTreeMap::new() };
        for (index, source) in sources.iter().enumerate() {
            let name = source.path.strip_prefix(folder).and_then(|path| path.strip_prefix("src/")).unwrap_or_default();
            let path: Option<Path> = match name.trim_end_matches(".rs") {
                "lib" => Some(vec![]),
                "main" => (!has_library).then(Vec::new),
                name if name.starts_with("bin/") => None,
                name => Some(name.trim_end_matches("/mod").split('/').map(str::to_owned).collect()),
            };
            package.modules.push(path.clone().map(|path| Module::read(path, &source.text)).unwrap_or_default());
            if let Some(path) = path {
                package.by_path.insert(path, index);
            }
        }
        package
    }

    /// The other files that one uses.
    pub fn uses(&self, file: usize) -> BTreeSet<usize> {
        let Some(module) = self.modules.get(file) else { return BTreeSet::new() };
        let paths = module.imports.iter().map(|(_, path)| path.clone()).chain(module.paths());
        paths.filter_map(|path| self.leads_to(file, &path, DEPTH)).filter(|used| *used != file).collect()
    }

    /// The file in which something is defined that has this path in another one. None if it is of another package.
    fn leads_to(&self, file: usize, path: &[String], depth: usize) -> Option<usize> {
        let module = self.modules.get(file)?;
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => vec![],
            "self" => module.path.clone(),
            "super" => module.path.split_last()?.1.to_vec(),
            _ => {
                rest = path;
                module.path.clone()
            }
        };
        while let Some((_, after)) = rest.split_first().filter(|(name, _)| *name == "super") {
            at.pop();
            rest = after;
        }
        let is_of_here = matches!(first.as_str(), "crate" | "self" | "super");
        let mut entered = false;
        while let Some((name, after)) = rest.split_first() {
            at.push(name.clone());
            if !self.by_path.contains_key(&at) {
                at.pop();
                break;
            }
            entered = true;
            rest = after;
        }
        let found = *self.by_path.get(&at)?;
        let Some((name, _)) = rest.split_first().filter(|(name, _)| *name != "*" && *name != "self") else {
            return Some(found);
        };
        let there = self.modules.get(found)?;
        if there.defined.contains(name) {
            return (is_of_here || entered).then_some(found);
        }
        if let Some((_, import)) = there.imports.iter().find(|(known, _)| known == name).filter(|_| depth > 0) {
            let longer: Path = import.iter().chain(rest.get(1..)?).cloned().collect();
            return self.leads_to(found, &longer, depth - 1);
        }
        for (_, import) in there.imports.iter().filter(|(known, _)| known == "*" && depth > 0) {
            let Some(source) = self.leads_to(found, import, depth - 1).filter(|source| *source != found) else {
                continue;
            };
            if self.modules.get(source).is_some_and(|source| source.defined.contains(name)) {
                return Some(source);
            }
        }
        // A macro may have defined it.
        (is_of_here || entered).then_some(found)
    }
}

impl Module {
    fn read(path: Path, text: &str) -> Self {
        let code = rust::parts(text).code;
        let tokens = rust::without_tests(&rust::tokens(&code));
        let mut module = Self { path, ..Self::default() };
        for pair in tokens.windows(2) {
            let [keyword, name] = pair else { continue };
            if ["const", "enum", "fn", "static", "struct", "trait", "type", "union"].contains(&keyword.as_str()) {
                module.defined.insert(name.clone());
            }
        }
        for triple in tokens.windows(3) {
            if let [keyword, _, name] = triple
                && keyword == "macro_rules"
            {
                module.defined.insert(name.clone());
            }
        }
        let mut rest = tokens.as_slice();
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            if first == "use" {
                rest = tree(after, &[], &mut module.imports);
            }
        }
        module.tokens = tokens;
        module
    }

    /// The paths in its code that have more than one segment. Within a module that has no file of its own, `super` is this file.
    fn paths(&self) -> Vec<Path> {
        let mut paths = Vec::new();
        let mut depth = 0_usize;
        let mut inline: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            let is = |offset: usize, sign: &str| self.tokens.get(at + offset).is_some_and(|token| token == sign);
            match token.as_str() {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    inline.retain(|begun| *begun <= depth);
                }
                "mod" if is(2, "{") => inline.push(depth + 1),
                _ => {}
            }
            let mut path = vec![];
            while let Some(segment) = self.tokens.get(at).filter(|token| is_name(token)) {
                path.push(segment.clone());
                at += 1;
                if self.tokens.get(at).is_none_or(|token| token != "::") {
                    break;
                }
                at += 1;
            }
            if path.is_empty() {
                at += 1;
            }
            let supers = path.iter().take_while(|segment| *segment == "super").count();
            let own = supers.min(inline.len());
            if own > 0 {
                path.drain(..own);
                path.insert(0, "self".to_owned());
            }
            if path.len() > 1 {
                paths.push(path);
            }
        }
        paths
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// Reads what an import says behind these segments, up to its end; answers with what comes after it.
fn tree<'a>(tokens: &'a [String], before: &[String], imports: &mut Vec<(String, Path)>) -> &'a [String] {
    let mut path = before.to_vec();
    let mut name = None;
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        rest = after;
        match token.as_str() {
            "::" => {}
            "as" => {
                name = after.first().cloned();
                rest = after.get(1..).unwrap_or_default();
            }
            "{" => {
                while rest.first().is_some_and(|token| token != "}") {
                    rest = tree(rest, &path, imports);
                    rest = rest.strip_prefix(&[",".to_owned()]).unwrap_or(rest);
                }
                return rest.get(1..).unwrap_or_default();
            }
            "," | "}" | ";" => {
                rest = tokens.get(tokens.len() - after.len() - 1..).unwrap_or_default();
                break;
            }
            segment => path.push(segment.to_owned()),
        }
    }
    // `self` in braces is the module before them.
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    if let Some(last) = name.or_else(|| path.last().cloned()) {
        imports.push((last, path));
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(text: &str) -> Vec<String> {
        let module = Module::read(vec![], text);
        module.imports.iter().map(|(name, path)| format!("{name} {}", path.join("::"))).collect()
    }

    #[test]
    fn imports_are_read_with_their_braces() {
        let text = "pub(crate) use crate::a::{self, b::{C, D as E}, f::*}; use g; fn h() { use super::i; }";
        let expected = ["a crate::a", "C crate::a::b::C", "E crate::a::b::D", "* crate::a::f::*", "g g", "i super::i"];
        assert_eq!(imports(text), expected);
    }

    #[test]
    fn a_module_without_a_file_belongs_to_the_file_around_it() {
        let module = Module::read(
            vec!["a".to_owned()],
            "mod b { fn c() { super::d(); super::super::e() } } fn f() { super::g() }",
        );
        let paths: Vec<String> = module.paths().iter().map(|path| path.join("::")).collect();
        assert_eq!(paths, ["self::d", "self::super::e", "super::g"]);
    }
}
