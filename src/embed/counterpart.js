// Finds a control again when an app has replaced the prerendered island that held it. Rust imports it, too.

// Returns a function that returns the control which stands for a pressed one by now.
export const counterpart = (pressed) => {
  const island = pressed.closest("[data-island]"), root = pressed.getRootNode();
  if (!island) return () => pressed;
  // A host may have put buttons of its own there.
  const like = (within) => [...within.querySelectorAll(pressed.localName)].filter((other) => other.id == pressed.id && other.getAttribute("class") == pressed.getAttribute("class") && other.dataset.act == pressed.dataset.act);
  const index = like(island).indexOf(pressed);
  return () => like(root.querySelector(`[data-island=${island.dataset.island}]`))[index];
};
