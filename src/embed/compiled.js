// Compiles a wasm that is on its way.

// Returns the compiled wasm. `code` is that or the answer that brings it; `ask` asks for it once more.
export const compiled = async (code, ask) => {
  const first = await code;
  if (first instanceof WebAssembly.Module) return first;
  const found = (response) => {
    if (!response.ok) throw response.status;
    return response;
  };
  try {
    return await WebAssembly.compileStreaming(found(first));
  } catch {
    // Of another type than wasm's, or not the browser's own answer.
    return WebAssembly.compile(await found(await ask()).arrayBuffer());
  }
};
