//! The page of a journey: actions on it and queries about it.

use crate::{Engine, Get, INTERVAL, Options, PATIENCE, Post, variable};
use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// WebDriver's codes of keys.
pub mod keys {
    pub const TAB: char = '\u{e004}';
    pub const SHIFT: char = '\u{e008}';
    pub const CONTROL: char = '\u{e009}';
    pub const ALT: char = '\u{e00a}';
    pub const ENTER: char = '\u{e007}';
    pub const ESCAPE: char = '\u{e00c}';
    pub const END: char = '\u{e010}';
    pub const HOME: char = '\u{e011}';
    pub const DELETE: char = '\u{e017}';
    pub const LEFT: char = '\u{e012}';
    pub const UP: char = '\u{e013}';
    pub const RIGHT: char = '\u{e014}';
    pub const DOWN: char = '\u{e015}';
}

/// Helpers for every script of a journey: the element, its shadow root, its visible parts, and the stored records.
const PRELUDE: &str = "const el = document.querySelector('circle-essay'), root = el?.shadowRoot;
    const one = (selector) => root.querySelector(selector), all = (selector) => [...root.querySelectorAll(selector)];
    const shown = (selector) => all(selector).filter((e) => e.getClientRects().length > 0);
    const stored = (store) => new Promise((done) => {
        const open = indexedDB.open('circle-essay');
        // A query must not create a missing database.
        open.onupgradeneeded = () => open.transaction.abort();
        open.onerror = () => done([]);
        open.onsuccess = () => {
            const records = open.result.transaction(store).objectStore(store).getAll();
            records.onsuccess = () => { open.result.close(); done(records.result); };
        };
    });";

/// A page in a browser. Clones refer to the same page.
#[derive(Clone, Debug)]
pub struct Page {
    client: Client,
    engine: Engine,
    base: String,
    alarms_expected: Arc<AtomicBool>,
}

impl Page {
    /// Starts a browser without opening a page.
    pub async fn start(options: Options) -> Self {
        let engine = Engine::current();
        let client = options.connect(engine).await;
        let base = variable("CE_BASE_URL").trim_end_matches('/').to_owned();
        Self { client, engine, base, alarms_expected: Arc::default() }
    }

    /// Says that this journey causes an alarm, for example a crash of the code.
    pub fn expect_alarms(&self) {
        self.alarms_expected.store(true, Ordering::Relaxed);
    }

