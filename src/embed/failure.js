// What hinders the interactive part: fetched only when something does. In each sentence: what, where, and what to do.

const START = "start", OWNER = "Whoever keeps the page can";

// `files`: the addresses of the glue and of the wasm. Answers with a code, a sentence, and whether it helps to try again.
export const cause = async (fault, files) => {
  const said = String(fault?.message ?? fault);
  if (!globalThis.WebAssembly) return [START, "This browser is too old for the interactive part of this essay: it has no WebAssembly. A newer one shows it."];
  if (/security policy|csp/i.test(said)) return [START, `This page's content security policy forbids the interactive part of this essay. ${OWNER} allow it with script-src 'wasm-unsafe-eval'.`];
  for (const file of files) {
    const answer = await fetch(file).catch(() => null);
    if (!answer) return [START, `${file} could not be fetched. Check your connection. ${OWNER} check the page's content security policy, and what the host allows other sites.`, true];
    if (!answer.ok) return [START, `${file} could not be fetched (${answer.status}). ${OWNER} put all files of one build there.`, true];
    const type = answer.headers.get("content-type");
    if (file.includes(".js") && !/javascript/.test(type)) return [START, `${file} is served as ${type}, and browsers run modules only as text/javascript. ${OWNER} have it served as that.`, true];
  }
  return [START, `The interactive part of this essay could not be started (${said}).`, true];
};
