//! What Chromium's main thread does, task by task: its driver records it where it is asked to ([`crate::Options::traced`]).

use crate::{Page, Post};
use serde_json::{Value, json};

/// What one thread did between two marks of the page, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Work {
    /// From the first mark to the second.
    pub span: f64,
    /// Of all its tasks.
    pub all: f64,
    /// Of the longest task, from its beginning to its end.
    pub longest: f64,
    /// Of the task that kept the processor longest. The rest of a task's time it waits for other threads and processes.
    pub busiest: f64,
}

/// What has been recorded. The driver hands it out once.
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

    /// The tasks of the page's main thread that end after one moment and begin before another: a task in whose midst such a moment
    /// lies counts. A moment is so many milliseconds after a mark that the page has made by `performance.mark`.
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

/// A time that is recorded in microseconds.
fn millis(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default() / 1000.0
}
