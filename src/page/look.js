// What the reader has set is on the element from its first moment on: the page waits for this script before it shows anything.
try {
  const set = localStorage["circle-essay settings"];
  if (set) new MutationObserver((_, watch) => {
    const element = document.querySelector("circle-essay");
    if (element) watch.disconnect(element.dataset.ceReader = set);
  }).observe(document, { childList: true, subtree: true });
} catch {}
