// The public surface of <circle-essay>, for programs that are checked. docs/semver.md says what may change in it.

export type CircleEssayTheme = "auto" | "light" | "dark" | "contrast";
export type CircleEssayDiscussion = "open" | "closed" | "off";
export type CircleEssayMotion = "auto" | "reduced" | "full";
export type CircleEssayLoading = "lazy" | "eager";
export type CircleEssayExport = "json" | "markdown" | "csv";

/** What `state` shows: a frozen snapshot. */
export interface CircleEssayState {
  /** `static`: not alive, for it has not been needed yet, or is in no page. */
  readonly status: "static" | "loading" | "ready" | "failed";
  /** Whether the circle answers; without one, the discussion. */
  readonly ready: boolean;
  /** The id of the chosen telling, or of the loop beneath. */
  readonly circle: string | null;
  /** The stage, counted from 1; 0: not started. */
  readonly step: number;
  readonly steps: number;
  readonly lap: number;
  readonly playing: boolean;
  readonly openNotes: readonly string[];
  /** How many entries readers have written here, deleted ones aside. */
  readonly comments: number;
  readonly mode: string;
}

/** What `importDiscussion` has done with a text. */
export interface CircleEssayImport {
  added: number;
  known: number;
  refused: { at: number; why: string }[];
}

/** A compiled document: what `circle-essay build` writes. */
export interface CircleEssayDocument {
  format: string;
  id: string;
  title: string;
  [field: string]: unknown;
}

/** A value that an attribute takes; none removes the attribute. */
type Given<Value> = Value | null | undefined;

export declare class CircleEssay extends HTMLElement {
  /** The version of the script that defined the element. */
  static readonly version: string;
  /** The URL of a compiled document, or of its source in Markdown. */
  get src(): string | null;
  set src(value: Given<string | URL>);
  get theme(): string | null;
  set theme(value: Given<CircleEssayTheme>);
  /** The id of the telling to begin with. */
  get circle(): string | null;
  set circle(value: Given<string>);
  /** The stage to begin at, counted from 1. */
  get step(): string | null;
  set step(value: Given<number | `${number}`>);
  /** The level of the title's heading, 1 to 5. */
  get headingLevel(): string | null;
  set headingLevel(value: Given<1 | 2 | 3 | 4 | 5 | "1" | "2" | "3" | "4" | "5">);
  get discussion(): string | null;
  set discussion(value: Given<CircleEssayDiscussion>);
  /** The name under which comments are stored. */
  get discussionId(): string | null;
  set discussionId(value: Given<string>);
  get mode(): string | null;
  set mode(value: Given<string>);
  /** What of the page is shown: all of it, or the circle alone, fitted to the element's box. */
  get view(): string | null;
  set view(value: Given<"essay" | "circle">);
  get motion(): string | null;
  set motion(value: Given<CircleEssayMotion>);
  get loading(): string | null;
  set loading(value: Given<CircleEssayLoading>);

  /** A document in place of `src`: an object, or its text; none gives the word to `src` again. */
  get document(): Given<CircleEssayDocument | string>;
  set document(value: Given<CircleEssayDocument | string>);
  readonly state: CircleEssayState;
  /** Starts the element. Resolves with it once it answers, and rejects with a sentence if it cannot; another promise each time. */
  get whenReady(): Promise<CircleEssay>;

  // Every method starts the element too. It rejects with a sentence where that fails, where the essay has no such thing, and where the
  // element has left the page or was given another document before it was done.

  next(): Promise<void>;
  back(): Promise<void>;
  /** Shows a stage of a telling, or of the loop beneath, counted from 1; 0: none. */
  goTo(circle: string, step: number): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  openNote(id: string): Promise<void>;
  closeNote(id: string): Promise<void>;
  /** What readers have written here. Rejects for a format that it does not know. */
  exportDiscussion(format?: CircleEssayExport): Promise<string>;
  /**
   * Takes in an export as JSON, and resolves once what is new has been stored; it rejects if that could not be. Bad text is no error: the
   * answer says what was refused and why.
   */
  importDiscussion(text: string): Promise<CircleEssayImport>;
}

/** The element's events. All bubble, and pass out of shadow roots. */
export interface CircleEssayEventMap {
  "ce-ready": CustomEvent<{ version: string }>;
  "ce-step": CustomEvent<{
    circle: string;
    step: number;
    steps: number;
    lap: number;
    cause: "reader" | "play" | "link" | "script" | "presenter";
  }>;
  "ce-note": CustomEvent<{ id: string; open: boolean }>;
  /** A choice of "Where would you start?". */
  "ce-start": CustomEvent<{ circle: string; step: number; reason: string }>;
  "ce-comment": CustomEvent<{
    id: string;
    kind: "post" | "edit" | "delete" | "restore" | "import";
    parent: string | null;
    /** What the comment is about; null: the whole essay. */
    anchor: { [field: string]: unknown } | null;
  }>;
  /** `line`: where a source in Markdown, or the syntax of a document, is wrong, counted from 1. docs/embedding.md lists the codes. */
  "ce-problem": CustomEvent<{ code: string; message: string; line: number | null }>;
}

/** The attributes, for templates that are checked. docs/embedding.md says how React is told of them. */
export interface CircleEssayAttributes {
  src?: string | undefined;
  lang?: string | undefined;
  theme?: CircleEssayTheme | undefined;
  circle?: string | undefined;
  step?: number | string | undefined;
  "heading-level"?: number | string | undefined;
  discussion?: CircleEssayDiscussion | undefined;
  "discussion-id"?: string | undefined;
  mode?: string | undefined;
  view?: "essay" | "circle" | undefined;
  motion?: CircleEssayMotion | undefined;
  loading?: CircleEssayLoading | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "circle-essay": CircleEssay;
  }
  interface HTMLElementEventMap extends CircleEssayEventMap {}
}
