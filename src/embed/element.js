// <circle-essay>: finds the document, waits until the reader comes near, and hands over to the wasm.
// Everything that can wait is in the glue and the wasm; this file is what every page fetches.

const here = (name) => new URL(name, import.meta.url).href;
const NAMES = "src circle step heading-level discussion discussion-id mode view theme motion loading lang".split(" ");
const METHODS = "next back goTo play pause openNote closeNote exportDiscussion importDiscussion".split(" ");
const INERT = "template[shadowrootmode]";
const VERSION = BUILD.version;
const NOT_AGAIN_WITHIN = 60_000;
const PATIENCE = 20_000;
const STYLE = here(BUILD.style);
const STYLE_PATIENCE = 4_000;
const AGAIN = Symbol(), ACT = Symbol();

// Puts on an element what the reader has set for this origin. Returns whether this tab, or a reader who wrote here, comes back to something.
const recall = (element) => {
  try {
    const set = localStorage["circle-essay settings"];
    if (set) element.dataset.ceReader = set;
    // A language of the reader's own needs the code, too. Its tag is the last word.
    return /\b\w\w$/.test(set) || /(^|,)circle-essay(?! s)/.test([Object.keys(localStorage), Object.keys(sessionStorage)]);
  } catch {}
};

// Each element's state as JSON, and its comments that are stored nowhere. It goes on with them when it is put back or its code fell.
const minds = new WeakMap();
// The elements that have an app, and those that wait for one.
const alive = new Set(), waiting = new Set();

let instance, code, leaving, round = 0, fallen = -Infinity;

const answer = () => fetch(here(BUILD.wasm), { integrity: BUILD.integrity, signal: leaving?.signal });

const fell = (fault) => {
  const twice = performance.now() - fallen < NOT_AGAIN_WITHIN;
  fallen = performance.now();
  instance = undefined;
  round++;
  console.error(`circle-essay ${VERSION} has stopped${twice ? "" : ", and starts again"}:`, fault);
  // The code that runs has to come to an end first.
  queueMicrotask(() => [...alive].forEach((element) => element[AGAIN](twice)));
};

