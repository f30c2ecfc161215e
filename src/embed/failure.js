// Tells what hinders the interactive part. It is fetched only when something does. Each sentence says what, where, and what to do.

const START = "start", OWNER = "Whoever keeps the page can", CONNECTION = "Check your connection.";

// Answers what is wrong with a file of ours; with nothing if it can be had. `kind` is the type that the browser wants.
const wrong = async (file, kind, like) => {
  const answer = await fetch(file).catch(() => null);
  if (!answer) return `${file} could not be fetched. ${CONNECTION} ${OWNER} check the page's content security policy, and what the host allows other sites.`;
  if (!answer.ok) return `${file} could not be fetched (${answer.status}). ${OWNER} put all files of one build there.`;
  const type = answer.headers.get("content-type");
  if (kind && !type?.includes(kind)) return `${file} is served as ${type}, and browsers take ${like} only as text/${kind}. ${OWNER} have it served as that.`;
};

// `files`: the addresses of the glue and of the wasm. Answers with a code, a sentence, and whether it helps to try again.
export const cause = async (fault, [glue, wasm]) => {
  const said = String(fault?.message ?? fault);
  if (fault?.url) {
    const foreign = !fault.status && new URL(fault.url).origin != location.origin ? ", and whether its host sends Access-Control-Allow-Origin" : "";
    return ["document", `The essay at ${fault.url} could not be fetched${fault.status ? ` (${fault.status})` : ""}. Check the address in src, and your connection${foreign}.`, true];
  }
  if (!globalThis.WebAssembly) return [START, "This browser is too old for the interactive part of this essay: it has no WebAssembly. A newer one shows it."];
  if (/security policy|csp/i.test(said)) return [START, `This page's content security policy forbids the interactive part of this essay. ${OWNER} allow it with script-src 'wasm-unsafe-eval'.`];
  const found = (await wrong(glue, "javascript", "modules")) ?? (await wrong(wasm));
  return [START, found ?? `The interactive part of this essay could not be started (${said}).`, true];
};

// The style without the stylesheet: the text is seen, and what hinders the rest. Pictures and controls would be of any size, and in any order.
const PLAIN = `
:host { display: block; }
.essay { max-inline-size: 40rem; margin-inline: auto; padding-inline: 1rem; line-height: 1.5; }
svg, .script-only, [data-copy], [hidden] { display: none !important; }
.note, .note > summary { display: inline; }
.note:not([open])::details-content { display: none; }
.note > summary { text-decoration: underline dotted; }
.essay button, .essay label { margin-inline-end: .75rem; }
.visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.problem-line { position: sticky; inset-block-end: 0; margin: 0; padding: 1rem; background: Canvas; color: CanvasText; border-block-start: 2px solid; }`;

// Makes an essay readable whose stylesheet does not come; answers with the sentence that says why it does not.
export const undressed = async (root, file) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PLAIN);
  root.adoptedStyleSheets = [sheet];
  const said = await Promise.race([wrong(file, "css", "stylesheets"), new Promise((done) => setTimeout(done, 4000, `${file} has not come yet. ${CONNECTION}`))]);
  return `This essay is shown without its style: ${said ?? `this page's content security policy refuses ${file}. ${OWNER} allow it with style-src.`}`;
};
