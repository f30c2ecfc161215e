//! The command line: checks an essay and builds what a page needs of it.

use circle_essay::dist::{self, Dist};
use circle_essay::prerender::{Placement, Script, fragment, manifest, page_head, picture};
use clap::{Parser, Subcommand};
use essay_author::{Source, compile, has_errors};
use essay_core::config::Config;
use essay_core::essay::Essay;
use essay_core::words::{Language, Words};
use std::fs;
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
    /// Says what is wrong with essays, as file:line:column, and exits with 1 if anything is.
    Check {
        /// Markdown sources.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Writes the words of the interface, LANGUAGE.txt for each language.
    #[command(hide = true)]
    Words {
        /// Folder to write to.
        #[arg(short)]
        o: PathBuf,
    },
    /// Prints what browsers compare a file with, as `integrity` attributes say it.
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
        /// What the stylesheet's name is put behind in the fragment.
        #[arg(long, default_value = "./")]
        base: String,
        /// The stylesheet's file name.
        #[arg(long, default_value = "circle-essay.css", conflicts_with = "dist")]
        stylesheet: String,
        /// The built folder that --base is the address of: the fragment names its stylesheet, and begins with its script and
        /// what vouches for that.
        #[arg(long)]
        dist: Option<PathBuf>,
        /// Has the browser fetch what the essay needs at once, and not when the reader comes near. Needs --dist.
        #[arg(long, requires = "dist")]
        eager: bool,
        /// Level of the heading that holds the essay's title.
        #[arg(long, default_value_t = 1)]
        heading_level: u8,
        /// The whole address of the page of its own, if it is known: it becomes the canonical one.
        #[arg(long)]
        site: Option<String>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check { files } => check(&files),
        Command::Words { o } => words(&o),
        Command::Integrity { file } => dist::integrity(&file).map(|integrity| println!("{integrity}")),
        Command::Build { file, o, base, stylesheet, dist, eager, heading_level, site } => {
            let config = Config { heading_level: heading_level.clamp(1, 5), ..Config::default() };
            let site = site.map(|site| format!("{}/", site.trim_end_matches('/')));
            let dist = dist.map(|folder| Dist::read(&folder)).transpose();
            dist.and_then(|dist| {
                let stylesheet = format!("{base}{}", dist.as_ref().map_or(&stylesheet, |dist| &dist.stylesheet));
                let script = dist.map(|dist| Script { dist, base, eager });
                build(&file, &o, &Placement { stylesheet, config, script }, site.as_deref())
            })
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn check(files: &[PathBuf]) -> Result<(), String> {
    let mut faulty = 0;
    for file in files {
        if read(file)?.is_none() {
            faulty += 1;
        }
    }
    match faulty {
        0 => Ok(()),
        1 => Err("1 file cannot be built as it is.".to_owned()),
        _ => Err(format!("{faulty} files cannot be built as they are.")),
    }
}

/// Compiles a file and prints its problems. No essay if any of them is an error.
fn read(file: &Path) -> Result<Option<Essay>, String> {
    let source = load(file)?;
    let beside = file.with_file_name("discussion.toml");
    let discussion = if beside.is_file() { Some(load(&beside)?) } else { None };
    let (essay, found) = compile(&source, discussion.as_ref());
    for problem in &found {
        eprintln!("{problem}");
    }
    Ok(essay.filter(|_| !has_errors(&found)))
}

fn load(file: &Path) -> Result<Source, String> {
    let bytes = fs::read(file).map_err(|e| format!("{} could not be read: {e}. Check the path.", file.display()))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        format!("{} is not UTF-8 (byte {}). Save it as UTF-8.", file.display(), e.utf8_error().valid_up_to())
    })?;
    Ok(Source { file: file.display().to_string(), text })
}

fn words(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| format!("{} could not be made: {e}.", folder.display()))?;
    for (language, _) in Language::ALL {
        let path = folder.join(format!("{}.txt", language.tag()));
        fs::write(&path, Words::table(language))
            .map_err(|e| format!("{} could not be written: {e}.", path.display()))?;
    }
    Ok(())
}

fn build(file: &Path, folder: &Path, placement: &Placement, site: Option<&str>) -> Result<(), String> {
    let essay = read(file)?.ok_or_else(|| format!("{} was not built.", file.display()))?;
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
        let path = folder.join(name);
        fs::write(&path, content).map_err(|e| format!("{} could not be written: {e}.", path.display()))?;
    }
    Ok(())
}