    /// Returns the alarms of the current page: synchronous requests, and unexpected crashes of the code. It is empty if the page is gone or
    /// has no probe.
    pub(crate) async fn alarms(&self) -> String {
        if self.alarms_expected.load(Ordering::Relaxed) {
            return String::new();
        }
        // As one text: see complaints.
        let told = self.client.execute("return (window.ceAlarms ?? []).join('; ')", vec![]);
        let told = tokio::time::timeout(PATIENCE, told).await;
        told.ok().and_then(Result::ok).and_then(|told| Some(told.as_str()?.to_owned())).unwrap_or_default()
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Returns the browser's version.
    pub fn version(&self) -> String {
        let capabilities = self.client.capabilities();
        let version = capabilities.and_then(|capabilities| capabilities.get("browserVersion")?.as_str());
        version.unwrap_or("of an unknown version").to_owned()
    }

    /// Loads a path of the server without waiting for the element.
    pub async fn load(&self, path: &str) {
        self.client.goto(&format!("{}/{path}", self.base)).await.expect("the page did not load");
    }

    /// Loads a path under another address of the server without waiting for the element.
    pub async fn load_from(&self, address: &str, path: &str) {
        self.client.goto(&format!("{address}/{path}")).await.expect("the page did not load");
    }

    /// Loads a path of the server, with the probe in its head, and waits until the element is ready.
    pub async fn open(&self, path: &str) {
        self.load(&format!("probed/{path}")).await;
        self.alive().await;
    }

    /// Loads the page again and waits until the element is ready.
    pub async fn reload(&self) {
        if self.engine == Engine::Firefox {
            // WebKit's driver reloads the page and leaves it at the top. A reader's reload restores the scroll
            // position.
            self.run("window.ceLeft = true; setTimeout(() => location.reload())").await;
            self.until("!window.ceLeft", json!([])).await;
        } else {
            self.client.refresh().await.expect("the page did not load again");
        }
        self.alive().await;
    }

    /// Starts the element, and waits until it is ready.
    pub async fn alive(&self) {
        self.until("!!el?.whenReady", json!([])).await;
        self.ask("await el.whenReady", json!([])).await;
        self.until("el.state.status === 'ready' && !!one('.essay[data-alive]')", json!([])).await;
        self.discussion_alive().await;
    }

    /// Starts the discussion, and waits until what is stored has been read, or has had its time.
    pub async fn discussion_alive(&self) {
        let read = "await Promise.race([el.exportDiscussion('json').catch(() => {}), new Promise((late) => setTimeout(late, 2500))])";
        self.ask(read, json!([])).await;
    }

    /// Runs a script that receives `args` and may await, and returns its result. In WebKit the result passes through
    /// the page's own `JSON`. On pages that give arrays a `toJSON`, only strings, numbers and booleans arrive
    /// unchanged.
    pub async fn ask(&self, script: &str, args: Value) -> Value {
        self.try_ask(script, args).await.unwrap_or_else(|fault| panic!("{fault}, in the script: {script}"))
    }

    async fn try_ask(&self, script: &str, args: Value) -> Result<Value, String> {
        let script = format!(
            "const [args, done] = arguments; {PRELUDE}
             (async () => {{ {script} }})().then((value) => done({{ value: value ?? null }}), (fault) => done('' + fault))"
        );
        // A driver that has lost its browser may never answer. That must be a failure rather than a hang.
        let asked = tokio::time::timeout(PATIENCE, self.client.execute_async(&script, vec![args])).await;
        let answer = asked.map_err(|_| "the driver does not answer")?.map_err(|fault| fault.to_string())?;
        match answer {
            Value::Object(mut answer) => Ok(answer.remove("value").unwrap_or_default()),
            fault => Err(format!("the page says {fault}")),
        }
    }

    /// Runs a script that may not await. It works even if the page itself may run no script.
    pub async fn look(&self, script: &str) -> Value {
        let whole = format!("{PRELUDE} {script}");
        self.client.execute(&whole, vec![]).await.unwrap_or_else(|fault| panic!("{fault}, in the script: {script}"))
    }

    /// Runs a script without the helpers.
    pub async fn run(&self, script: &str) {
        self.client.execute(script, vec![]).await.expect("the script does not run");
    }

    /// Waits until an expression is true.
    pub async fn until(&self, expression: &str, args: Value) {
        let start = Instant::now();
        let mut interval = tokio::time::interval(INTERVAL);
        loop {
            interval.tick().await;
            // A page that is just being left cannot be asked, but the next one can.
            let seen = self.try_ask(&format!("return {expression}"), args.clone()).await;
            if seen == Ok(Value::Bool(true)) {
                return;
            }
            if start.elapsed() > PATIENCE {
                let state = "return [el?.state, window.ceProbe, root?.activeElement?.id, one('#text-')?.value, await stored('drafts')]";
                let state = self.try_ask(state, json!([])).await;
                panic!(
                    "this did not come true: {expression} with {args}; it is {seen:?}; state, console, focus, field, drafts: {state:?}"
                );
            }
        }
    }

    /// Clicks the element that an expression finds as a pointer would: in its middle, once nothing covers it, and only
    /// once. Panics if the click met something else because the page moved, since a reader would have missed it as
    /// well.
    pub async fn click(&self, expression: &str) {
        let script = format!(
            "const target = {expression};
             if (!target) return 'it is not there';
             target.scrollIntoView({{ block: 'center', inline: 'nearest', behavior: 'instant' }});
             const box = target.getClientRects()[0];
             if (!box) return 'it has no box';
             const x = Math.floor(box.left + box.width / 2), y = Math.floor(box.top + box.height / 2);
             const hit = target.getRootNode().elementFromPoint(x, y);
             if (!target.contains(hit)) return 'there is ' + hit?.outerHTML.slice(0, 200);
             const told = (e) => e?.outerHTML?.slice(0, 200) ?? String(e), place = (box) => box ? Math.round(box.left) + ', ' + Math.round(box.top) : 'nowhere';
             const note = (event) => {{
                 if (!event.isTrusted || event.composedPath().includes(target)) return;
                 window.ceMissed ??= event.type + ' at ' + x + ', ' + y + ' met ' + told(event.composedPath()[0]) + '; ' + told(target) + ' has moved from '
                     + place(box) + ' to ' + place(target.isConnected && target.getClientRects()[0]);
             }};
             window.ceMissed = undefined;
             // The wait for the last click's effect ends here.
             window.ceAim?.abort();
             window.ceAim = new AbortController();
             for (const kind of ['mousedown', 'mouseup']) window.addEventListener(kind, note, {{ capture: true, once: true, signal: ceAim.signal }});
             return {{ x, y }};"
        );
        let start = Instant::now();
        let mut interval = tokio::time::interval(INTERVAL);
        loop {
            interval.tick().await;
            let place = self.look(&script).await;
            if let (Some(x), Some(y)) = (place["x"].as_f64(), place["y"].as_f64()) {
                let click = MouseActions::new("mouse".to_owned())
                    .then(PointerAction::MoveTo { duration: None, x, y })
                    .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
                    .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
                self.client.perform_actions(click).await.expect("the pointer cannot be moved");
                // A page that the click has left cannot be asked, so the click has met its target.
                if let Ok(Value::String(missed)) = self.client.execute("return window.ceMissed", vec![]).await {
                    panic!("the click on {expression} missed: {missed}");
                }
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{expression} cannot be clicked: {place}");
        }
    }

    /// Resizes the window so that the page in it has this width and about this height, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        // The first attempt shows how much wider a window is than its page.
        let mut outer = width;
        let start = Instant::now();
        let mut interval = tokio::time::interval(INTERVAL);
        loop {
            self.client.set_window_size(outer, height).await.expect("the window keeps its size");
            interval.tick().await;
            let inner = self.look("return innerWidth").await.as_u64().and_then(|inner| u32::try_from(inner).ok());
            if inner == Some(width) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "the page is not {width} px wide but {inner:?}");
            outer = inner.map_or(width, |inner| (outer + width).saturating_sub(inner));
        }
    }

