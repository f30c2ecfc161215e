// <circle-essay>: finds the document, waits until the reader comes near, and hands over to the wasm.
// Everything that can wait is in the glue and the wasm; this file is what every page fetches.

const here = (name) => new URL(name, import.meta.url).href;
const NAMES = ["src", "circle", "step", "heading-level", "discussion", "discussion-id", "mode", "theme", "motion", "loading", "lang"];
const TOUCHES = ["pointerdown", "focusin", "keydown"];
const INERT = "template[shadowrootmode]";
const VERSION = "__VERSION__";
const NOT_AGAIN_WITHIN = 60_000;
const PATIENCE = 20_000;
const AGAIN = Symbol();

// What an element goes on with when it is put back or its code fell: its state as JSON, and the comments that are stored nowhere.
const minds = new WeakMap();
// The elements that have an app, and those that wait for one.
const alive = new Set(), waiting = new Set();

let instance, code, leaving, round = 0, fallen = -Infinity;

const compiled = async (signal) => {
  const get = async () => {
    const answer = await fetch(here("__WASM__"), { integrity: "__INTEGRITY__", signal });
    if (!answer.ok) throw answer.status;
    return answer;
  };
  try {
    return await WebAssembly.compileStreaming(await get());
  } catch {
    // Of another type than wasm's, or not the browser's own answer.
    return WebAssembly.compile(await (await get()).arrayBuffer());
  }
};

const fell = (fault) => {
  const twice = performance.now() - fallen < NOT_AGAIN_WITHIN;
  fallen = performance.now();
  instance = undefined;
  round++;
  console.error(`circle-essay ${VERSION} has stopped${twice ? "" : ", and starts again"}:`, fault);
  // Whoever is running has to come to an end first.
  queueMicrotask(() => [...alive].forEach((element) => element[AGAIN](twice)));
};

// A module that could not be fetched is not asked for again under the same address, nor is one whose instance fell.
const load = () => {
  code ??= compiled((leaving = new AbortController()).signal);
  instance ??= Promise.all([import("./__GLUE__" + (round ? "?" + round : "")), code]).then(async ([glue, module]) => {
    leaving = undefined;
    await glue.begin(module, { url: here, fell, keep: (element, ...mind) => minds.set(element, mind) });
    return glue;
  });
  const mine = instance;
  mine.catch(() => {
    if (instance != mine) return;
    instance = code = leaving = undefined;
    round++;
  });
  return mine;
};

const freeze = (value) => {
  if (value && typeof value == "object") Object.entries(value).forEach(([, item]) => freeze(item));
  return Object.freeze(value);
};

// Why the interactive part did not start, and whether the reader may try again. What to look for is in a file of its own.
const why = async (fault) => {
  if (Array.isArray(fault)) return ["document", fault[0], true, fault[1]];
  if (navigator.onLine === false) return ["start", "You are offline, and the interactive part of this essay is not here yet. Try again when you are online.", true];
  return import("./__FAILURE__").then(
    ({ cause }) => cause(fault, [here("__GLUE__"), here("__WASM__")]),
    () => ["start", `The interactive part of this essay could not be loaded (${fault?.message ?? fault}).`, true],
  );
};

