//! The build tool of circle-essay: `cargo xtask COMMAND`. This file is the table of commands.
//!
//! Each command is described in its own module. Nothing here is needed by those who only use the widget.

mod arguments;
mod author;
mod bench;
mod brotli;
mod budget;
mod build;
mod bundle;
mod ci;
mod compact;
mod driver;
mod e2e;
mod engine;
mod entry;
mod error;
mod fingerprint;
mod glue_globals;
mod glue_nodes;
mod import_names;
mod markdown;
mod package;
mod patch;
mod post_build;
mod previous_builds;
mod profile;
mod properties;
mod property;
mod prose;
mod routes;
mod run;
mod serve;
mod server;
mod setup;
mod size;
mod standalone;
mod stylesheet;
mod test;
mod test_results;
mod tidy;
mod tools;
mod trunk;
mod wasm_package;
mod watch;
mod workspace;
mod yew_apps;

use arguments::Arguments;
use error::{Error, Outcome};
use std::process::ExitCode;

struct Command {
    name: &'static str,
    flags: &'static str,
    /// Empty for what only other programs call; such commands are not listed.
    what: &'static str,
    run: fn(Arguments) -> Outcome,
}

const COMMANDS: [Command; 13] = [
    Command {
        name: "setup",
        flags: "[--tests] [--engines chromium,firefox,webkit|all]",
        what: "installs what is missing for building, and for tests in these engines",
        run: setup::command,
    },
    Command {
        name: "serve",
        flags: "[--port 8080] [--dir dist] [--no-build] [--no-watch] [--dev] [--with-tests] [--brotli]",
        what: "builds the default essay, serves it, and builds again when a source changes",
        run: serve::command,
    },
    Command {
        name: "build",
        flags: "[--dev] [--keep DIR]",
        what: "builds dist/; with --keep it keeps the files that pages of the last builds name",
        run: build::command,
    },
    Command {
        name: "test",
        flags: "[--only core|browser|e2e]",
        what: "runs every test, and ends with \"N passed, M failed\"",
        run: test::command,
    },
    Command {
        name: "e2e",
        flags: "[--engine chromium|firefox|webkit|all] [--no-build] [-- TEST-FLAGS]",
        what: "runs the journeys through the built pages",
        run: e2e::command,
    },
    Command {
        name: "bench",
        flags: "[--loads] [--near] [--prose] [--paint] [--circle] [--discussion] [--against DIR] [--no-build]",
        what: "measures the built page, also beside that of another commit, built in DIR, and writes docs/benchmarks.md; switches: these parts alone",
        run: bench::command,
    },
    Command {
        name: "soak",
        flags: "[--no-build] [--engine NAME] [-- tabs | killed COUNT | mounts | properties [COUNT] [--seed SEED] [--cases COUNT] [NAME]]",
        what: "uses the built page for a long time and looks for what grows; or tries the property tests with fresh seeds",
        run: e2e::soak,
    },
    Command {
        name: "pictures",
        flags: "[--lang CODE] [--no-build]",
        what: "shows what the page looks like, in docs/pictures/ and for README.md; in another language of the interface, if one is named",
        run: e2e::pictures,
    },
    Command { name: "size", flags: "", what: "weighs dist/ against size-budget.toml", run: size::command },
    Command {
        name: "ci",
        flags: "[--skip-tests]",
        what: "runs every check that a change has to pass",
        run: ci::command,
    },
    Command {
        name: "tidy",
        flags: "[--shrink]",
        what: "looks for what no source may have; with --shrink it lowers the numbers in tidy.toml to what is left",
        run: tidy::command,
    },
    Command {
        name: "trunk-check",
        flags: "",
        what: "compares dist/, built for release, with what Trunk makes of the same sources, where Trunk is installed",
        run: trunk::command,
    },
    Command { name: "post-build", flags: "", what: "", run: post_build::command },
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_else(|| "--help".to_owned());
    let mut arguments = Arguments::new(words);
    if ["--help", "-h", "help"].contains(&name.as_str()) || arguments.switch("--help") {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let outcome = match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(arguments),
        None => Err(Error::new(format!("There is no command `{name}`. `cargo xtask --help` lists them."))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Error::Sentence(sentence) = failure {
                eprintln!("{sentence}");
            }
            ExitCode::FAILURE
        }
    }
}

fn help() -> String {
    let mut text = "cargo xtask COMMAND\n".to_owned();
    for command in COMMANDS.iter().filter(|command| !command.what.is_empty()) {
        text.push_str(&format!("\n  {} {}\n      {}\n", command.name, command.flags, command.what));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_lists_every_command_but_the_hidden_ones() {
        let help = help();
        for name in
            ["setup", "build", "serve", "test", "e2e", "bench", "soak", "pictures", "size", "tidy", "ci", "trunk-check"]
        {
            assert!(help.contains(&format!("\n  {name} ")), "{name}");
        }
        assert!(!help.contains("post-build"));
    }
}
