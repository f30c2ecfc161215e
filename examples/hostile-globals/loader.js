// Runs the scripts that were held back, one after another, once the page is complete: each is put in anew under its own type.
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
