//! Traces Chromium's main thread task by task. The driver records it on request ([`crate::Options::traced`]).

use crate::{Page, Post};
use serde_json::{Value, json};

/// The work of one thread between two marks of the page, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Work {
    /// The time from the first mark to the second.
    pub span: f64,
    /// The time of all tasks.
    pub all: f64,
    /// The time of the longest task, from its beginning to its end.
    pub longest: f64,
    /// The processor time of the busiest task. A task may spend its other time waiting for other threads and processes.
    pub busiest: f64,
}

/// A recorded trace. The driver returns it once.
#[derive(Clone, Debug)]
pub struct Trace(Vec<Value>);

impl Trace {
    pub async fn take(page: &Page) -> Self {
        let log = page.command(Post::new("se/log", json!({"type": "performance"}))).await;
        let events = log.as_array().into_iter().flatten().filter_map(|entry| {
            let mut told: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            (told["message"]["method"] == "Tracing.dataCollected").then(|| told["message"]["params"].take())
        });
        Self(events.collect())
    }

    /// Sums up the tasks of the page's main thread that end after one moment and begin before another. A task that
    /// spans such a moment counts. A moment is an offset in milliseconds from a mark that the page has made with
    /// `performance.mark`.
    pub fn between(&self, from: (&str, f64), until: (&str, f64)) -> Work {
        let mark = |name: &str| {
            let found = self.0.iter().find(|event| event["name"] == name && event["cat"] == "blink.user_timing");
            found.unwrap_or_else(|| panic!("the page has not made the mark {name}, or Chromium has not recorded it"))
        };
        let first = mark(from.0);
        let (from, until) = (millis(&first["ts"]) + from.1, millis(&mark(until.0)["ts"]) + until.1);
        let tasks = self.0.iter().filter(|event| {
            let begun = millis(&event["ts"]);
            event["name"] == "ThreadControllerImpl::RunTask"
                && (&event["pid"], &event["tid"]) == (&first["pid"], &first["tid"])
                && begun + millis(&event["dur"]) >= from
                && begun <= until
        });
        tasks.fold(Work { span: until - from, ..Work::default() }, |work, task| Work {
            all: work.all + millis(&task["dur"]),
            longest: work.longest.max(millis(&task["dur"])),
            busiest: work.busiest.max(millis(&task["tdur"])),
            ..work
        })
    }
}

/// Converts a time in microseconds to milliseconds.
fn millis(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default() / 1000.0
}
