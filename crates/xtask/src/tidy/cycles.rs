//! No file of a package uses another one that leads back to it.
//!
//! A file uses another one if a path in it (`use crate::a::B`, `super::b()`, `a::C`) names something that is defined there. A name that a file
//! has only imported is followed to where it comes from. That a file declares another one with `mod` is no use of it.

use super::finding::Finding;
use super::modules::Package;
use super::sources::Source;
use std::collections::{BTreeMap, BTreeSet};

pub fn look(sources: &[Source]) -> Vec<Finding> {
    let mut packages: BTreeMap<&str, Vec<&Source>> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.is_rust() && !source.is_test()) {
        if let Some((folder, _)) = source.path.split_once("src/") {
            packages.entry(folder).or_default().push(source);
        }
    }
    packages.into_iter().flat_map(|(folder, sources)| within(folder, &sources)).collect()
}

/// The uses in one package that are part of a cycle.
fn within(folder: &str, sources: &[&Source]) -> Vec<Finding> {
    let package = Package::read(folder, sources);
    let uses: Vec<BTreeSet<usize>> = (0..sources.len()).map(|file| package.uses(file)).collect();
    let mut found = Vec::new();
    for (file, source) in sources.iter().enumerate() {
        for used in uses.get(file).into_iter().flatten() {
            let Some(way) = way(&uses, *used, file) else { continue };
            let names: Vec<&str> = way.iter().filter_map(|file| Some(sources.get(*file)?.path.as_str())).collect();
            let what = format!(
                "uses {}, which leads back to it. Move what both need into a file of its own, or what one needs into the other.",
                names.join(", which uses ")
            );
            found.push(Finding::new(source, 1, what));
        }
    }
    found
}

/// The shortest way from a file to another one, without its end.
fn way(uses: &[BTreeSet<usize>], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut ways = vec![vec![from]];
    let mut seen = BTreeSet::from([from]);
    let mut next = 0;
    while let Some(way) = ways.get(next).cloned() {
        next += 1;
        for used in way.last().and_then(|file| uses.get(*file))? {
            if *used == to {
                return Some(way);
            }
            if seen.insert(*used) {
                let mut longer = way.clone();
                longer.push(*used);
                ways.push(longer);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cycles(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
        let found = look(&sources);
        found
            .iter()
            .map(|found| format!("{} {}", found.file, found.what.split('.').next().unwrap_or_default()))
            .collect()
    }

    #[test]
    fn files_that_use_each_other_are_found() {
        let found = cycles(&[
            ("x/src/lib.rs", "mod a; mod b; mod c;"),
            ("x/src/a.rs", "use crate::b::B; struct A;"),
            ("x/src/b.rs", "struct B; fn b() { super::c::c() }"),
            ("x/src/c.rs", "fn c(a: crate::a::A) {}"),
        ]);
        assert_eq!(found.len(), 3);
        assert_eq!(found.first().map(String::as_str), Some("x/src/a.rs uses x/src/b"));
    }

    #[test]
    fn what_only_passes_through_a_file_is_used_where_it_is_defined() {
        let above = "mod below; mod other; pub use other::Other; fn here() { below::below() }";
        let files =
            |below| [("x/src/lib.rs", above), ("x/src/below.rs", below), ("x/src/other.rs", "pub struct Other;")];
        assert_eq!(cycles(&files("use super::Other; fn below() {}")), [""; 0]);
        assert_eq!(cycles(&files("use super::here; fn below() {}")).len(), 2);
        assert_eq!(cycles(&files("fn below() { super::here() }")).len(), 2);
        assert_eq!(cycles(&files("use super::*; fn below(other: Other) {}")).len(), 2);
    }

    #[test]
    fn tests_and_other_packages_are_no_part_of_a_cycle() {
        let found = cycles(&[
            ("x/src/lib.rs", "mod a; fn here() { a::a() }"),
            ("x/src/a.rs", "fn a() { y::y() } #[cfg(test)] mod tests { use super::super::here; }"),
            ("y/src/lib.rs", "mod a; pub fn y() { a::z() }"),
            ("y/src/a.rs", "use x::b; pub fn z() {}"),
        ]);
        assert_eq!(found, [""; 0]);
    }
}
