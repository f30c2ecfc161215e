// Changes nodes in place of the browser's own methods. Translators and extensions put nodes of their own where ours were, and Yew goes on
// with those that it made. The build has wasm-bindgen's glue call these functions.

// A text that is about to change, in its place again. Words that change have an element of their own: whatever else is in it was made
// of those before.
export const inPlace = (text) => {
  const home = (text.ceHome ??= text.parentNode);
  if (home && text.parentNode != home) home.replaceChildren(text);
  return text;
};

// Puts a node before another. If somebody has put an element around that one, the node goes before the element; if somebody has taken it
// away, the node goes to the end.
export const insert = (parent, node, next) => {
  if (node.nodeType == 3) node.ceHome = parent;
  while (next && next.parentNode != parent) next = next.parentNode;
  return parent.insertBefore(node, next);
};
