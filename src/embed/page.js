// The page that this instance of the wasm serves. Rust imports `keep`, `released` and `words`.

// The entry has given this: `url` makes an address of a file's name, `fell` hears that the instance has fallen, `keep` keeps an element's
// state, `words` names the file of each language, and `discussion` is the name and the
// integrity of the wasm that only the discussion needs.
export let page;

export const serve = (given) => {
  page = given;
};

export const keep = (element, mind, memory) => page.keep(element, mind, memory);

// The words of a language as text.
export const words = async (language) => {
  const answer = await fetch(page.url(page.words[language]));
  if (!answer.ok) throw answer.status;
  return answer.text();
};

// Resolves once the press has ended that a reader has begun in an element (still.js).
export const released = (element) => Promise.resolve(element.shadowRoot.ceHeld);
