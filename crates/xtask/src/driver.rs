//! A WebDriver program that runs for as long as a value lives, and takes its browsers with it.

use crate::engine::Engine;
use crate::error::{Error, Explain, Outcome};
use crate::{server, workspace};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const START_DEADLINE: Duration = Duration::from_secs(120);
/// How often a driver is started that ends at once, as one does whose port somebody else has taken just then.
const ATTEMPTS: usize = 3;
const STOP_DEADLINE: Duration = Duration::from_secs(5);

/// Runs the driver, and ends it when this program ends in whatever way: then the shell's standard input closes, and
/// it ends its process group. Without it, Ctrl-C would leave the driver and its browsers running.
const KEEPER: &str = r#"("$@"; touch "$HOME/ended") & cat >/dev/null; kill -TERM -$$"#;

#[derive(Debug)]
pub struct Driver {
    keeper: Child,
    port: u16,
    /// The driver's own folder for a home and for its log, so that nobody's settings play a part.
    folder: PathBuf,
}

impl Driver {
    /// Starts the engine's driver on a free port and waits until it is ready.
    pub fn start(engine: Engine) -> Outcome<Self> {
        (1..ATTEMPTS).find_map(|_| Self::try_to_start(engine).ok()).map_or_else(|| Self::try_to_start(engine), Ok)
    }

    fn try_to_start(engine: Engine) -> Outcome<Self> {
        let program = engine.driver().ok_or_else(|| {
            Error::new(format!(
                "There is no WebDriver program for {0}. Run `cargo xtask setup --engines {0}`.",
                engine.name()
            ))
        })?;
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("circle-essay-{}-{port}", engine.name()));
        fs::create_dir_all(&folder).explain(|| format!("Could not make {}", folder.display()))?;
        let log = File::create(folder.join("log"))
            .and_then(|log| Ok((log.try_clone()?, log)))
            .explain(|| format!("Could not write to {}", folder.display()))?;

        let mut command = workspace::command("sh");
        command.args(["-c", KEEPER, "keeper"]);
        match engine {
            Engine::Chromium => command.arg(program).arg(format!("--port={port}")),
            // A test may have it collect garbage, which pages cannot ask for.
            // Its second port is the same for all unless one is named.
            Engine::Firefox => command
                .arg(program)
                .args(["--allow-system-access", "--port", &port.to_string()])
                .args(["--websocket-port", &free_port()?.to_string()]),
            // WebKitGTK has no headless mode.
            Engine::Webkit => command.args(["xvfb-run", "-a"]).arg(program).arg(format!("--port={port}")),
        };
        let keeper = command
            .env("HOME", &folder)
            // Browsers put their profiles there, and one that is killed leaves them behind.
            .env("TMPDIR", &folder)
            .stdin(Stdio::piped())
            .stdout(log.0)
            .stderr(log.1)
            .process_group(0)
            .spawn()
            .explain(|| format!("Could not start the driver of {}", engine.name()))?;
        // From here on, every way out of this function ends the driver.
        let driver = Self { keeper, port, folder };
        driver.wait_until_ready(engine)?;
        Ok(driver)
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Answers true once the driver has ended; the shell around it writes that down.
    fn has_ended(&self) -> bool {
        self.folder.join("ended").exists()
    }

    fn wait_until_ready(&self, engine: Engine) -> Outcome {
        let deadline = Instant::now() + START_DEADLINE;
        while Instant::now() < deadline && !self.has_ended() {
            if is_ready(self.port).unwrap_or(false) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(Error::new(format!(
            "The driver of {0} was started {ATTEMPTS} times and was not ready, within {1} seconds each. \
             `cargo xtask setup --engines {0}` checks whether it is complete. It printed: {2}",
            engine.name(),
            START_DEADLINE.as_secs(),
            log.trim()
        )))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Listed first: once the driver is gone, nothing tells any more which browsers were its own.
        let group = self.keeper.id();
        let tree = descendants(group);
        kill("-TERM", &[format!("-{group}")]);
        let deadline = Instant::now() + STOP_DEADLINE;
        let mut left = tree;
        while Instant::now() < deadline {
            // Reaps the shell as soon as it has ended.
            let ended = matches!(self.keeper.try_wait(), Ok(Some(_)));
            left.retain(|process| is_alive(*process));
            if ended && left.is_empty() {
                break;
            }
            // Browsers are in groups of their own and do not always follow their driver.
            kill("-TERM", &left.iter().map(u32::to_string).collect::<Vec<_>>());
            thread::sleep(Duration::from_millis(50));
        }
        let mut rest: Vec<String> = left.iter().map(u32::to_string).collect();
        rest.push(format!("-{group}"));
        kill("-KILL", &rest);
        // No test's outcome should depend on a process that cannot be waited for, or a file that cannot be removed.
        let _ = self.keeper.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A port that was free a moment ago. The driver takes it at once, and nobody else is likely to come between.
fn free_port() -> Outcome<u16> {
    let listener = server::bind(0)?;
    let address = listener.local_addr().explain(|| "The system gave no free port".to_owned())?;
    Ok(address.port())
}

/// Asks the driver itself: that its port is open does not mean that it takes sessions.
fn is_ready(port: u16) -> io::Result<bool> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    write!(stream, "GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    let mut chunk = [0; 1024];
    loop {
        let text = String::from_utf8_lossy(&answer);
        let squeezed: String = text.split_whitespace().collect();
        if squeezed.contains("\"ready\":true") {
            return Ok(true);
        }
        let count = stream.read(&mut chunk)?;
        if count == 0 {
            return Ok(false);
        }
        answer.extend(chunk.iter().take(count));
    }
}

fn kill(signal: &str, targets: &[String]) {
    if !targets.is_empty() {
        // A process that has ended in the meantime is what is wanted.
        let _ = Command::new("kill")
            .arg(signal)
            .arg("--")
            .args(targets)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

/// The processes that this one has started, and those that they have started. Empty where there is no /proc.
fn descendants(of: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        if let Some(process) = entry.file_name().to_string_lossy().parse().ok()
            && let Some((_, parent)) = state_and_parent(process)
        {
            children.entry(parent).or_default().push(process);
        }
    }
    let mut found = Vec::new();
    let mut waiting = vec![of];
    while let Some(process) = waiting.pop() {
        let own = children.remove(&process).unwrap_or_default();
        found.extend(&own);
        waiting.extend(own);
    }
    found
}

/// A process that has ended but that nobody has asked about is still listed, as a zombie.
fn is_alive(process: u32) -> bool {
    state_and_parent(process).is_some_and(|(state, _)| state != 'Z')
}

fn state_and_parent(process: u32) -> Option<(char, u32)> {
    parse_stat(&fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
}

/// Reads "12 (a name) S 1 …". The name may itself contain spaces and brackets.
fn parse_stat(stat: &str) -> Option<(char, u32)> {
    let mut words = stat.rsplit_once(')')?.1.split_whitespace();
    Some((words.next()?.chars().next()?, words.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn process_lines_are_read_whatever_the_name() {
        assert_eq!(parse_stat("12 (a (b) c) S 1 12 12 0"), Some(('S', 1)));
        assert_eq!(parse_stat("12 nothing"), None);
    }

    #[test]
    fn descendants_are_found() {
        let own = std::process::id();
        let parent = std::os::unix::process::parent_id();
        assert!(descendants(parent).contains(&own));
        assert!(is_alive(own));
    }
}
