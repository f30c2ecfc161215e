// What stands behind the glue of an instance of the wasm: how it begins, and that it does no harm once it has fallen. The build puts this file at the end of the glue, and `guarded` around the exports that the glue calls.

// The files of the words of each language.
const WORDS = __WORDS__;

let page, gone;

// Those who wait for the wasm to call back.
const waiting = new Set();

// Hands every fault that leaves the wasm to the page. After one, nothing of the instance can be trusted, and nothing runs in it any more.
const guarded = (exports) => {
  const safe = {};
  for (const name in exports) {
    const value = exports[name];
    safe[name] = typeof value != "function" ? value : (...all) => {
      if (gone) return;
      try {
        return value(...all);
      } catch (fault) {
        if (!gone) page.fell(fault);
        gone = true;
        waiting.forEach((failed) => failed(RESTARTED));
        throw fault;
      }
    };
  }
  return safe;
};

export const RESTARTED = "The interactive part of this essay has stopped and was started again.";
export const STOPPED = "The interactive part of this essay has stopped twice. The text can be read all the same, and what you wrote is kept. Reload the page to go on.";

const compiled = async (code, answer) => {
  const first = await code;
  if (first instanceof WebAssembly.Module) return first;
  const found = (response) => {
    if (!response.ok) throw response.status;
    return response;
  };
  try {
    return await WebAssembly.compileStreaming(found(first));
  } catch {
    // Of another type than wasm's, or not the browser's own answer.
    return WebAssembly.compile(await found(await answer()).arrayBuffer());
  }
};

// `code`: the compiled wasm or the answer that brings it; `answer` asks for it once more. Returns the compiled wasm. `given`: how a file's name becomes its address, whom to tell that the instance fell, and what keeps an element's state.
export const begin = async (code, answer, given) => {
  page = given;
  const module = await compiled(code, answer);
  await __wbg_init({ module_or_path: module });
  return module;
};

// Fetches the part of the wasm that only the discussion needs, which takes memory and functions from the rest, and tells the rest whether it came.
const loadDiscussion = async (callback, data) => {
  let came = false;
  try {
    const answer = () => fetch(page.url("__DISCUSSION__"), { integrity: "__DISCUSSION_INTEGRITY__" });
    const part = await compiled(answer(), answer), shared = {};
    for (const { name } of WebAssembly.Module.imports(part)) shared[name] = wasm[name];
    await WebAssembly.instantiate(part, { __wasm_split: shared });
    came = true;
  } catch {}
  if (!gone) wasm.__indirect_function_table.get(callback)(data, came);
};

// Comes back once the wasm calls back; throws what it says then.
const called = (ask) => {
  let mine;
  return new Promise((done, failed) => {
    waiting.add((mine = failed));
    ask((problem) => (problem ? failed(problem) : done()));
    if (gone) failed(RESTARTED);
  }).finally(() => waiting.delete(mine));
};

// Old libraries make `Object.values` answer with what is inherited, too.
const freeze = (value) => {
  if (value && typeof value == "object") Object.entries(value).forEach(([, item]) => freeze(item));
  return Object.freeze(value);
};

// The value of `el.state`, from the kept state of an element.
export const stateOf = (mind) => freeze(fromJson(mind).state);

// What was asked to be taken in last, by element: the next one waits for it, so that each answer says what was new.
const imports = new WeakMap();

const discussion = async (element, mount, method, given) => {
  if (method == "exportDiscussion" && !["json", "markdown", "csv"].includes(given)) throw new RangeError("exportDiscussion knows the formats json, markdown and csv.");
  await called((done) => when_read(mount, done));
  if (method == "exportDiscussion") return export_discussion(mount, given);
  // No more of it than is refused for its length, and what is no text is refused as an empty one.
  const text = typeof given == "string" ? given.slice(0, (16 << 20) + 1) : "";
  let answer;
  await called((done) => (answer = import_discussion(mount, text, done)));
  return fromJson(answer);
};

// Does what a method of an element asks for, which was called with `given`. Whatever hinders it is thrown as an Error that holds a sentence.
export const act = async (element, mount, method, [first, second]) => {
  try {
    present(mount);
    if (method == "exportDiscussion") return await discussion(element, mount, method, first ?? "json");
    if (method == "importDiscussion") {
      const turn = Promise.resolve(imports.get(element)).catch(() => {}).then(() => discussion(element, mount, method, first));
      imports.set(element, turn);
      return await turn;
    }
    command(mount, method, String(first ?? ""), String(second ?? 0));
    // Yew renders in a microtask of its own; what was asked for is on the page when the promise resolves.
    await new Promise((resolve) => setTimeout(resolve));
    present(mount);
  } catch (fault) {
    throw gone ? new Error(RESTARTED) : typeof fault == "string" ? new Error(fault) : fault;
  }
};

const pages = (element) => [...element.shadowRoot.querySelectorAll("link ~ div")];

