//! Starting other programs: plainly, with their output read, or with a line of progress while they take minutes.

use crate::error::{Error, Explain, Outcome};
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How many last lines of a failed program are shown.
const SHOWN_ON_FAILURE: usize = 30;

/// Runs a program with its output going straight to ours.
pub fn succeed(command: &mut Command) -> Outcome {
    let status = command.status().explain(|| could_not_start(command))?;
    expect_success(command, status)
}

/// The text that a program prints, or nothing if it is missing or fails. For questions such as `node --version`.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Does two things at the same time, the second in a thread of its own, and waits for both.
pub fn at_once<One, Other: Send>(
    one: impl FnOnce() -> Outcome<One>,
    other: impl FnOnce() -> Outcome<Other> + Send,
) -> Outcome<(One, Other)> {
    thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        let other = other.join().unwrap_or_else(|_| Err(Error::new("A thread of the build panicked. Report this.")));
        Ok((one?, other?))
    })
}

/// Runs a program, passes its standard output on line by line, and shows each line to `see` as well.
pub fn tee(command: &mut Command, mut see: impl FnMut(&str)) -> Outcome {
    let mut child = command.stdout(Stdio::piped()).spawn().explain(|| could_not_start(command))?;
    if let Some(stdout) = child.stdout.take() {
        for_each_line(stdout, |line| {
            println!("{line}");
            see(line);
        });
    }
    let status = child.wait().explain(|| lost_track_of(command))?;
    expect_success(command, status)
}

/// Runs a program that may take minutes. Its output is not shown, but that it still works is: on a terminal by a line
/// that is rewritten every second, elsewhere by a new line every fifteen. If it fails, its last lines are shown.
pub fn with_progress(command: &mut Command) -> Outcome {
    let started = Instant::now();
    let terminal = io::stdout().is_terminal();
    let interval = Duration::from_secs(if terminal { 1 } else { 15 });
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .explain(|| could_not_start(command))?;

    let (send, lines) = mpsc::channel();
    forward_lines(child.stdout.take(), send.clone());
    forward_lines(child.stderr.take(), send);

    let mut last_lines: VecDeque<String> = VecDeque::new();
    let mut shown = Instant::now();
    let status = loop {
        match lines.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => {
                last_lines.push_back(line);
                if last_lines.len() > SHOWN_ON_FAILURE {
                    last_lines.pop_front();
                }
            }
            // A service that the program has started may keep its output open for ever: ask for the program itself.
            Err(RecvTimeoutError::Timeout) => {
                if let Some(status) = child.try_wait().explain(|| lost_track_of(command))? {
                    break status;
                }
            }
            Err(RecvTimeoutError::Disconnected) => break child.wait().explain(|| lost_track_of(command))?,
        }
        if shown.elapsed() >= interval {
            shown = Instant::now();
            let line = last_lines.back().map_or("", |line| line.trim());
            show_progress(terminal, &format!("  {}: {line}", duration(started.elapsed())));
        }
    };
    if terminal {
        // Gone before anything else is printed, be it to the other stream.
        show_progress(terminal, "");
    }
    if !status.success() {
        for line in &last_lines {
            eprintln!("  | {line}");
        }
    }
    expect_success(command, status)?;
    println!("  done in {}", duration(started.elapsed()));
    Ok(())
}

/// "48 s" or "6 min 5 s".
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64().round() as u64;
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

/// The command as one would type it.
pub fn typed(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    // The folder is left out: what matters to the reader is the name, and setup has told where it comes from.
    let mut words = vec![program.rsplit('/').next().unwrap_or_default().to_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

fn could_not_start(command: &Command) -> String {
    format!("Could not run `{}`", typed(command))
}

fn expect_success(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() {
        return Ok(());
    }
    let how =
        status.code().map_or_else(|| format!("was stopped ({status})"), |code| format!("failed with exit code {code}"));
    Err(Error::new(format!("`{}` {how}. What it printed above says why.", typed(command))))
}

fn lost_track_of(command: &Command) -> String {
    format!("Lost track of `{}`", typed(command))
}

fn show_progress(terminal: bool, line: &str) {
    if terminal {
        // Longer lines would wrap, and then only their last row would be rewritten.
        let line: String = line.chars().take(78).collect();
        print!("\r\x1b[2K{line}");
    } else {
        println!("{line}");
    }
    // Nothing depends on the progress line being seen at once.
    let _ = io::stdout().flush();
}

fn forward_lines(stream: Option<impl Read + Send + 'static>, to: Sender<String>) {
    if let Some(stream) = stream {
        thread::spawn(move || {
            for_each_line(stream, |line| {
                // Nobody listens any more once the program has ended.
                let _ = to.send(line.to_owned());
            });
        });
    }
}

fn for_each_line(stream: impl Read, mut see: impl FnMut(&str)) {
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        see(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']));
        line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(duration(Duration::from_millis(400)), "0 s");
        assert_eq!(duration(Duration::from_secs(48)), "48 s");
        assert_eq!(duration(Duration::from_secs(120)), "2 min");
        assert_eq!(duration(Duration::from_secs(365)), "6 min 5 s");
    }

    #[test]
    fn tee_shows_every_line_and_reports_the_exit_code() {
        let mut seen = Vec::new();
        let outcome = tee(&mut shell("echo one; printf two; exit 3"), |line| seen.push(line.to_owned()));
        assert_eq!(seen, ["one", "two"]);
        assert!(matches!(outcome, Err(Error::Sentence(sentence)) if sentence.contains("exit code 3")));
    }

    #[test]
    fn progress_ends_with_the_program() {
        assert_eq!(with_progress(&mut shell("echo started; exec >&- 2>&-")), Ok(()));
        assert!(with_progress(&mut shell("echo reason >&2; exit 1")).is_err());
    }

    #[test]
    fn answers_come_only_from_programs_that_succeed() {
        assert_eq!(answer(&mut shell("echo 1.2")).as_deref(), Some("1.2"));
        assert_eq!(answer(&mut shell("echo 1.2; exit 1")), None);
        assert_eq!(answer(&mut Command::new("no-such-program-anywhere")), None);
    }

    #[test]
    fn of_two_things_both_end_and_either_may_fail() {
        assert_eq!(at_once(|| Ok(1), || Ok("two")), Ok((1, "two")));
        assert!(at_once(|| Ok(1), || succeed(&mut shell("exit 1"))).is_err());
        assert!(at_once(|| succeed(&mut shell("exit 1")), || Ok(1)).is_err());
    }

    #[test]
    fn a_command_is_described_as_typed() {
        let mut command = Command::new("/usr/bin/apt-get");
        command.args(["install", "-y", "chromium"]);
        assert_eq!(typed(&command), "apt-get install -y chromium");
    }
}
