// The glue of the widget: starts an instance of the wasm, and does for an element what it needs once it has started. The build bundles it with
// wasm-bindgen's glue (`widget-glue`), which calls `guarded`, globals.js and nodes.js in place of what wasm-bindgen wrote.

import { command, configure, export_discussion, functions, import_discussion, mount, park, prepare, present, started, when_read } from "widget-glue";
import { compiled } from "./compiled.js";
import { counterpart } from "./counterpart.js";
import { answer, begin as beginTransaction } from "./database.js";
import { asJson, fromJson } from "./globals.js";
import { outlineOf } from "./outline.js";
import { RESTARTED, STOPPED, called, gone } from "./guard.js";
import { page, serve } from "./page.js";

export { configure, park };

// The exports of the instance, from its start on.
let begun;

// Tests weigh the memory of the instance.
export default () => begun;

// Starts the instance and returns the compiled wasm. `code` is that or the answer that brings it; `ask` asks for it once more. page.js says
// what the entry has to give.
export const begin = async (code, ask, given) => {
  serve({ ...given, words: BUILD.words, discussion: [BUILD.discussion, BUILD.discussionIntegrity] });
  const module = await compiled(code, ask);
  // An element that leaves while its code is on the way lets the next one begin anew.
  begun ??= WebAssembly.instantiate(module, functions()).then((instance) => started(instance, module));
  await begun;
  return module;
};

// Old libraries make `Object.values` answer with what is inherited, too.
const freeze = (value) => {
  if (value && typeof value == "object") Object.entries(value).forEach(([, item]) => freeze(item));
  return Object.freeze(value);
};

// The value of `el.state`, from the kept state of an element.
export const stateOf = (mind) => freeze(fromJson(mind).state);

// The last import of each element. The next one waits for it, so that each answer says what was new.
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

// Does what a method of an element asks for, called with a list of arguments. Every hindrance is thrown as an Error that holds a sentence.
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

// The outline of a document as text. Text that is no document stays as it is: the app says what is wrong with it.
const outline = (text) => {
  try {
    return asJson(outlineOf(fromJson(text)));
  } catch {
    return text;
  }
};

// Gets what an element needs to be mounted; answers with what mounts it, and presses what was pressed before. One that goes on with what was
// kept of it does not answer yet.
export const prepared = async (element, found) => {
  const document = await documentOf(element, found);
  await prepare(element, standing(element, document));
  await element.shadowRoot.ceHeld;
  return (signal, mind, memory) => {
    // The slot shows the text as it came while there is nothing else.
    element.shadowRoot.querySelector("link ~ slot")?.remove();
    const ready = new Promise((done) => element.addEventListener("ce-ready", done, { once: true, signal }));
    const pressed = element.shadowRoot.cePressed, pressAgain = pressed?.isConnected && counterpart(pressed);
    if (pressAgain) element.addEventListener("ce-ready", () => pressAgain()?.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, cancelable: true })), { once: true });
    if (mind) page.keep(element, (mind = mind.replace('"status":"ready","ready":true', '"status":"loading","ready":false')), memory);
    const old = standing(element, document), given = old?.querySelector("[data-minutes]") ? outline(document) : document;
    const number = mount(element, element.shadowRoot, old, given, mind, memory);
    const shown = old ?? pages(element).at(-1);
    shown.ceDocument = document;
    for (const other of pages(element)) if (other != shown) other.remove();
    return [number, ready];
  };
};

// Remembers where the reader writes. Calling the answer puts the reader there again.
const caretOf = (root) => {
  const { id, selectionStart, selectionEnd } = root.activeElement ?? {};
  return () => {
    const field = id && root.getElementById(id);
    field?.focus();
    if (selectionEnd != null) field?.setSelectionRange(selectionStart, selectionEnd);
  };
};

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
  return isSource ? (await import(page.url(BUILD.markdown))).documentOf(given == null ? src || "<script>" : "document", text) : text;
};

// Hands over what is written in a discussion when nothing else can any more: as a file, and as text, since nobody tells whether a file came.
const rescue = async (element, mind, memory) => {
  const { discussion, drafts, sending } = fromJson(mind).kept;
  let events = sending.flatMap((sending) => sending.events);
  if (memory) events = events.concat(fromJson(memory).events);
  const stored = async () => {
    const [transaction] = await beginTransaction(["events"], "readonly");
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

// Answers with what an element shows and does whose instance has fallen: a sentence; a function that puts the reader where they wrote; and the
// button that saves what is written, where there is anything. `kept` is what was kept of the element.
export const fallen = (element, twice, kept) => [
  twice ? STOPPED : RESTARTED,
  caretOf(element.shadowRoot),
  kept && ["Save what is written here", () => rescue(element, ...kept)],
];
