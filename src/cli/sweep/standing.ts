/** What one run of a sweep comes to in a line: who is favoured, or leads, and who is next. */
import type { AnyRecord } from '../../contracts/record.ts';
import type { Interval } from '../../maths/interval.ts';
import { interval } from '../../maths/statistics.ts';
import { decided } from '../../measure/metrics/words.ts';
import { byKind } from '../../record/by-kind.ts';
import { headlineOf } from '../../record/headline.ts';
import { contestantsOf } from '../../record/repeats.ts';

export interface Standing {
  /** Favoured by the verdict, else the highest mean, which is not shown to be best. */
  readonly favourite: Contestant;
  readonly shown: boolean;
  /** The highest mean of the others; absent where there is none. */
  readonly rival?: Contestant;
  readonly headline: string;
  readonly seeds: number;
}

export interface Contestant {
  readonly id: string;
  readonly title: string;
  /** By the metric that decides, turned so that more is better. */
  readonly merit: Interval;
  /** As the metric is written. */
  readonly score: string;
}

/** Undefined where nothing ran to its end. */
export function standingOf(record: AnyRecord): Standing | undefined {
  const { metric, all } = contestantsOf(record);
  const favours = favouredOf(record);
  const headline = headlineOf(record);
  const ranked = all
    .map(({ id, title, repeats }): Contestant => {
      const merit = interval(repeats.map((repeat) => repeat.merit));
      return { id, title, merit, score: decided(metric, merit) };
    })
    .sort((a, b) => b.merit.mean - a.merit.mean);
  const shown = ranked.find(({ id }) => id === favours);
  const favourite = shown ?? ranked[0];
  if (!favourite) return undefined;
  const rival = ranked.find(({ id }) => id !== favourite.id);
  const seeds = new Set(record.seeds.map(({ seed }) => seed)).size;
  return { favourite, shown: shown !== undefined, ...(rival && { rival }), headline, seeds };
}

/** Id of the contestant that the verdict favours. */
const favouredOf = byKind<string | undefined>({
  compare: ({ derived: { verdict } }) => verdict.favours,
  stream: ({ derived: { verdict } }) => (verdict.favours === undefined ? undefined : `${verdict.favours}`),
});
