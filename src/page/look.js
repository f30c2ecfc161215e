// Applies the reader's settings to the element before anything is shown: the page waits for this script.
try {
  const set = localStorage["circle-essay settings"];
  if (set) new MutationObserver((_, watch) => {
    const element = document.querySelector("circle-essay");
    if (element) watch.disconnect(element.dataset.ceReader = set);
  }).observe(document, { childList: true, subtree: true });
} catch {}
