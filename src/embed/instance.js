// What stands behind the glue of an instance of the wasm: how it begins, what it is joined with later, and that it does no harm once it
// has fallen. The build puts this file at the end of the glue, and `guarded` around the exports that the glue calls.

// The files of this build: the late code, and the words of each language.
const LATE = "__LATE__", WORDS = __WORDS__;

let page, exported, late, coming, gone;

// Hands every fault that leaves the wasm to the page. After one, nothing of the instance can be trusted, and nothing runs in it any more.
const guarded = (exports) => {
  exported = exports;
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
        throw fault;
      }
    };
  }
  return safe;
};

export const RESTARTED = "The interactive part of this essay has stopped and was started again.";
export const STOPPED = "The interactive part of this essay has stopped twice. The text can be read all the same, and what you wrote is kept. Reload the page to go on.";

// `given`: how a file's name becomes its address, whom to tell that the instance fell, and what keeps an element's state.
export const begin = (module, given) => {
  page = given;
  return __wbg_init({ module_or_path: module });
};

const put = (module) => (late ??= new WebAssembly.Instance(module, { "./late": exported }));

// While somebody waits.
const now = () => {
  const request = new XMLHttpRequest();
  request.open("GET", page.url(LATE), false);
  // One character for each byte: a request that is waited for gives no buffer.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  put(new WebAssembly.Module(Uint8Array.from(request.responseText, (letter) => letter.charCodeAt())));
};

const fetched = async () => put(await WebAssembly.compile(await (await fetch(page.url(LATE))).arrayBuffer()));

// What a reader needs later comes once an element is ready; what needs it sooner waits for it. Whoever asks after a fault tries again.
export const soon = () => (coming ??= fetched().catch((fault) => {
  coming = undefined;
  throw fault;
}));

const __ceLate = soon;
const __ceWords = async (tag) => {
  const answer = await fetch(page.url(WORDS[tag]));
  if (!answer.ok) throw answer.status;
  return answer.text();
};
const __ceKeep = (element, mind, memory) => page.keep(element, mind, memory);

// The document of an element as JSON. Source is compiled by code that nobody else fetches.
export const documentOf = async (element, given) => {
  if (typeof given != "string") return asJson(given);
  const src = element.getAttribute("src");
  const isSource = /^\s*\+{3}/.test(given) || (src ? /\.md([?#]|$)/i.test(src) : element.querySelector('script[type="text/markdown"]') && !/^\s*{/.test(given));
  return isSource ? (await import(page.url("__MARKDOWN__"))).documentOf(src ?? "<script>", given) : given;
};

// Hands over what is written in a discussion when nothing else can any more: as a file, and as text, since nobody tells whether a file came.
export const rescue = async (element, mind, memory) => {
  const { discussion, drafts } = fromJson(mind).kept;
  let events = memory ? fromJson(memory).events : [];
  try {
    const request = indexedDB.open("circle-essay");
    await new Promise((done, failed) => ((request.onsuccess = done), (request.onerror = failed)));
    const records = request.result.transaction("events").objectStore("events").getAll(IDBKeyRange.bound([discussion], [discussion, []]));
    await new Promise((done, failed) => ((records.onsuccess = done), (records.onerror = failed)));
    request.result.close();
    events = events.concat(records.result.map((record) => record.event));
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