// The page that stands in an element, if it shows this document: one that was made from it, or one that came with the element. Hosts change
// what they are given, so nothing in it is compared but its form and its heading.
const standing = (element, document) => {
  const came = element.document == null && !element.hasAttribute("src");
  return pages(element).find((page) =>
    page.querySelector("#title")?.localName == "h" + (element.getAttribute("heading-level") ?? 2) &&
    (page.ceDocument ? page.ceDocument == document : came && page.dataset.page == "1"));
};

// The element that stands for a pressed element of a still picture, once an app has taken its place.
const counterpart = (element, pressed) => {
  const island = pressed.closest("[data-island]");
  if (!island) return () => pressed;
  // A host may have put buttons of its own there.
  const like = (within) => [...within.querySelectorAll(pressed.localName)].filter((other) => other.id == pressed.id && other.getAttribute("class") == pressed.getAttribute("class") && other.dataset.act == pressed.dataset.act);
  const index = like(island).indexOf(pressed);
  return () => like(element.shadowRoot.querySelector(`[data-island=${island.dataset.island}]`))[index];
};

// Gets what an element needs to be mounted; answers with what mounts it, and presses what was pressed before. One that goes on with what was
// kept of it does not answer yet.
export const prepared = async (element, found) => {
  const document = await documentOf(element, found);
  await prepare(element, standing(element, document));
  return (mind, memory) => {
    const pressed = element.shadowRoot.cePressed, pressAgain = pressed?.isConnected && counterpart(element, pressed);
    if (pressAgain) element.addEventListener("ce-ready", () => pressAgain()?.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, cancelable: true })), { once: true });
    if (mind) page.keep(element, (mind = mind.replace('"status":"ready","ready":true', '"status":"loading","ready":false')), memory);
    const old = standing(element, document), number = mount(element, element.shadowRoot, old, document, mind, memory);
    const shown = old ?? pages(element).at(-1);
    shown.ceDocument = document;
    for (const other of pages(element)) if (other != shown) other.remove();
    return number;
  };
};

// Where the reader writes. Whoever calls the answer puts the reader there again.
export const caretOf = (root) => {
  const { id, selectionStart, selectionEnd } = root.activeElement ?? {};
  return () => {
    const field = id && root.getElementById(id);
    field?.focus();
    if (selectionEnd != null) field?.setSelectionRange(selectionStart, selectionEnd);
  };
};

const __ceWords = async (tag) => {
  const answer = await fetch(page.url(WORDS[tag]));
  if (!answer.ok) throw answer.status;
  return answer.text();
};
const __ceKeep = (element, mind, memory) => page.keep(element, mind, memory);

// A document that a script gave, as text.
const textOf = (given) => {
  if (typeof given == "string") return given;
  let why = "it is no object";
  try {
    const text = typeof given == "object" && asJson(given);
    if (text) return text;
  } catch (fault) {
    why = fault.message;
  }
  throw [`The document that a script gave this essay cannot be read as JSON (${why}). Set el.document to what JSON.parse makes of a compiled document.`];
};

// The document of an element as JSON; `found`: its text, unless a script gave it. Source is compiled by code that nobody else fetches.
const documentOf = async (element, found) => {
  const given = element.document, text = given == null ? found : textOf(given), src = given == null && element.getAttribute("src");
  const isSource = /^\s*\+{3}/.test(text) || (src ? /\.md([?#]|$)/i.test(src) : given == null && element.querySelector('script[type="text/markdown"]') && !/^\s*{/.test(text));
  return isSource ? (await import(page.url("__MARKDOWN__"))).documentOf(given == null ? src || "<script>" : "document", text) : text;
};

// Hands over what is written in a discussion when nothing else can any more: as a file, and as text, since nobody tells whether a file came.
export const rescue = async (element, mind, memory) => {
  const { discussion, drafts, sending } = fromJson(mind).kept;
  let events = sending.flatMap((sending) => sending.events);
  if (memory) events = events.concat(fromJson(memory).events);
  const stored = async () => {
    const [transaction] = await __ceBegin(["events"], "readonly");
    return answer(transaction.objectStore("events").getAll(IDBKeyRange.bound([discussion], [discussion, []])));
  };
  try {
    // A database that does not answer keeps nobody from the rest.
    const records = await Promise.race([stored(), new Promise((_, failed) => setTimeout(failed, 5000))]);
    events = events.concat(records.map((record) => record.event));
  } catch {}
  const text = asJson({ format: "circle-essay-discussion/1", discussion, events, drafts });
  const field = document.createElement("textarea");
  field.readOnly = true;
  field.rows = 8;
  field.value = text;
  field.ariaLabel = "What is written here";
  const line = element.shadowRoot.querySelector(".problem-line");
  line?.querySelector("textarea")?.remove();
  line?.append(field);
  field.select();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = discussion + "-discussion.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
};
