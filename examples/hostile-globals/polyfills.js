// Imitates old polyfills and trackers, which replace the browser's own functions.
(() => {
  const native = { Element, HTMLElement, Promise, JSON, setTimeout, addEventListener: EventTarget.prototype.addEventListener, removeEventListener: EventTarget.prototype.removeEventListener };

  // The names of these interfaces get another meaning.
  window.Window = function Window() {};
  window.Node = Object.assign(function Node() {}, { ELEMENT_NODE: 1, TEXT_NODE: 3, DOCUMENT_NODE: 9 });
  window.Element = function Element(tag) { return document.createElement(tag); };
  window.ShadowRoot = function ShadowRoot() {};
  window.DocumentFragment = window.KeyboardEvent = window.HTMLInputElement = window.HTMLDetailsElement = window.HTMLTextAreaElement = window.HTMLSelectElement = undefined;
  // This is what class adapters of old compilers do.
  window.HTMLElement = function HTMLElement() { return Reflect.construct(native.HTMLElement, [], this.constructor); };
  Object.setPrototypeOf(window.HTMLElement, native.HTMLElement);
  window.HTMLElement.prototype = native.HTMLElement.prototype;

  // This replaces the browser's events.
  window.CustomEvent = function CustomEvent(name, { bubbles = false, cancelable = false, detail = null } = {}) {
    const event = document.createEvent("CustomEvent");
    event.initCustomEvent(name, bubbles, cancelable, detail);
    return event;
  };

  // This fetches by XMLHttpRequest, and returns an object that the browser does not accept as a Response.
  class Answer {
    constructor(request) {
      this.status = request.status;
      this.ok = request.status >= 200 && request.status < 300;
      this.url = request.responseURL;
      this.headers = { get: (name) => request.getResponseHeader(name) };
      this.body = request.response;
    }
    async arrayBuffer() { return this.body; }
    async text() { return new TextDecoder().decode(this.body); }
    async json() { return JSON.parse(await this.text()); }
  }
  window.Response = Answer;
  window.Headers = window.Request = function () {};
  window.fetch = (address) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", String(address?.url ?? address));
    request.responseType = "arraybuffer";
    request.onload = () => resolve(new Answer(request));
    request.onerror = () => reject(new TypeError("Network request failed"));
    request.send();
  });

  // JSON.parse makes dates of some strings, and arrays get a toJSON that changes them.
  Array.prototype.toJSON = function () { return "[" + this.map((item) => JSON.stringify(item)).join(", ") + "]"; };
  const date = (_, value) => (typeof value == "string" && /^\d{4}-\d\d-\d\d/.test(value) ? new Date(value) : value);
  window.JSON = { parse: (text) => native.JSON.parse(text, date), stringify: (value) => native.JSON.stringify(value, null, 2) };

  // These members appear in every for-in loop.
  Array.prototype.last = function () { return this[this.length - 1]; };
  Array.prototype.contains = function (item) { return this.indexOf(item) >= 0; };
  Object.prototype.library = "old";
  Object.defineProperty(Object.prototype, "extend", { value(more) { return Object.assign(this, more); }, configurable: true, writable: true });
  String.prototype.trimmed = function () { return this.trim(); };

  // Promises get more methods, and a tracker wraps every listener and timer.
  window.Promise = class extends native.Promise { done(act) { return this.then(act); } };
  const wrapped = new WeakMap();
  const tracked = (act) => {
    if (typeof act != "function") return act;
    if (!wrapped.has(act)) wrapped.set(act, function (...all) { try { return act.apply(this, all); } catch (fault) { console.error("tracked", fault); throw fault; } });
    return wrapped.get(act);
  };
  EventTarget.prototype.addEventListener = function (type, act, ...rest) { return native.addEventListener.call(this ?? window, type, tracked(act), ...rest); };
  EventTarget.prototype.removeEventListener = function (type, act, ...rest) { return native.removeEventListener.call(this ?? window, type, wrapped.get(act) ?? act, ...rest); };
  window.setTimeout = (act, ...rest) => native.setTimeout.call(window, tracked(act), ...rest);
})();
