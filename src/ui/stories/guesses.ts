/** The guesses that stories ask for, each with what of a run tells whether it was right. */
import { msg, str } from '../../words/msg.ts';
import type { RunRecord, StreamRecord } from '../../contracts/record.ts';
import type { CurvePoint } from '../../contracts/results.ts';
import type { Spec, StreamSpec } from '../../spec/schema.ts';
import { armTitle } from '../../state/catalogue.ts';
import { mean, type CurveGuess, type DotsGuess, type NumberGuess } from './guess.ts';

/** Handles of a course in a stream and in a training. */
const ALONG_STREAM = 8;
const ALONG_TRAINING = 6;
/** A training's course is told at so many places. */
const PLACES = 61;
/** Batches to either side that a batch's accuracy is averaged with: a batch alone is noise. */
const BESIDE = 1;

/** Of the guess how far the model falls. */
export const FALL = 'fall';

/** How much the model will know when its world has changed. */
export const howMany = (): NumberGuess => ({
  kind: 'number',
  id: FALL,
  question: msg('How many of 100 will it get right now?'),
  from: 0,
  to: 100,
  unit: '%',
});

/** How well a stream is served by the model that nobody repairs. */
export function servedUnrepaired({ data, stream, policies }: StreamSpec): CurveGuess {
  const batches = Math.floor(data.split.newPool / stream.batch);
  const never = policies.findIndex(({ id }) => id === 'never');
  return {
    kind: 'curve',
    id: 'served',
    question: msg('Draw the curve: how many of 100 will it get right?'),
    axis: msg('batch'),
    mark: `policy-${never}`,
    starts: 80,
    handles: Array.from({ length: ALONG_STREAM }, (_, i) => {
      const batch = String(Math.round(1 + (i * (batches - 1)) / (ALONG_STREAM - 1)));
      return { id: batch, tick: batch, title: msg(str`At batch ${batch}`) };
    }),
    real: (seen) => seen.stream && servedBy(seen.stream, never),
  };
}

/** Mean accuracy of that policy over seeds, batch by batch, percent. */
function servedBy({ runs }: StreamRecord, policy: number): number[] | undefined {
  const own = runs.filter((run) => run.policy === policy).map(({ points }) => points.map(({ accuracy }) => 100 * accuracy));
  const batches = Math.min(...own.map(({ length }) => length));
  if (!own.length || batches < 2) return undefined;
  const each = Array.from({ length: batches }, (_, batch) => mean(own.map((points) => points[batch]!)));
  return each.map((_, batch) => mean(each.slice(Math.max(0, batch - BESIDE), batch + BESIDE + 1)));
}

/** How well a repair does on the new world while it trains. */
export const whileTraining = (arm: string): CurveGuess => ({
  kind: 'curve',
  id: `training ${arm}`,
  question: msg('Draw the curve: how many of 100 will it get right?'),
  axis: msg('of its training'),
  mark: arm,
  starts: 50,
  handles: Array.from({ length: ALONG_TRAINING }, (_, i) => {
    const share = `${(100 * i) / (ALONG_TRAINING - 1)} %`;
    return { id: share, tick: share, title: msg(str`After ${share} of its training`) };
  }),
  real: (seen) => seen.compare && trained(seen.compare, arm),
});

/** Mean accuracy of that repair on the new world over seeds, by the share of its steps, percent. */
function trained({ results }: RunRecord, arm: string): number[] | undefined {
  const curves = results.filter((result) => result.arm === arm && result.curve.length > 1).map(({ curve }) => curve);
  if (!curves.length) return undefined;
  return Array.from({ length: PLACES }, (_, i) => 100 * mean(curves.map((curve) => accuracyAt(curve, i / (PLACES - 1)))));
}

/** Straight between the points that were watched. */
function accuracyAt(curve: readonly CurvePoint[], share: number): number {
  const step = share * curve.at(-1)!.step;
  const next = curve.find((point) => point.step >= step) ?? curve.at(-1)!;
  const before = curve.findLast((point) => point.step <= step) ?? next;
  const way = next.step > before.step ? (step - before.step) / (next.step - before.step) : 0;
  return before.accuracy['new']! + way * (next.accuracy['new']! - before.accuracy['new']!);
}

/** Where the repairs of a comparison fall on a seed that comes after those that were seen: a run of one seed. */
export const nextSeed = ({ arms }: Spec): DotsGuess => ({
  kind: 'dots',
  id: 'next seed',
  question: msg('Move each dot to where it will fall.'),
  starts: 50,
  handles: arms.map(({ id }) => ({ id, tick: armTitle(id), title: armTitle(id) })),
  earlier: ({ before, compare }) => arms.map(({ id }) => scores(before ?? compare, id)),
  real: ({ before, compare }) => before && arms.map(({ id }) => scores(compare, id)[0]),
});

/** Accuracy of that repair on the new world, seed by seed, percent. */
const scores = (record: RunRecord | undefined, arm: string): number[] =>
  record?.results.filter((result) => result.arm === arm).map(({ measures }) => 100 * measures.accuracyNew) ?? [];
