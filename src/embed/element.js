// <circle-essay>: finds the document, waits until the reader comes near, and hands over to the wasm.
// Everything that can wait is in the wasm; this file is what every page fetches.

const here = (name) => new URL(name, import.meta.url).href;
const NAMES = ["src", "circle", "step", "heading-level", "discussion", "discussion-id", "mode", "theme", "motion", "loading", "lang"];
const WORDS = __WORDS__;
const TOUCHES = ["pointerdown", "focusin", "keydown"];

let wasm;
const loadWasm = () => (wasm ??= import("./__GLUE__").then((glue) => glue.default({ module_or_path: here("__WASM__") }).then((exports) => {
  lateCode(glue, exports);
  return glue;
})));

// What a reader needs later comes once an element is ready; what needs it sooner waits for it.
let soon;
const lateCode = (glue, exports) => {
  const url = here("__LATE__");
  let late, coming;
  const put = (module) => (late ??= new WebAssembly.Instance(module, { "./late": exports }));
  const now = () => {
    const request = new XMLHttpRequest();
    request.open("GET", url, false);
    // One character for each byte: a request that is waited for gives no buffer.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    put(new WebAssembly.Module(Uint8Array.from(request.responseText, (letter) => letter.charCodeAt())));
  };
  const fetched = async () => put(await WebAssembly.compile(await (await fetch(url)).arrayBuffer()));
  soon = () => (coming ??= fetched().catch((fault) => {
    // Whoever asks next tries again.
    coming = undefined;
    throw fault;
  }));
  const words = async (tag) => {
    const answer = await fetch(here(WORDS[tag]));
    if (!answer.ok) throw answer.status;
    return answer.text();
  };
  glue.setLate({ now, soon, words });
};

const freeze = (value) => {
  if (value && typeof value == "object") Object.values(value).forEach(freeze);
  return Object.freeze(value);
};

class CircleEssay extends HTMLElement {
  static observedAttributes = NAMES;
  #id;
  #glue;
  #status = "static";
  #document;
  #watch;
  #round = 0;
  #settle;
  whenReady = new Promise((resolve) => (this.#settle = resolve));

  connectedCallback() {
    if (this.#id !== undefined || this.#watch) return;
    this.#root();
    // What the reader has set for this origin, before anything is shown that would look otherwise.
    try {
      const set = localStorage["circle-essay settings"];
      if (set) this.dataset.ceReader = set;
    } catch {}
    if (this.getAttribute("loading") == "eager") return this.#start();
    this.#watch = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && this.#start(), { rootMargin: "100%" });
    this.#watch.observe(this);
    TOUCHES.forEach((type) => this.addEventListener(type, this.#start));
  }

  disconnectedCallback() {
    // A moved element is disconnected and connected again at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#unwatch();
      this.#round++;
      if (this.#id !== undefined) this.#glue.park(this.#id);
      this.#id = undefined;
      this.#status = "static";
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || this.#id === undefined) return;
    if (name == "src" || name == "heading-level") this.#restart();
    else this.#glue.configure(this.#id);
  }

  get state() {
    const text = this.#id === undefined ? "" : this.#glue.state(this.#id);
    return freeze(text ? JSON.parse(text) : { status: this.#status, circle: null, step: 0, steps: 0, lap: 1, playing: false, openNotes: [], comments: 0, mode: "read" });
  }

  get document() {
    return this.#document;
  }

  set document(value) {
    this.#document = value;
    if (this.#id !== undefined) this.#restart();
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
    await soon();
    return this.#glue.export_discussion(this.#id, format);
  }

  async importDiscussion(text) {
    await this.whenReady;
    await soon();
    // The answer comes once what is new has been stored, or could not be.
    const told = new Promise((done) => ["ce-comment", "ce-problem"].forEach((type) => this.addEventListener(type, done, { once: true })));
    const answer = JSON.parse(this.#glue.import_discussion(this.#id, String(text)));
    if (answer.added) await told;
    return answer;
  }

  async #command(name, text, number) {
    this.#start();
    await this.whenReady;
    this.#glue.command(this.#id, name, text, number);
    // Yew renders in a microtask of its own; what was asked for is on the page when the promise resolves.
    await new Promise((resolve) => setTimeout(resolve));
  }

  #root() {
    let root = this.shadowRoot;
    if (!root) {
      root = this.attachShadow({ mode: "open" });
      // A template that came by innerHTML is inert.
      const template = this.querySelector("template[shadowrootmode]");
      if (template) root.append(template.content);
    }
    if (!root.querySelector("link")) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = here("__STYLE__");
      root.prepend(link);
    }
    return root;
  }

  #unwatch() {
    this.#watch?.disconnect();
    this.#watch = undefined;
    TOUCHES.forEach((type) => this.removeEventListener(type, this.#start));
  }

  #restart() {
    this.#glue.park(this.#id);
    this.#id = undefined;
    this.#status = "static";
    this.#start();
  }

  #start = async () => {
    if (this.#status != "static") return;
    this.#status = "loading";
    this.#unwatch();
    const round = ++this.#round;
    try {
      const [glue, text] = await Promise.all([loadWasm(), this.#text()]);
      if (round != this.#round) return;
      const root = this.#root();
      const still = root.querySelector("[data-fingerprint]") ?? undefined;
      await glue.prepare(this, still);
      if (round != this.#round) return;
      root.querySelector(".problem-line")?.remove();
      this.#glue = glue;
      this.addEventListener("ce-ready", () => { this.#status = "ready"; this.#settle(this); soon().catch(() => {}); }, { once: true });
      this.#id = glue.mount(this, root, still, text);
    } catch (fault) {
      if (round == this.#round) this.#fail(fault);
    }
  };

  async #text() {
    if (this.#document) return JSON.stringify(this.#document);
    const src = this.getAttribute("src");
    const inline = src ? null : this.querySelector('script[type="application/json"]');
    if (inline) return inline.textContent;
    const url = src ? new URL(src, this.ownerDocument.baseURI).href : here("essays/trust.json");
    const answer = await fetch(url).catch(() => null);
    if (!answer?.ok) throw `The essay at ${url} could not be fetched${answer ? ` (${answer.status})` : ""}. Check the address in src, and your connection.`;
    return answer.text();
  }

  #fail(fault) {
    this.#status = "failed";
    const message = typeof fault == "string" ? fault : `The interactive part of this essay could not be started (${fault?.message ?? fault}). The text can be read all the same.`;
    const line = document.createElement("p");
    line.className = "problem-line";
    line.setAttribute("role", "status");
    line.textContent = message;
    this.#root().append(line);
    this.dispatchEvent(new CustomEvent("ce-problem", { bubbles: true, composed: true, detail: { code: typeof fault == "string" ? "document" : "start", message, line: null } }));
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

if (customElements.get("circle-essay")) console.info("circle-essay __VERSION__: another copy of the script defined the element already; that one runs.");
else customElements.define("circle-essay", CircleEssay);

export { CircleEssay };
