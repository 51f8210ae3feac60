/** What is shown one after the other: the slides of an experiment's kind, or the steps of the story that is told. */
import { msg, str } from '../../words/msg.ts';
import type { KindId } from '../../spec/schema.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import type { Place } from '../stories/story.ts';
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
  readonly slide: Slide<ExperimentStore> | undefined;
  readonly notes: readonly string[];
  /** Asked of whoever watches, before it goes on. */
  readonly guess?: NonNullable<NonNullable<StoryStore['step']>['guess']>;
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

/** The steps of a story; each has the picture of what it points at. */
export function storyDeck(stories: StoryStore, store: ExperimentStore): Deck {
  const { story, step, index, seen, done, busy } = stories;
  const slides = slidesOf(store);
  const of = (at: typeof step) => (typeof at?.text === 'string' ? at.text : (at?.text(seen) ?? ''));
  const slide = step?.at && slides.find(({ id }) => id === shows[step.at!]);
  const waits = done ? undefined : step?.guess ? msg('Guess first.') : busy ? msg('It runs …') : msg('Press Space to run it.');
  const told: Told = { lead: of(step), say: waits ? [waits] : [] };
  const following = story?.steps[index + 1];
  return {
    ...{ index, length: story?.steps.length ?? 0, waits, next: following && msg(str`Step ${index + 2}`) },
    shown: {
      key: `story ${index}`,
      title: story?.title ?? '',
      told,
      slide: slide?.picture ? slide : undefined,
      notes: [of(step), ...(story?.notes ?? [])],
      ...(step?.guess && !done && { guess: step.guess }),
    },
    go: (to) => (to > index ? done && stories.next() : to < index && stories.back()),
  };
}

/** What a slide says, for whoever speaks: the notes have it whole. */
const notesOf = ({ number, say }: Told): string[] => [...(number ? [`${number.label}: ${number.value}`] : []), ...say];