    /// Returns the role and the name of an element in the accessibility tree.
    pub async fn told(&self, expression: &str) -> (String, String) {
        let found = self.look(&format!("return {expression}")).await;
        // A handle has a single member, whose name is the same in every driver.
        let handle = found.as_object().and_then(|handle| handle.values().next()?.as_str());
        let handle = handle.unwrap_or_else(|| panic!("{expression} finds no element but {found}"));
        let ask = async |what: &str| {
            let answer = self.client.issue_cmd(Get::new(format!("element/{handle}/{what}"))).await;
            let answer = answer.unwrap_or_else(|fault| panic!("the driver does not tell {what}: {fault}"));
            answer.as_str().unwrap_or_default().to_owned()
        };
        (ask("computedrole").await, ask("computedlabel").await)
    }

    /// Presses a key at the focus.
    pub async fn press(&self, key: char) {
        self.write(&key.to_string()).await;
    }

    /// Presses a key while others are held.
    pub async fn chord<const COUNT: usize>(&self, held: [char; COUNT], key: char) {
        let down = held.into_iter().chain([key]).map(|value| KeyAction::Down { value });
        let up = [key].into_iter().chain(held).map(|value| KeyAction::Up { value });
        let keys = down.chain(up).fold(KeyActions::new("keyboard".to_owned()), |keys, action| keys.then(action));
        self.client.perform_actions(keys).await.expect("the keyboard does not answer");
    }

    /// Presses Tab until an expression is true, as a reader without a pointer would.
    pub async fn tab_to(&self, expression: &str) {
        for _ in 0..60 {
            self.press(keys::TAB).await;
            if self.ask(&format!("return !!({expression})"), json!([])).await == true {
                return;
            }
        }
        panic!("Tab does not lead to where this is true: {expression}");
    }

    /// Gives a file to the file input that an expression finds, as the browser's dialogue would.
    pub async fn choose_file(&self, expression: &str, path: &std::path::Path) {
        let field = self.look(&format!("return {expression}")).await;
        let id = field.as_object().and_then(|field| field.values().next()?.as_str()).expect("there is no such field");
        let field = Element::from_element_id(self.client.clone(), id.to_owned().into());
        field.send_keys(&path.display().to_string()).await.expect("the field takes no file");
    }

    /// Opens and enters a tab, or a window. Returns the tab that was left.
    pub async fn new_tab(&self) -> WindowHandle {
        let left = self.client.window().await.expect("there is no tab");
        // A tab of WebKit's test browser never becomes visible, but a window does.
        let as_tab = self.engine != Engine::Webkit;
        let tab = self.client.new_window(as_tab).await.expect("no tab can be opened");
        self.turn_to(&tab.handle).await;
        left
    }

    /// Enters another tab. Returns the one that was left.
    pub async fn turn_to(&self, tab: &WindowHandle) -> WindowHandle {
        let left = self.client.window().await.expect("there is no tab");
        self.client.switch_to_window(tab.clone()).await.expect("there is no such tab");
        left
    }

    /// Goes back in the tab's history.
    pub async fn back(&self) {
        self.client.back().await.expect("there is no way back");
    }

