// For pages that show embed.html in an iframe: gives every iframe that leads to the embed.html beside this file the height of
// its essay. Other frames are told nothing, and nothing is heard from them.

const address = new URL("embed.html", import.meta.url);

const isOurs = (frame) => frame instanceof HTMLIFrameElement && frame.src.replace(/[?#].*/s, "") == address.href;

// A sandboxed frame, or a frame in a sandboxed page, has an opaque origin, which no target origin matches.
const isApart = (frame) => (frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin")) || self.origin == "null" || address.origin == "null";

const ask = (frame) => {
  // Not returned: WebKit calls what is returned in the caller's place, and would then name another window as the source.
  frame.contentWindow.postMessage({ circleEssay: "height" }, isApart(frame) ? "*" : address.origin);
};

const set = (frame, height) => {
  const style = getComputedStyle(frame);
  const sides = style.boxSizing == "border-box" ? [style.borderTopWidth, style.borderBottomWidth, style.paddingTop, style.paddingBottom] : [];
  frame.style.height = `${sides.reduce((sum, side) => sum + parseFloat(side), height)}px`;
};

addEventListener("message", ({ source, origin, data }) => {
  const height = data?.circleEssayHeight;
  if (!Number.isFinite(height) || height <= 0) return;
  const frame = [...document.querySelectorAll("iframe")].find((frame) => frame.contentWindow == source);
  if (frame && isOurs(frame) && (origin == address.origin || (origin == "null" && isApart(frame)))) set(frame, height);
});

// Frames that load from now on, wherever they are added.
document.addEventListener("load", ({ target }) => isOurs(target) && ask(target), true);
for (const frame of document.querySelectorAll("iframe")) {
  // One that has not begun to load is still a blank page of this origin, and will tell that it has loaded.
  const blank = frame.contentDocument?.URL == "about:blank";
  if (isOurs(frame) && !blank) ask(frame);
}
