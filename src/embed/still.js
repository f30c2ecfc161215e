// A page that stands there before its code does: starts the code for what needs it, and keeps what was pressed until then.

// Text, notes and links need no code.
const NEEDS = "[data-island], .link, .note-comment";
const LONGEST_PRESS = 1_000;
// The events that end a press of a pointer or a key.
const ENDS = ["pointerup", "pointercancel", "keyup"];
const TOUCHES = ["pointerdown", "pointerup", "contextmenu", "focusin", "keydown", "click"];

// Resolves once a press has ended. A browser makes no click of a press whose element was replaced meanwhile, so islands wait for it. The end
// may be anywhere, or outside of the window.
const released = () =>
  new Promise((done) => {
    const ended = new AbortController(), { signal } = ended;
    signal.onabort = done;
    const end = () => setTimeout(() => ended.abort());
    ENDS.forEach((type) => addEventListener(type, end, { capture: true, signal }));
    setTimeout(() => ended.abort(), LONGEST_PRESS);
  });

// `started` tells whether the code answers for the element. `signal` ends when the code has been asked for.
export const attend = (element, started, start, signal) => {
  const root = element.shadowRoot;
  root.querySelector(".essay").dataset.wakes = "";
  addEventListener("hashchange", start, { signal });
  // The glue presses it once an app has taken the place of the picture in which it was.
  const touched = ({ type, key, target }) => {
    if (/down/.test(type)) root.ceHeld = released();
    if (started()) return;
    const needs = target.closest?.(NEEDS);
    if (type == "click") root.cePressed = needs && target.closest("button, .stage");
    const note = key == "Escape" && target.closest(".note[open]");
    if (note) {
      note.open = false;
      note.querySelector("summary").focus();
    }
    if (!signal.aborted && (needs || getSelection().type == "Range")) start();
  };
  // An element that was here before has these listeners already.
  if (root.ceAttended) return;
  root.ceAttended = true;
  TOUCHES.forEach((type) => root.addEventListener(type, touched));
  // Enter in a field would load the page anew.
  root.addEventListener("submit", (event) => started() || event.preventDefault());
  root.addEventListener("toggle", ({ target: { id, open } }) => {
    if (!started() && id.startsWith("note-")) element.dispatchEvent(new CustomEvent("ce-note", { bubbles: true, composed: true, detail: { id: id.slice(5), open } }));
  }, true);
};
