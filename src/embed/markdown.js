// Compiles an essay that is written in Markdown, by the author's own compiler. Nothing else fetches this module, which the build bundles
// with the compiler's glue.

import init, { compiled } from "markdown-glue";

let begun;

// Compiles a source. Its problems call it `file`. Answers with the document as JSON, throws a sentence and its line if there can
// be none, and tells all else that is wrong where authors look.
export const documentOf = async (file, text) => {
  begun ??= init({ module_or_path: fetch(new URL(BUILD.wasm, import.meta.url), { integrity: BUILD.integrity }) });
  await begun.catch((fault) => {
    begun = undefined;
    throw fault;
  });
  const { document, line, errors: [first, ...more], warnings } = compiled(file, text);
  more.forEach((line) => console.error(line));
  warnings.forEach((line) => console.warn(line));
  if (first) throw [first + (more.length ? ` (${more.length} more in the console.)` : ""), line];
  return document;
};
