// For pages that show embed.html in an iframe: gives every iframe that leads to the embed.html beside this file the height of
// its essay. Other frames are told nothing, and nothing is heard from them.

const address = new URL("embed.html", import.meta.url);

const isOurs = (frame) => frame instanceof HTMLIFrameElement && frame.src.replace(/[?#].*/s, "") == address.href;

// What is in a sandbox has an origin that is like no other.
const originOf = (frame) => ((frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin")) || self.origin == "null" ? "null" : address.origin);

const ask = (frame) => {
  const origin = originOf(frame);
  frame.contentWindow.postMessage({ circleEssay: "height" }, origin == "null" ? "*" : origin);
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
  if (frame && isOurs(frame) && origin == originOf(frame)) set(frame, height);
});

// Frames that load from now on, wherever they are added.
document.addEventListener("load", ({ target }) => isOurs(target) && ask(target), true);
for (const frame of document.querySelectorAll("iframe")) {
  // One that has not begun to load is still a blank page of this origin, and will tell that it has loaded.
  const blank = frame.contentDocument?.URL == "about:blank";
  if (isOurs(frame) && !blank) ask(frame);
}
