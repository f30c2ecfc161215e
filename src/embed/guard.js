// Keeps an instance of the wasm that has fallen from doing harm. The build wraps `guarded` around the exports that wasm-bindgen's glue calls.

import { page } from "./page.js";

export const RESTARTED = "The interactive part of this essay has stopped and was started again.";
export const STOPPED = "The interactive part of this essay has stopped twice. The text can be read all the same, and what you wrote is kept. Reload the page to go on.";

// True once the instance has fallen.
export let gone;

// The guarded exports of the instance.
export let instance;

// Each rejects the promise of a caller who waits for the wasm to call back.
const waiting = new Set();

// Hands every fault that leaves the wasm to the page. After one, nothing of the instance can be trusted, and nothing runs in it any more.
export const guarded = (exports) => {
  const safe = {};
  for (const name in exports) {
    const value = exports[name];
    safe[name] = typeof value != "function" ? value : (...all) => {
      if (gone) return;
      try {
        return value(...all);
      } catch (fault) {
        if (!gone) page.fell(fault);
        gone = true;
        waiting.forEach((failed) => failed(RESTARTED));
        throw fault;
      }
    };
  }
  return (instance = safe);
};

// Comes back once the wasm calls back; throws what it says then.
export const called = (ask) => {
  let mine;
  return new Promise((done, failed) => {
    waiting.add((mine = failed));
    ask((problem) => (problem ? failed(problem) : done()));
    if (gone) failed(RESTARTED);
  }).finally(() => waiting.delete(mine));
};
