// A program that uses the package. Each line that the types must refuse stands under @ts-expect-error, which fails if they accept it.
import { CircleEssay, type CircleEssayAttributes, type CircleEssayImport, type CircleEssayState } from "circle-essay";

declare global {
  namespace JSX {
    interface IntrinsicElements {
      "circle-essay": CircleEssayAttributes;
    }
  }
}

export async function use(): Promise<CircleEssayImport> {
  const essay = document.createElement("circle-essay");
  const found: CircleEssay | null = document.querySelector("circle-essay");
  essay.theme = "dark";
  essay.step = 3;
  essay.headingLevel = "2";
  essay.src = new URL("essays/trust.json", "https://example.org/");
  essay.circle = null;
  essay.document = { format: "circle-essay/1", id: "mine", title: "Mine", sections: [] };
  const step: string | null = essay.step;
  essay.addEventListener("ce-step", (event) => {
    const cause: "reader" | "play" | "link" | "script" | "presenter" = event.detail.cause;
    const lap: number = event.detail.lap;
    return [cause, lap, step];
  });
  document.body.addEventListener("ce-comment", ({ detail }) => [detail.id.length, detail.anchor?.["kind"], detail.parent?.length]);
  await (await essay.whenReady).goTo("finland", 2);
  await found?.openNote("ofsted");
  const state: CircleEssayState = essay.state;
  const text: string = await essay.exportDiscussion("csv");

  // @ts-expect-error There is no such theme.
  essay.theme = "purple";
  // @ts-expect-error A snapshot is frozen.
  state.step = 2;
  // @ts-expect-error The notes are read-only.
  state.openNotes.push("ofsted");
  // @ts-expect-error The state is read-only; methods change it.
  essay.state = state;
  // @ts-expect-error There is no such format.
  await essay.exportDiscussion("xml");
  // @ts-expect-error A stage is a number.
  await essay.goTo("finland", "two");
  // @ts-expect-error There is no such method.
  essay.forward();
  // @ts-expect-error The detail has no such field.
  essay.addEventListener("ce-note", (event) => event.detail.closed);
  // @ts-expect-error A document has an id.
  essay.document = { format: "circle-essay/1", title: "Mine" };
  // @ts-expect-error The heading level is at most 5.
  essay.headingLevel = 6;
  return essay.importDiscussion(text);
}

export const right = () => <circle-essay src="a.json" theme="contrast" heading-level={1} loading="eager" />;
// @ts-expect-error There is no such motion.
export const wrong = () => <circle-essay motion="slow" />;
