// The standalone page alone keeps itself for readers who are offline; pages that embed the element never do.
document.querySelector("circle-essay")?.addEventListener("ce-ready", () => setTimeout(async () => {
  // Not before the essay is alive and has rested, so that nothing the reader does waits for it. A page in a sandbox may not even ask.
  try {
    const address = new URL("sw.js", import.meta.url).href;
    // A page's policy may ask for this word before a script's address is taken.
    const policy = window.trustedTypes?.createPolicy("circle-essay-page", { createScriptURL: () => address });
    await navigator.serviceWorker?.register(policy?.createScriptURL("") ?? address);
  } catch {}
}, 5000), { once: true });