class CircleEssay extends HTMLElement {
  static observedAttributes = NAMES;
  static version = VERSION;
  #id;
  #glue;
  #status = "static";
  #document;
  #watch;
  #round = 0;
  #going;
  #styled;
  #fetched;
  #abort;
  #settle;
  whenReady = new Promise((resolve) => (this.#settle = resolve));

  connectedCallback() {
    if (this.#id !== undefined || this.#watch || this.#going) return;
    // What came by innerHTML is in an inert template: nobody could read it. All else is shown as it stands, until there is more.
    if (this.querySelector(INERT)) this.#root();
    // One that was here before shows what it showed.
    if (this.getAttribute("loading") == "eager" || minds.has(this)) return void this.#start();
    this.#watch = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && this.#start(), { rootMargin: "100%" });
    this.#watch.observe(this);
    TOUCHES.forEach((type) => this.addEventListener(type, this.#start));
  }

  // Moved by moveBefore: it stays what it is.
  connectedMoveCallback() {}

  disconnectedCallback() {
    // A moved element is disconnected and connected again at once.
    queueMicrotask(() => !this.isConnected && this.#stop());
  }

  attributeChangedCallback(name, before, after) {
    if (name == "loading" && after == "eager" && this.#watch) this.#start();
    if (before === after || name == "loading" || this.#status == "static") return;
    if (name == "src" || name == "heading-level") this.#restart();
    else if (this.#id !== undefined) this.#glue.configure(this.#id);
  }

  get state() {
    const [mind] = (this.#id !== undefined && minds.get(this)) || [];
    return freeze(mind ? this.#glue.fromJson(mind).state : { status: this.#status, circle: null, step: 0, steps: 0, lap: 1, playing: false, openNotes: [], comments: 0, mode: "read" });
  }

  get document() {
    return this.#document;
  }

  set document(value) {
    this.#document = value;
    if (this.#status != "static") this.#restart();
  }

  next() { return this.#command("next"); }
  back() { return this.#command("back"); }
  goTo(circle, step) { return this.#command("goTo", circle, step); }
  play() { return this.#command("play"); }
  pause() { return this.#command("pause"); }
  openNote(id) { return this.#command("openNote", id); }
  closeNote(id) { return this.#command("closeNote", id); }

  async exportDiscussion(format = "json") {
    if (!/^(json|markdown|csv)$/.test(format)) throw new RangeError("exportDiscussion knows the formats json, markdown and csv.");
    await this.whenReady;
    await this.#glue.soon();
    return this.#glue.export_discussion(this.#id, format);
  }

  async importDiscussion(text) {
    await this.whenReady;
    await this.#glue.soon();
    // The answer comes once what is new has been stored, or could not be.
    const told = new Promise((done) => ["ce-comment", "ce-problem"].forEach((type) => this.addEventListener(type, done, { once: true })));
    const answer = this.#glue.fromJson(this.#glue.import_discussion(this.#id, String(text)));
    if (answer.added) await told;
    return answer;
  }

  async #command(name, text, number) {
    const problem = await this.#start();
    if (problem) throw new Error(problem);
    await this.whenReady;
    this.#glue.command(this.#id, name, text, number);
    // Yew renders in a microtask of its own; what was asked for is on the page when the promise resolves.
    await new Promise((resolve) => setTimeout(resolve));
  }

  #root() {
    let root = this.shadowRoot;
    if (!root) {
      root = this.attachShadow({ mode: "open" });
      root.append(this.querySelector(INERT)?.content ?? document.createElement("slot"));
    }
    return root;
  }

  // What nobody comes near needs no style but that of its fragment, which names one of its own if it is of another build.
  #dressed() {
    const root = this.#root();
    const old = root.querySelector("link"), href = here("__STYLE__");
    if (old?.href != href) {
      const link = document.createElement("link");
      this.#styled = new Promise((done) => (link.onload = link.onerror = done)).then(() => old?.remove());
      link.rel = "stylesheet";
      link.href = href;
      root.prepend(link);
    }
    return root;
  }

  #unwatch() {
    this.#watch?.disconnect();
    this.#watch = undefined;
    TOUCHES.forEach((type) => this.removeEventListener(type, this.#start));
  }

  #stop(restarts) {
    this.#unwatch();
    this.#untell();
    this.#round++;
    this.#abort?.abort();
    this.#going = undefined;
    if (this.#id !== undefined) this.#glue.park(this.#id);
    this.#id = undefined;
    this.#status = "static";
    alive.delete(this);
    // What nobody waits for any more need not come.
    if (!waiting.delete(this) || waiting.size || !leaving || restarts) return;
    leaving.abort();
    instance = code = leaving = undefined;
  }

  #restart() {
    this.#stop(true);
    this.#fetched = undefined;
    this.#start();
  }

  // Answers with what hinders it, when it is ready or cannot be.
  #start = () => (this.#going ??= this.#go(++this.#round).finally(() => waiting.delete(this)));

  async #go(round) {
    this.#status = "loading";
    this.#unwatch();
    // What the reader has set for this origin. To ask for it is the most that a page with an essay far below could pay.
    try {
      const set = localStorage["circle-essay settings"];
      if (set) this.dataset.ceReader = set;
    } catch {}
    waiting.add(this);
    const root = this.#dressed();
    this.#untell();
    const slow = setTimeout(() => this.#tell("slow", "The interactive part of this essay is slow to arrive. It starts by itself."), PATIENCE);
    try {
      const [glue, text] = await Promise.all([load(), this.#text(), this.#styled]);
      if (round != this.#round) return;
      // After a fall it is the first of what stood there, which nothing fits any more.
      const still = root.querySelector("[data-fingerprint]") ?? root.querySelector("link ~ div") ?? undefined;
      const [document] = await Promise.all([glue.documentOf(this, text), glue.prepare(this, still)]);
      if (round != this.#round) return;
      root.querySelector("link ~ slot")?.remove();
      const ready = new Promise((done) => this.addEventListener("ce-ready", done, { once: true }));
      this.#glue = glue;
      alive.add(this);
      const mind = minds.get(this) ?? [];
      mind[0] = mind[0]?.replace('"status":"ready"', '"status":"loading"');
      this.#id = glue.mount(this, root, still, document, ...mind);
      await ready;
      if (round != this.#round) return;
      this.#status = "ready";
      this.#untell();
      this.#settle(this);
      glue.soon().catch(() => {});
    } catch (fault) {
      const [kind, message, retry, line] = await why(fault);
      if (round != this.#round) return;
      this.#going = undefined;
      this.#fetched = undefined;
      alive.delete(this);
      this.#status = "failed";
      this.#tell(kind, message + (this.#still() ? " The text can be read all the same." : ""), retry && ["Try again", this.#start], line);
      return message;
    } finally {
      clearTimeout(slow);
    }
  }

  // Its code fell: it goes on in a new instance, where it was. If that falls as well, what is there stays, and what was written can be saved.
  [AGAIN](twice) {
    const root = this.shadowRoot, { id, selectionStart, selectionEnd } = root.activeElement ?? {};
    root.querySelectorAll("link ~ div").forEach((mount) => mount.removeAttribute("data-fingerprint"));
    this.#id = this.#going = undefined;
    alive.delete(this);
    if (twice) {
      this.#round++;
      this.#status = "failed";
      root.querySelector(".essay")?.removeAttribute("data-alive");
      return this.#tell("stopped", this.#glue.STOPPED, ["Save what is written here", () => this.#glue.rescue(this, ...minds.get(this))]);
    }
    this.#start().then(() => {
      const field = id && root.getElementById(id);
      field?.focus();
      if (selectionEnd != null) field?.setSelectionRange(selectionStart, selectionEnd);
    });
    this.#problem("restarted", this.#glue.RESTARTED);
  }

  // The document as text; an object if a script gave one.
  async #text() {
    if (this.#document) return this.#document;
    const src = this.getAttribute("src");
    const inline = src ? null : this.querySelector('script:is([type="application/json"],[type="text/markdown"])');
    if (inline) return inline.textContent;
    return (this.#fetched ??= this.#fetch(src ? new URL(src, this.ownerDocument.baseURI).href : here("essays/trust.json")));
  }

  async #fetch(url) {
    this.#abort = new AbortController();
    const answer = await fetch(url, { signal: this.#abort.signal }).catch(() => null);
    if (answer?.ok) return answer.text();
    const foreign = !answer && new URL(url).origin != location.origin ? ", and whether its host sends Access-Control-Allow-Origin" : "";
    throw [`The essay at ${url} could not be fetched${answer ? ` (${answer.status})` : ""}. Check the address in src, and your connection${foreign}.`];
  }

  #still() {
    return this.shadowRoot.querySelector(".essay");
  }

  #problem(code, message, line = null) {
    this.dispatchEvent(new CustomEvent("ce-problem", { bubbles: true, composed: true, detail: { code, message, line } }));
  }

  #untell() {
    this.shadowRoot?.querySelector(".problem-line")?.remove();
  }

  #tell(code, message, [label, act] = [], at) {
    const root = this.#root();
    this.#untell();
    if (!this.#still() && !root.querySelector("link ~ slot")) root.append(document.createElement("slot"));
    const line = document.createElement("p");
    line.className = "problem-line";
    line.lang = "en";
    line.dir = "ltr";
    line.setAttribute("role", "status");
    line.append(message);
    for (const [words, press] of [label && [label, act], ["Hide", () => this.#untell()]].filter(Boolean)) {
      const button = document.createElement("button");
      button.append(words);
      button.onclick = press;
      line.append(" ", button);
    }
    root.append(line);
    this.#problem(code, message, at);
  }
}

for (const name of NAMES) {
  const property = name.replace(/-./g, (part) => part[1].toUpperCase());
  if (property == "lang") continue;
  Object.defineProperty(CircleEssay.prototype, property, {
    configurable: true,
    enumerable: true,
    get() { return this.getAttribute(name); },
    set(value) { value == null ? this.removeAttribute(name) : this.setAttribute(name, value); },
  });
}

const other = customElements.get("circle-essay");
if (other) console.info(`circle-essay ${VERSION}: another copy of the script defined the element already; that one, ${other.version}, runs.`);
else customElements.define("circle-essay", CircleEssay);

export { CircleEssay };
