// What stands behind the glue of the author's compiler: fetched only where an essay is written in Markdown.

let begun;

// Compiles a source; `file` is what its problems call it. Answers with the document as JSON, throws a sentence and its line if there can
// be none, and tells all else that is wrong where authors look.
export const documentOf = async (file, text) => {
  begun ??= __wbg_init({ module_or_path: fetch(new URL("__WASM__", import.meta.url), { integrity: "__INTEGRITY__" }) });
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
