// Runs the held-back scripts one after another once the page is complete, by inserting each again with its own type.
addEventListener("load", async () => {
  for (const held of document.querySelectorAll('script[type^="held-"]')) {
    const script = document.createElement("script");
    for (const { name, value } of held.attributes) script.setAttribute(name, value);
    script.type = held.type.slice("held-".length);
    script.async = false;
    await new Promise((done) => {
      script.onload = script.onerror = done;
      held.replaceWith(script);
    });
  }
});
