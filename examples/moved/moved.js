// Moves the essay from one section to the other: in one step, with `moveBefore` if the browser has it, or by removing and inserting it.
const essay = document.querySelector("circle-essay");
const other = () => document.querySelector(essay.parentNode?.id == "first" ? "#second" : "#first");
const frame = () => new Promise((done) => requestAnimationFrame(done));

window.ways = {
  across: () => other().append(essay),
  before: () => (other().moveBefore ? other().moveBefore(essay, null) : other().append(essay)),
  async away() {
    const to = other();
    essay.remove();
    await frame();
    to.append(essay);
  },
};
document.querySelector("#across").onclick = ways.across;
document.querySelector("#away").onclick = ways.away;
