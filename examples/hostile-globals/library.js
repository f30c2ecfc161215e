// In the manner of a library of 2007, which added missing methods to every array, string, function and element.
(() => {
  const extend = (target, source) => { for (const name in source) target[name] = source[name]; return target; };
  const methodized = (methods) => Object.fromEntries(Object.keys(methods).map((name) => [name, function (...all) { return methods[name](this, ...all); }]));

  window.$A = (list) => {
    if (!list) return [];
    if ("toArray" in Object(list)) return list.toArray();
    return Array.prototype.slice.call(list);
  };
  const slice = Array.prototype.slice;
  extend(Array.prototype, {
    _each(act) { for (let at = 0; at < this.length; at++) act(this[at], at); },
    each(act) { this._each(act); return this; },
    all(test = Boolean) { return this.every(test); },
    any(test = Boolean) { return this.some(test); },
    clear() { this.length = 0; return this; },
    clone() { return slice.call(this, 0); },
    toArray() { return slice.call(this, 0); },
    entries() { return slice.call(this, 0); },
    collect(act) { return this.map(act); },
    compact() { return this.filter((item) => item != null); },
    detect(test) { return this.find(test); },
    first() { return this[0]; },
    last() { return this[this.length - 1]; },
    include(item) { return this.indexOf(item) != -1; },
    inject(memo, act) { this.each((item, at) => { memo = act(memo, item, at); }); return memo; },
    inspect() { return "[" + this.map(String).join(", ") + "]"; },
    invoke(name, ...all) { return this.map((item) => item[name](...all)); },
    pluck(name) { return this.map((item) => item[name]); },
    reduce() { return this.length > 1 ? this : this[0]; },
    size() { return this.length; },
    uniq() { return this.filter((item, at) => this.indexOf(item) == at); },
    without(...items) { return this.filter((item) => !items.include(item)); },
    toJSON() { return "[" + this.map((item) => Object.toJSON(item)).join(", ") + "]"; },
  });
  Array.from = window.$A;
  extend(String.prototype, {
    blank() { return /^\s*$/.test(this); },
    camelize() { return this.replace(/-+(.)?/g, (_, letter) => (letter ? letter.toUpperCase() : "")); },
    capitalize() { return this.charAt(0).toUpperCase() + this.substring(1).toLowerCase(); },
    escapeHTML() { return this.replace(/&/g, "&amp;").replace(/</g, "&lt;"); },
    strip() { return this.trim(); },
    times(count) { return this.repeat(count); },
    toArray() { return this.split(""); },
    truncate(length = 30) { return this.length > length ? this.slice(0, length - 3) + "..." : String(this); },
    evalJSON() { return JSON.parse(this); },
    toJSON() { return JSON.stringify(String(this)); },
  });
  extend(Number.prototype, { succ() { return this + 1; }, times(act) { for (let at = 0; at < this; at++) act(at); return this; }, toPaddedString(length) { return String(this).padStart(length, "0"); } });
  extend(Date.prototype, { toJSON() { return '"' + this.toISOString() + '"'; } });
  extend(Function.prototype, {
    bind(context, ...some) { const act = this; return function (...all) { return act.apply(context, [...some, ...all]); }; },
    curry(...some) { const act = this; return function (...all) { return act.apply(this, [...some, ...all]); }; },
    defer(...all) { return setTimeout(() => this(...all), 10); },
    methodize() { const act = this; return function (...all) { return act(this, ...all); }; },
    wrap(wrapper) { const act = this; return function (...all) { return wrapper.call(this, act.bind(this), ...all); }; },
  });
  extend(Object, {
    extend,
    keys: (object) => { const names = []; for (const name in object) names.push(name); return names; },
    values: (object) => { const values = []; for (const name in object) values.push(object[name]); return values; },
    clone: (object) => extend({}, object),
    isArray: (value) => value != null && typeof value == "object" && "splice" in value && "join" in value,
    toJSON: (value) => (value?.toJSON ? value.toJSON() : value && typeof value == "object" ? "{" + Object.keys(value).map((name) => name.toJSON() + ": " + Object.toJSON(value[name])).join(", ") + "}" : String(value)),
  });

  // Every element gets these methods, even if it has others with the same names.
  const methods = {
    visible: (element) => element.style.display != "none",
    toggle: (element) => element[element.visible() ? "hide" : "show"](),
    hide: (element) => { element.style.display = "none"; return element; },
    show: (element) => { element.style.display = ""; return element; },
    remove: (element) => { element.parentNode.removeChild(element); return element; },
    update: (element, content) => { element.textContent = content; return element; },
    insert: (element, content) => { element.append(content); return element; },
    wrap: (element, wrapper) => { element.replaceWith(wrapper); wrapper.append(element); return wrapper; },
    up: (element, selector) => element.parentElement?.closest(selector ?? "*"),
    down: (element, selector) => element.querySelector(selector ?? "*"),
    next: (element) => element.nextElementSibling,
    previous: (element) => element.previousElementSibling,
    match: (element, selector) => element.matches(selector),
    select: (element, selector) => $A(element.querySelectorAll(selector)),
    identify: (element) => element.id || (element.id = "anonymous_element_" + Math.random()),
    readAttribute: (element, name) => element.getAttribute(name),
    writeAttribute: (element, name, value) => { element.setAttribute(name, value); return element; },
    addClassName: (element, name) => { element.classList.add(name); return element; },
    setStyle: (element, styles) => { extend(element.style, styles); return element; },
    scrollTo: (element) => { window.scrollTo(0, element.offsetTop); return element; },
    observe: (element, type, act) => { element.addEventListener(type, act); return element; },
    fire: (element, name, memo) => { const event = new Event("dataavailable", { bubbles: true }); extend(event, { eventName: name, memo }); element.dispatchEvent(event); return event; },
    store: (element, name, value) => { (element._storage ??= {})[name] = value; return element; },
    getStyle: (element, name) => getComputedStyle(element)[name],
    inspect: (element) => "<" + element.tagName.toLowerCase() + ">",
    clone: (element, deep) => element.cloneNode(deep),
    empty: (element) => !element.textContent.trim(),
  };
  extend(HTMLElement.prototype, methodized(methods));
  const Native = window.Element;
  window.Element = function (tag, attributes) { return extend(document.createElement(tag), attributes ?? {}); };
  extend(window.Element, methods);
  window.Element.prototype = Native.prototype;
  extend(Event.prototype, methodized({ element: (event) => event.target, stop: (event) => { event.preventDefault(); event.stopPropagation(); event.stopped = true; }, findElement: (event, selector) => event.target.closest(selector), inspect: () => "[object Event]" }));
  extend(Event, { KEY_TAB: 9, KEY_RETURN: 13, observe: methods.observe, fire: methods.fire, stop: (event) => event.stop() });
  window.$ = (id) => (typeof id == "string" ? document.getElementById(id) : id);
  window.$$ = (selector) => $A(document.querySelectorAll(selector));
  window.Hash = class { constructor(object) { this._object = Object.clone(object); } toJSON() { return Object.toJSON(this._object); } };
  window.$H = (object) => new Hash(object);
})();
