/** A slide: one sentence, one number, one picture. All of it comes from the experiment as it stands and the run as far as it has come. */
import type { TemplateResult } from 'lit';

/** Which part of an experiment a slide shows. Steps of stories point at them too. */
export type SlideId = 'question' | 'learns' | 'changes' | 'race' | 'verdict' | 'price';

/** The place of the picture, in px of a page on which charts have their usual size. */
export interface Room {
  readonly width: number;
  readonly height: number;
  /** How many things (rows, texts, columns) may stand there; fewer are asked for where they did not fit. */
  readonly most: number;
  /** Share of the race that is drawn; below 1 only while a finished one is played back. */
  readonly revealed: number;
}

export interface Told {
  /** What is read from the last row; at most a few words. */
  readonly lead?: string | TemplateResult;
  readonly number?: { readonly value: string; readonly label: string };
  /** The rest, a sentence each. As many as fit stand on the slide; the notes have all. */
  readonly say: readonly string[];
  /** How many of them a slide shows at most; absent = all that fit. */
  readonly most?: number;
}

export interface Slide<S> {
  readonly id: SlideId;
  title(store: S): string;
  tell(store: S): Told;
  /** Absent where words are enough. */
  picture?(store: S, room: Room): TemplateResult | undefined;
  /** How high the picture is at least, in lines of text; sentences give way to it. */
  readonly least?: number;
  /** What to ask the room, or to look out for. */
  ask(store: S): string;
}
