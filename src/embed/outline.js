// The outline of a document: everything but the words of its text and its notes. A page that stands shows them, so the app takes in the
// outline alone, and what it does at a start hardly grows with the text. Rust reads the whole document when it looks for words (`whole_essay`).

// The links to fragments in a block. The app asks which stages the text speaks of.
const linksIn = (value) =>
  !value || typeof value != "object" ? []
  : Object.values(value).flatMap(linksIn).concat(value.link?.href?.[0] == "#" ? { link: { href: value.link.href } } : []);

// A block keeps its place and its links. A rule is the shortest block.
const bare = (block) => {
  const links = linksIn(block);
  return links.length ? { paragraph: links } : "rule";
};

export const outlineOf = (document) => ({
  ...document,
  opening: document.opening?.map(bare),
  sections: document.sections?.map((section) => ({ ...section, title: [], blocks: section.blocks.map(bare) })),
  notes: document.notes?.map((note) => ({ ...note, blocks: [] })),
});
