// Loads the part of the wasm that only the discussion needs (docs/decisions/0019). The build has the glue call this in place of the splitter's own loader.

import { compiled } from "./compiled.js";
import { gone, instance } from "./guard.js";
import { page } from "./page.js";

// Fetches the part, which takes memory and functions from the rest, and reports to the rest whether it came: `callback` is the place of a
// function in their table, and `data` its argument.
export const loadDiscussion = async (callback, data) => {
  let came = false;
  try {
    const [name, integrity] = page.discussion, ask = () => fetch(page.url(name), { integrity });
    const part = await compiled(ask(), ask), shared = {};
    for (const { name } of WebAssembly.Module.imports(part)) shared[name] = instance[name];
    await WebAssembly.instantiate(part, { __wasm_split: shared });
    came = true;
  } catch {}
  if (!gone) instance.__indirect_function_table.get(callback)(data, came);
};