    /// Types a text at the focus, key by key.
    pub async fn write(&self, text: &str) {
        let keys = text.chars().fold(KeyActions::new("keyboard".to_owned()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(keys).await.expect("the keyboard does not answer");
    }

    /// Returns the details of all events of one name that the element has sent.
    pub async fn events(&self, name: &str) -> Value {
        let script = "return ceEvents.filter((event) => event.name === args[0]).map((event) => event.detail)";
        self.ask(script, json!([name])).await
    }

    /// Returns the errors of the page. In Chromium they include the browser's own messages.
    pub async fn complaints(&self) -> Vec<String> {
        // The list travels as one string, since some pages change how arrays reach the driver.
        let told = self.ask("return (window.ceProbe ?? []).join('\\0')", json!([])).await;
        let told = told.as_str().unwrap_or_default().split('\0').filter(|words| !words.is_empty());
        let mut found: Vec<Value> = told.map(Value::from).collect();
        if self.engine == Engine::Chromium {
            let log = self.command(Post::new("se/log", json!({"type": "browser"}))).await;
            // The browser requests an icon on its own if a page names none.
            let ours = |message: &&Value| !message.as_str().is_some_and(|words| words.contains("/favicon.ico "));
            found.extend(log.as_array().into_iter().flatten().map(|entry| &entry["message"]).filter(ours).cloned());
        }
        found.iter().map(|message| message.as_str().unwrap_or("(no text)").to_owned()).collect()
    }

    /// Returns the layout shift of the page, which only Chromium measures.
    pub async fn layout_shift(&self) -> f64 {
        // Two frames later, all changes so far are laid out.
        let script = "await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            const observer = new PerformanceObserver(() => {});
            observer.observe({ type: 'layout-shift', buffered: true });
            return observer.takeRecords().reduce((sum, entry) => sum + entry.value, 0)";
        self.ask(script, json!([])).await.as_f64().expect("this browser does not measure layout shifts")
    }

    /// Enters the page's first frame, until another page is loaded, and waits until its element is ready.
    pub async fn enter_frame(&self) {
        self.enter_still_frame().await;
        self.alive().await;
    }

    /// Enters the page's first frame, in which no script may run.
    pub async fn enter_still_frame(&self) {
        self.client.clone().enter_frame(0).await.expect("the page has no frame");
    }

    /// Returns to the page around the frame.
    pub async fn leave_frame(&self) {
        self.client.clone().enter_parent_frame().await.expect("there is no page around this one");
    }

    /// Enters one of the tabs, counted in the order in which they were opened.
    pub async fn to_tab(&self, index: usize) {
        let tabs = self.client.windows().await.expect("the driver tells no tabs");
        let tab = tabs.into_iter().nth(index).expect("there is no such tab");
        self.client.switch_to_window(tab).await.expect("the tab is not there any more");
    }

    /// Runs a command of one driver.
    pub async fn command(&self, command: Post) -> Value {
        self.client.issue_cmd(command).await.unwrap_or_else(|fault| panic!("the driver refuses a command: {fault}"))
    }

    /// Runs a command of Chromium's DevTools protocol.
    pub async fn cdp(&self, name: &str, params: Value) -> Value {
        self.command(Post::cdp(name, params)).await
    }

    /// Makes the browser collect garbage. WebKit's driver has no command for that.
    pub async fn collect_garbage(&self) {
        match self.engine {
            Engine::Chromium => drop(self.cdp("HeapProfiler.collectGarbage", json!({})).await),
            Engine::Firefox => {
                self.command(Post::new("moz/context", json!({"context": "chrome"}))).await;
                // The page's process must collect as well.
                self.run("Services.obs.notifyObservers(null, 'child-gc-request'); Services.obs.notifyObservers(null, 'child-cc-request');").await;
                self.command(Post::new("moz/context", json!({"context": "content"}))).await;
            }
            Engine::Webkit => {}
        }
    }

    /// Kills the browser's process, as in a crash. Returns false if the driver does not reveal the process.
    pub async fn kill(&self) -> bool {
        let capabilities = self.client.capabilities();
        let process = ["goog:processID", "moz:processID"].iter().find_map(|name| capabilities?.get(*name)?.as_u64());
        let Some(process) = process else { return false };
        let status = Command::new("kill").arg("-KILL").arg(process.to_string()).status().expect("there is no kill");
        assert!(status.success(), "the browser's process {process} could not be killed");
        true
    }

    /// Ends the session, if it has not ended already.
    pub async fn close(self) {
        // A browser that was killed cannot answer, which is no fault here.
        let _ = self.client.close().await;
    }
}
