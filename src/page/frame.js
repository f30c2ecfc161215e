// The page for iframes, embed.html: gives the query's values to the element, and tells the page around it how high the essay is.
// Only that page is told, and only if it asks.

const NAMES = ["theme", "lang", "circle", "step", "heading-level", "discussion", "discussion-id", "mode", "view", "motion", "loading"];
// With one of these the first render is not what the essay will look like.
const LATER = /^(src|lang|circle|step|heading-level|discussion)$/;

const page = document.documentElement;
const essay = document.querySelector("circle-essay");
const query = new URLSearchParams(location.search);
const named = (name) => document.querySelector(`meta[name=${name}]`);

for (const name of NAMES) if (query.has(name)) essay.setAttribute(name, query.get(name));
// The ground around the essay has its colours.
if (/^(light|dark)$/.test(query.get("theme"))) named("color-scheme").content = query.get("theme");

const show = (src) => {
  let url;
  try {
    url = new URL(src, location.href);
  } catch {
    return `${src} is no address of an essay, so the essay of this page is shown. Correct src in the address of this frame.`;
  }
  const allowed = named("circle-essay-allow").content.split(/\s+/);
  if (!/^https?:$/.test(url.protocol) || (url.origin != location.origin && !allowed.includes(url.origin))) {
    return `This page shows no essays from ${url.origin == "null" ? url.protocol : url.origin}, so its own is shown. Its owner can allow that origin in the element <meta name="circle-essay-allow"> of embed.html.`;
  }
  // The prerendered page belongs to another essay.
  essay.shadowRoot?.querySelector("[data-page]")?.remove();
  essay.replaceChildren();
  essay.setAttribute("src", url.href);
};

// The circle alone fits the frame, whose height is its page's own affair.
const fits = query.get("view") == "circle";
page.toggleAttribute("data-fits", fits);

const later = [...query.keys()].some((name) => LATER.test(name)) || self.origin == "null";
const refusal = query.has("src") && show(query.get("src"));
if (refusal) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.textContent = refusal;
  essay.before(line);
}
if (later && !query.has("loading")) essay.setAttribute("loading", "eager");

const once = (target, type) => new Promise((done) => target.addEventListener(type, done, { once: true }));
const laidOut = document.readyState == "complete" ? null : once(window, "load");
// If the script cannot be fetched, nothing more is added to the page.
const script = document.querySelector("script[src$='circle-essay.js']");
// A page that is made here has its discussion last. Storage that does not answer keeps nobody waiting.
const complete = async () => {
  await once(essay, "ce-ready");
  await Promise.race([essay.exportDiscussion("json").catch(() => {}), new Promise((done) => setTimeout(done, 1500))]);
};
// One moment later everything that the element tells of is on the page.
const settled = Promise.all([laidOut, later && Promise.race([complete(), once(essay, "ce-problem"), once(script, "error")])]).then(() => new Promise((done) => setTimeout(done)));
if (essay.hasAttribute("src")) settled.then(() => (document.title = essay.shadowRoot.querySelector("[data-title=essay]")?.textContent ?? document.title));

let host, told, timer;
// A page that gives less than that, now or later, gets its scrollbar back.
const settle = () => page.toggleAttribute("data-sized", innerHeight + 1 >= told);
const settleSoon = () => {
  clearTimeout(timer);
  timer = setTimeout(settle, 500);
};
const tell = () => {
  const height = Math.ceil(page.getBoundingClientRect().height);
  // A frame that is not displayed has no height, and keeps the one it had.
  if (!height || !innerWidth || height == told) return;
  told = height;
  parent.postMessage({ circleEssayHeight: height }, host);
  settleSoon();
};

const observer = new ResizeObserver(tell);
addEventListener("resize", () => told && settleSoon());
addEventListener("message", async ({ source, origin, data }) => {
  if (fits || source != parent || source == self || data?.circleEssay != "height") return;
  // A page without an origin of its own can only be told by "*"; it is still none but the page around this one.
  host = origin == "null" ? "*" : origin;
  await settled;
  // Before the height is taken: a scrollbar would take room, and go once there is enough.
  page.setAttribute("data-sized", "");
  told = undefined;
  tell();
  observer.observe(page);
});
