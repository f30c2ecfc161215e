// What the glue does with nodes in place of the browser's own methods. Translators and extensions put nodes of their own where ours were,
// and Yew goes on with those that it made. The build puts this file behind the glue and changes the glue's lines: crates/xtask/src/nodes.rs.

// A text that is about to change, in its place again. Words that change have an element of their own: whatever else is in it was made
// of those before.
const inPlace = (text) => {
  const home = (text.ceHome ??= text.parentNode);
  if (home && text.parentNode != home) home.replaceChildren(text);
  return text;
};

// What somebody has put an element around is there, within it; what somebody has taken away is at the end.
const insert = (parent, node, next) => {
  if (node.nodeType == 3) node.ceHome = parent;
  while (next && next.parentNode != parent) next = next.parentNode;
  return parent.insertBefore(node, next);
};