// A module that could not be fetched is not asked for again under the same address, nor is one whose instance fell.
const load = () => {
  if (!code) {
    leaving = new AbortController();
    // A failure is told once the glue asks for it.
    (code = answer()).catch(() => {});
  }
  instance ??= import(here(BUILD.glue + (round ? "?" + round : ""))).then(async (glue) => {
    code = await glue.begin(code, answer, { url: here, fell, keep: (element, ...mind) => minds.set(element, mind) });
    leaving = undefined;
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

// Answers whether a stylesheet is there. That of another host may not be looked into, nor one of this host's that a policy has refused.
const isThere = ({ sheet, href }) => {
  try {
    return sheet.cssRules.length > 0;
  } catch (fault) {
    return fault.name == "SecurityError" && !href.startsWith(origin);
  }
};

// The sentences for what is missing are in a file of their own, which may be missing as well.
const failure = (act, otherwise) => import(here(BUILD.failure)).then(act).catch(() => otherwise);

// Answers why the interactive part did not start, and whether the reader may try again.
const why = (fault) => {
  if (Array.isArray(fault)) return ["document", fault[0], true, fault[1]];
  if (navigator.onLine === false) return ["start", "You are offline, and the interactive part of this essay is not here yet. Try again when you are online.", true];
  return failure(({ cause }) => cause(fault, [here(BUILD.glue), here(BUILD.wasm)]), ["start", `The interactive part of this essay could not be loaded (${fault?.message ?? fault}).`, true]);
};

const after = (time) => new Promise((done) => setTimeout(done, time));

class CircleEssay extends HTMLElement {
  static observedAttributes = NAMES;
  static version = VERSION;
  // The number of its mount, while it has one.
  #id;
  #glue;
  #status = "static";
  #document;
  #watch;
  // Ends what a start has begun.
  #life;
  #going;
  #styled;
  #fetched;
  // Ends once the code has been asked for.
  #attending;

  constructor() {
    super();
    // A property that a script set before this one came hides the element's own.
    for (const [name, value] of Object.entries(this)) Reflect.deleteProperty(this, name) && Reflect.set(this, name, value);
  }

  connectedCallback() {
    if (this.#id || this.#watch || this.#going) return;
    // A page that came by innerHTML is in an inert template: nobody could read it. All else is shown as it stands, until there is more.
    if (this.querySelector(INERT)) this.#root();
    const essay = this.#essay, { signal } = (this.#attending = new AbortController());
    // It can wait: what it keeps is what is pressed before there is code.
    if (essay) import(here(BUILD.still)).then(({ attend }) => attend(this, () => this.#id, this.#start, signal), () => {});
    // One that was here before shows what it showed.
    if (this.loading == "eager" || minds.has(this) || (essay && (recall(this) || location.hash))) return void this.#start();
    this.#watch = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && this.#start(), { rootMargin: "100%" });
    for (const near of essay?.querySelectorAll("#circle, .discussion") ?? [this]) this.#watch.observe(near);
  }

  get #essay() {
    return this.shadowRoot?.querySelector(".essay");
  }

  // Moved by moveBefore: it stays what it is.
  connectedMoveCallback() {}

  disconnectedCallback() {
    // A moved element is disconnected and connected again at once.
    queueMicrotask(() => this.isConnected || this.#stop());
  }

  attributeChangedCallback(name, before, after) {
    if (name == "loading" && after == "eager" && this.#watch) this.#start();
    if (before === after || name == "loading" || this.#status == "static") return;
    if (name == "src" || name == "heading-level") this.#restart();
    else if (this.#id) this.#glue.configure(this.#id);
  }

  get state() {
    const [mind] = (this.#id && minds.get(this)) || [];
    return mind ? this.#glue.stateOf(mind) : Object.freeze({ status: this.#status, ready: false, circle: null, step: 0, steps: 0, lap: 1, playing: false, openNotes: Object.freeze([]), comments: 0, mode: "read" });
  }

  get document() {
    return this.#document;
  }

  set document(value) {
    this.#document = value;
    if (this.#status != "static") this.#restart();
  }

  get whenReady() {
    const ready = this.#ready();
    // A script that only looks at the promise is not told of its rejection.
    ready.catch(() => {});
    return ready;
  }

  // Does what a method asks for.
  async [ACT](name, given) {
    await this.#ready();
    return this.#glue.act(this, this.#id, name, given);
  }

  // Starts the element, and comes back once it answers; throws the sentence that says what hinders it.
  async #ready() {
    for (;;) {
      // It may be about to be put where it belongs.
      if (!this.isConnected) await after(0);
      if (!this.isConnected) throw new Error("This essay is in no page. Put it into one.");
      if (this.#status == "ready") return this;
      const problem = await this.#start();
      if (problem) throw new Error(problem);
    }
  }

  #root() {
    let root = this.shadowRoot;
    if (!root) {
      root = this.attachShadow({ mode: "open" });
      root.append(this.querySelector(INERT)?.content ?? document.createElement("slot"));
    }
    return root;
  }

  #isDressed() {
    const link = this.shadowRoot.querySelector("link");
    return link?.href == STYLE && isThere(link);
  }

  // Asks for the stylesheet of this build where it is not there, once more if need be; that of another build gives way to it. Answers whether
  // it came.
  #dress() {
    if (this.#isDressed()) return true;
    const root = this.shadowRoot, old = root.querySelector("link");
    return (this.#styled ??= new Promise((done) => {
      const link = document.createElement("link");
      // Of another type than a stylesheet's, it is loaded, and empty.
      link.onerror = link.onload = ({ type }) => {
        const came = type == "load" && isThere(link);
        if (came) {
          root.adoptedStyleSheets = [];
          this.#untell("style");
        }
        // One stays, which tells where the essay begins.
        if (old) (came ? old : link).remove();
        else if (!came) link.removeAttribute("href");
        done(came);
      };
      link.href = STYLE;
      link.rel = "stylesheet";
      // Over HTTP/1.1, Firefox holds back every fetch and picture of the page until its stylesheets have come. It waits for none whose medium
      // does not fit when it is asked for.
      link.media = "print";
      root.prepend(link);
      link.media = "";
    }).finally(() => (this.#styled = undefined)));
  }

  async #undressed() {
    const told = await failure(({ undressed }) => this.#isDressed() || undressed(this.shadowRoot, STYLE), "This essay is shown without its style.");
    if (this.#status == "ready" && !this.#isDressed()) this.#tell("style", told, ["Try again", async () => (await this.#dress()) || this.#undressed()]);
  }

  #unwatch() {
    this.#watch?.disconnect();
    this.#watch = undefined;
    this.#attending?.abort();
  }

  #stop(restarts) {
    this.#unwatch();
    this.#untell();
    this.#end();
    if (this.#id) {
      this.#glue.park(this.#id);
      // It is of a document that is not this element's any more.
      if (restarts) this.#essay.parentNode.remove();
    }
    this.#id = undefined;
    this.#status = "static";
    // Nobody waits for the code any more, so it need not come.
    if (!waiting.delete(this) || waiting.size || !leaving || restarts) return;
    leaving.abort();
    instance = code = leaving = undefined;
  }

  // Nothing in the page answers any more.
  #fail(...told) {
    this.#status = "failed";
    delete this.#essay?.dataset.wakes;
    delete this.#essay?.dataset.alive;
    this.#tell(...told);
  }

  #end() {
    this.#life?.abort();
    this.#going = undefined;
    // The fetches that were on their way have been aborted.
    if (!this.#id) this.#fetched = undefined;
    alive.delete(this);
  }

  #restart() {
    this.#stop(true);
    this.#fetched = undefined;
    this.#start();
  }

  // Answers with what hinders it, once it is ready or cannot be; with nothing when it was ended.
  #start = () => (this.#going ??= new Promise((done) => {
    const { signal } = (this.#life = new AbortController());
    signal.onabort = () => done();
    this.#go(signal).then(done);
  }));

  async #go(signal) {
    this.#status = "loading";
    this.#unwatch();
    // To ask for it is the most that a page with an essay far below could pay.
    recall(this);
    waiting.add(this);
    const root = this.#root();
    // A fragment that names it has asked for it already.
    if (root.querySelector("link")?.href != STYLE) this.#dress();
    this.#untell();
    const slow = setTimeout(() => signal.aborted || this.#tell("slow", "The interactive part of this essay is slow to arrive. It starts by itself."), PATIENCE);
    try {
      const [glue, text] = await Promise.all([load(), this.#text(signal)]);
      if (signal.aborted) return;
      this.#glue = glue;
      alive.add(this);
      const [place, dressed] = await Promise.all([glue.prepared(this, text), Promise.race([this.#dress(), after(STYLE_PATIENCE)])]);
      if (signal.aborted) return;
      let ready;
      [this.#id, ready] = place(signal, ...(minds.get(this) ?? []));
      await ready;
      if (signal.aborted) return;
      this.#status = "ready";
      this.#untell();
      if (!dressed) this.#undressed();
    } catch (fault) {
      if (signal.aborted) return;
      const [kind, message, retry, line] = await why(fault);
      if (signal.aborted) return;
      this.#going = undefined;
      this.#fetched = undefined;
      alive.delete(this);
      this.#fail(kind, message + (this.#essay ? " The text can be read all the same." : ""), retry && ["Try again", this.#start], line);
      return message;
    } finally {
      clearTimeout(slow);
      signal.aborted || waiting.delete(this);
    }
  }

  // Its code fell: it goes on in a new instance, where it was. If that falls as well, what is there stays, and what was written can be saved.
  [AGAIN](twice) {
    const [told, back, save] = this.#glue.fallen(this, twice, minds.get(this));
    this.#end();
    this.#id = undefined;
    if (twice) {
      this.#going = Promise.resolve(told);
      this.#fail("stopped", told, save);
    } else {
      this.#start().then(back);
      this.#emit("ce-problem", { code: "restarted", message: told, line: null });
    }
  }

  // The document as text, unless a script gave one.
  async #text(signal) {
    if (this.#document != null) return;
    const src = this.getAttribute("src");
    const inline = !src && this.querySelector('script:is([type="application/json"],[type="text/markdown"])');
    if (inline) return inline.textContent;
    return (this.#fetched ??= this.#fetch(src ? new URL(src, this.ownerDocument.baseURI).href : here("essays/trust.json"), signal));
  }

  async #fetch(url, signal) {
    const answer = await fetch(url, { signal }).catch(() => {});
    if (answer?.ok) return answer.text();
    throw { message: url, url, status: answer?.status };
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  #untell(code) {
    const line = this.shadowRoot?.querySelector(".problem-line");
    if (!code || line?.dataset.code == code) line?.remove();
  }

  #tell(code, message, button, line = null) {
    const root = this.#root();
    this.#untell();
    if (!root.querySelector(".essay, link ~ slot")) root.append(document.createElement("slot"));
    const told = Object.assign(document.createElement("p"), { className: "problem-line", lang: "en", dir: "ltr", role: "status" });
    told.dataset.code = code;
    told.append(message);
    for (const [words, press] of [button, ["Hide", () => this.#untell()]].filter(Boolean)) {
      told.append(" ", Object.assign(document.createElement("button"), { textContent: words, onclick: press }));
    }
    root.append(told);
    this.#emit("ce-problem", { code, message, line });
  }
}

for (const name of METHODS) CircleEssay.prototype[name] = function (...given) {
  return this[ACT](name, given);
};

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
if (other) console.info(`circle-essay ${VERSION}: another copy of the script defined the element; that one, ${other.version}, runs.`);
else customElements.define("circle-essay", CircleEssay);

export { CircleEssay };
