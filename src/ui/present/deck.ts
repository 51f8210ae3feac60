/** What is shown one after the other: the slides of an experiment's kind, or the steps of the story that is told. */
import { msg, str } from '../../words/msg.ts';
import { html } from 'lit';
import type { KindId } from '../../spec/schema.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import type { DrawnGuess, NumberGuess } from '../stories/guess.ts';
import type { Place } from '../stories/story.ts';
import '../stories/story-guess.ts';
import type { StoryStore } from '../stories/story-store.ts';
import type { Slide, SlideId, Told } from './slide.ts';
import { compareSlides } from './slides/compare.ts';
import { streamSlides } from './slides/stream.ts';

const decks: { readonly [Id in KindId]: readonly Slide<never>[] } = { compare: compareSlides, stream: streamSlides };

/** What of an experiment a step of a story is about. */
const shows: Readonly<Record<Place, SlideId>> = {
  data: 'question',
  repairs: 'question',
  run: 'question',
  learns: 'learns',
  changes: 'changes',
  race: 'race',
  cost: 'price',
  users: 'price',
  advice: 'verdict',
  verdict: 'verdict',
  stream: 'race',
  accounts: 'price',
  result: 'verdict',
};

/** One slide as it stands now. */
export interface Shown {
  /** Changes with the slide. */
  readonly key: string;
  readonly title: string;
  readonly told: Told;
  readonly slide: Pick<Slide<ExperimentStore>, 'id' | 'picture' | 'least'> | undefined;
  readonly notes: readonly string[];
  /** Asked of whoever watches, before it goes on. What is drawn is a picture instead. */
  readonly guess?: NumberGuess;
}

export interface Deck {
  readonly index: number;
  readonly length: number;
  readonly shown: Shown;
  /** Title of the one that follows. */
  readonly next: string | undefined;
  /** What has to be done before it goes on, in words; undefined where nothing has. */
  readonly waits: string | undefined;
  go(index: number): void;
}

/** A store is of the kind of its spec. */
const slidesOf = (store: ExperimentStore) => decks[store.spec.kind] as unknown as readonly Slide<ExperimentStore>[];

/** The slides of that experiment, at that place. @param go shows another one */
export function slideDeck(store: ExperimentStore, at: number, go: (index: number) => void): Deck {
  const slides = slidesOf(store);
  const index = Math.min(at, slides.length - 1);
  const slide = slides[index]!;
  const told = slide.tell(store);
  return {
    ...{ index, length: slides.length, next: slides[index + 1]?.title(store), waits: undefined, go },
    shown: { key: slide.id, title: slide.title(store), told, slide, notes: [slide.ask(store), ...notesOf(told)] },
  };
}

/** Of what stands above and below a drawn guess, px. */
const AROUND = { question: 32, key: 17 };
const LEAST_DRAWING = 70;

/** A guess to be drawn, or what came of it. */
const drawing = (guess: DrawnGuess, stories: StoryStore, revealed: boolean, id: SlideId): Shown['slide'] => ({
  id,
  least: 9,
  picture: (_store, { height }) =>
    html`<story-guess
      .guess=${guess}
      .seen=${stories.seen}
      ?revealed=${revealed}
      height=${Math.max(LEAST_DRAWING, Math.floor(height - AROUND.key - (revealed ? 0 : AROUND.question)))}
      @guess=${(event: HTMLElementEventMap['guess']) => stories.guess(event.detail)}
    ></story-guess>`,
});

/** The steps of a story; each has the picture of what it points at. */
export function storyDeck(stories: StoryStore, store: ExperimentStore): Deck {
  const { story, step, index, seen, done, busy } = stories;
  const slides = slidesOf(store);
  const of = (at: typeof step) => (typeof at?.text === 'string' ? at.text : (at?.text(seen) ?? ''));
  const about = step?.at && shows[step.at];
  const slide = slides.find(({ id }) => id === about);
  const { guess, reveals } = step ?? {};
  const drawn = guess && guess.kind !== 'number' ? guess : reveals;
  const waits = done ? undefined : step?.guess ? msg('Guess first.') : busy ? msg('It runs …') : msg('Press Space to run it.');
  const told: Told = { lead: of(step), say: waits && !drawn ? [waits] : [] };
  const following = story?.steps[index + 1];
  return {
    ...{ index, length: story?.steps.length ?? 0, waits, next: following && msg(str`Step ${index + 2}`) },
    shown: {
      key: `story ${index}`,
      title: story?.title ?? '',
      told,
      slide: drawn ? drawing(drawn, stories, drawn === reveals, about ?? 'race') : slide?.picture ? slide : undefined,
      notes: [of(step), ...(story?.notes ?? [])],
      ...(guess?.kind === 'number' && !done && { guess }),
    },
    go: (to) => (to > index ? done && stories.next() : to < index && stories.back()),
  };
}

/** What a slide says, for whoever speaks: the notes have it whole. */
const notesOf = ({ number, say }: Told): string[] => [...(number ? [`${number.label}: ${number.value}`] : []), ...say];
