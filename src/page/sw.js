// Keeps the standalone page of this folder for readers who are offline. It answers for the files of its own build and
// for nothing else: not for other pages, not for other origins.

// Files whose names carry their content: a kept one is right for ever.
const NAMED = BUILD.named;
// Files whose content may change: the network is asked first. "./" is the page.
const PLAIN = BUILD.plain;

// An origin may hold several of these folders. A scope has no spaces, so none begins with another's name.
const OURS = `circle-essay ${registration.scope} `;
const CACHE = OURS + BUILD.content;

const address = (name) => new URL(name, location.href).href;
const named = new Set(NAMED.map(address));
const plain = new Set(PLAIN.map(address));

addEventListener("install", (event) => {
  // Files whose names carry no hash are requested anew, so that the cache holds one build and not halves of two.
  const files = [...named, ...[...plain].map((url) => new Request(url, { cache: "no-cache" }))];
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)));
});

addEventListener("activate", (event) => {
  const old = (key) => key.startsWith(OURS) && key != CACHE;
  event.waitUntil(caches.keys().then((keys) => Promise.all(keys.filter(old).map((key) => caches.delete(key)))));
});

const kept = async (url) => (await caches.open(CACHE)).match(url);

const fromNetwork = async (request, url) => {
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status < 500) return answer;
  return (await kept(url)) ?? answer ?? Response.error();
};

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method != "GET" || request.headers.has("range")) return;
  let url = request.url.replace(/[?#].*/s, "");
  if (request.mode == "navigate" && url == address("index.html")) url = address("./");
  if (named.has(url)) event.respondWith(kept(url).then((answer) => answer ?? fetch(request)));
  else if (plain.has(url)) event.respondWith(fromNetwork(request, url));
});
