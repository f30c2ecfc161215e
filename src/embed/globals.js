// Asks the browser in place of names that a page may have given another meaning: an old library puts its own `Window`, `Element` or
// `JSON` where the browser's was, or teaches arrays a `toJSON` that makes strings of them. The build has wasm-bindgen's glue call these
// functions.

// Answers whether a value is of an interface of the browser's. Each of its prototypes carries its name, whatever the page calls by it.
export const isOf = (value, name) => {
  for (let kind = value; kind != null; kind = Object.getPrototypeOf(kind)) if (kind[Symbol.toStringTag] === name) return true;
  return false;
};

// Answers whether the page's JSON does what the browser's does. It is much faster than ours.
const isSound = () => {
  // Some make a date of a text like this.
  const day = "2007-01-02", sample = `[{"a":["${day}",1]}]`;
  try {
    return JSON.stringify([{ a: [day, 1] }]) === sample && JSON.parse(sample)[0].a[0] === day;
  } catch {}
};

const written = (value) => typeof value == "string" ? '"' + value.replace(/[\0-\x1f"\\\p{Cs}]/gu, (letter) => "\\u" + letter.charCodeAt().toString(16).padStart(4, "0")) + '"'
  : value === null || typeof value != "object" ? String(value ?? null)
  : Array.isArray(value) ? "[" + value.map((item) => written(item)).join() + "]"
  : "{" + Object.keys(value).map((key) => written(key) + ":" + written(value[key])).join() + "}";

// A value as JSON.
export const asJson = (value) => isSound() ? JSON.stringify(value) : written(value);

const ESCAPES = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

// The value that JSON of our own stands for. Nobody else's is read by it, for it does not look for faults.
export const fromJson = (text) => {
  if (isSound()) return JSON.parse(text);
  // Between strings, brackets and words there are only commas, colons and blanks.
  const tokens = text.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)"|[[\]{}]|[^\s",:[\]{}]+/g);
  const next = () => tokens.next().value;
  const until = (end, item) => {
    const items = [];
    for (let token; (token = next())[0] != end; ) items.push(item(token));
    return items;
  };
  const value = ([token, words]) => words !== undefined
    ? words.replace(/\\(?:u(.{4})|(.))/g, (_, code, letter) => code ? String.fromCharCode(parseInt(code, 16)) : ESCAPES[letter] ?? letter)
    : token == "[" ? until("]", value)
    : token == "{" ? Object.fromEntries(until("}", (name) => [value(name), value(next())]))
    : token == "null" ? null : { true: true, false: false }[token] ?? +token;
  return value(next());
};
