//! The command line: checks an essay and builds the files that a page needs.

use circle_essay::build_manifest::{self, BuildManifest};
use circle_essay::prerender::{Placement, Script, fragment, manifest, page_head, picture};
use clap::{Parser, Subcommand};
use essay_author::{Source, compile, file_name, has_errors, problem_of_id};
use essay_core::config::Config;
use essay_core::essay::Essay;
use essay_core::i18n::{Language, Translations};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// An essay with notes, a circle to step through and a discussion, for any web page.
#[derive(Parser)]
#[command(name = "circle-essay", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reports the problems of essays as file:line:column, and exits with 1 if there is one.
    Check {
        /// Markdown sources.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Writes the texts of the interface, LANGUAGE.txt for each language.
    #[command(hide = true)]
    Words {
        /// Folder to write to.
        #[arg(short)]
        o: PathBuf,
    },
    /// Prints the hash of a file for `integrity` attributes.
    #[command(hide = true)]
    Integrity {
        /// The file.
        file: PathBuf,
    },
    /// Writes ID.json (the document), fragment.html (the element to paste), and for a page of its own page-head.html,
    /// manifest.webmanifest and the picture circle.svg.
    Build {
        /// Markdown source.
        file: PathBuf,
        /// Folder to write to.
        #[arg(short)]
        o: PathBuf,
        /// The address of the folder that holds the stylesheet, which precedes its name in the fragment.
        #[arg(long, default_value = "./")]
        base: String,
        /// The stylesheet's file name.
        #[arg(long, default_value = "circle-essay.css", conflicts_with = "dist")]
        stylesheet: String,
        /// The built folder that --base is the address of. The fragment then names its stylesheet, and begins with its
        /// script and the script's integrity hash.
        #[arg(long)]
        dist: Option<PathBuf>,
        /// Lets the browser fetch everything that the essay needs at once instead of when the reader comes near. Needs
        /// --dist.
        #[arg(long, requires = "dist")]
        eager: bool,
        /// The level of the heading that holds the essay's title.
        #[arg(long, default_value_t = 1)]
        heading_level: u8,
        /// The absolute address of the page of its own, if it is known. It becomes the canonical address.
        #[arg(long)]
        site: Option<String>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check { files } => check(&files),
        Command::Words { o } => words(&o),
        Command::Integrity { file } => build_manifest::integrity(&file).map(|integrity| println!("{integrity}")),
        Command::Build { file, o, base, stylesheet, dist, eager, heading_level, site } => {
            let config = Config { heading_level: heading_level.clamp(1, 5), ..Config::default() };
            let site = site.map(|site| format!("{}/", site.trim_end_matches('/')));
            let dist = dist.map(|folder| BuildManifest::read(&folder)).transpose();
            dist.and_then(|dist| {
                let stylesheet = format!("{base}{}", dist.as_ref().map_or(&stylesheet, |dist| &dist.stylesheet));
                let script = dist.map(|dist| Script { build: dist, base, eager });
                build(&file, &o, &Placement { stylesheet, config, script }, site.as_deref())
            })
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            report(&message);
            ExitCode::FAILURE
        }
    }
}

/// Prints a line to stderr. A closed pipe, as behind `head`, is no reason to fail.
fn report(what: &impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{what}");
}

fn check(files: &[PathBuf]) -> Result<(), String> {
    let mut faulty = 0;
    let mut ids: Vec<(String, &PathBuf)> = vec![];
    for file in files {
        // An unreadable file does not keep the others from being checked.
        let checked = read(file).unwrap_or_else(|message| {
            report(&message);
            None
        });
        let Some((source, essay)) = checked else {
            faulty += 1;
            continue;
        };
        let same = ids.iter().find(|(id, _)| *id != essay.id && id.to_lowercase() == essay.id.to_lowercase());
        if let Some((id, other)) = same {
            faulty += 1;
            let message = format!(
                "The essay's id “{}” differs from “{id}” of {} only in case, and on some systems their files are one.",
                essay.id,
                other.display()
            );
            report(&problem_of_id(&source, &message, "Give one of them another id."));
        }
        ids.push((essay.id, file));
    }
    match faulty {
        0 => Ok(()),
        1 => Err("1 file cannot be built as it is.".to_owned()),
        _ => Err(format!("{faulty} files cannot be built as they are.")),
    }
}

/// Compiles a file and prints its problems. Returns no essay if any of them is an error.
fn read(file: &Path) -> Result<Option<(Source, Essay)>, String> {
    let source = load(file)?;
    let beside = file.with_file_name("discussion.toml");
    let discussion = if beside.is_file() { Some(load(&beside)?) } else { None };
    let (essay, diagnostics) = compile(&source, discussion.as_ref());
    for problem in &diagnostics {
        report(problem);
    }
    Ok(essay.filter(|_| !has_errors(&diagnostics)).map(|essay| (source, essay)))
}

fn load(file: &Path) -> Result<Source, String> {
    let bytes = fs::read(file).map_err(|e| format!("{} could not be read: {e}. Check the path.", file.display()))?;
    Source::read(&file.display().to_string(), &bytes).map_err(|diagnostic| diagnostic.to_string())
}

fn words(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| format!("{} could not be made: {e}.", folder.display()))?;
    for (language, _) in Language::ALL {
        let path = folder.join(format!("{}.txt", language.tag()));
        fs::write(&path, Translations::table(language))
            .map_err(|e| format!("{} could not be written: {e}.", path.display()))?;
    }
    Ok(())
}

fn build(file: &Path, folder: &Path, placement: &Placement, site: Option<&str>) -> Result<(), String> {
    let (_, essay) = read(file)?.ok_or_else(|| format!("{} was not built.", file.display()))?;
    // The compiler has refused such an id already. This check stands in case the compiler's changes.
    file_name(&essay.id).map_err(|why| format!("{} was not built: the essay's id {why}.", file.display()))?;
    let document = serde_json::to_string(&essay).map_err(|e| format!("The document could not be written: {e}."))?;
    let fragment = fragment(&document, placement).map_err(|e| e.to_string())?;
    fs::create_dir_all(folder).map_err(|e| format!("{} could not be made: {e}.", folder.display()))?;
    let mut files = vec![
        (format!("{}.json", essay.id), document),
        ("fragment.html".to_owned(), fragment),
        ("page-head.html".to_owned(), page_head(&essay, site)),
        ("manifest.webmanifest".to_owned(), manifest(&essay)),
    ];
    files.extend(picture(&essay).map(|picture| ("circle.svg".to_owned(), picture)));
    for (name, content) in files {
        if let Some(other) = same_but_for_case(folder, &name) {
            return Err(format!(
                "{} holds {other} already, which on some systems is the same file as {name}. Give the essay another id, or delete that file.",
                folder.display()
            ));
        }
        let path = folder.join(name);
        fs::write(&path, content).map_err(|e| format!("{} could not be written: {e}.", path.display()))?;
    }
    Ok(())
}

/// Returns a file in the folder whose name differs from this one only in case.
fn same_but_for_case(folder: &Path, name: &str) -> Option<String> {
    let mut names = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.find(|other| other != name && other.to_lowercase() == name.to_lowercase())
}
