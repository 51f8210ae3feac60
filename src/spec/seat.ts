/** One experiment taken by a class: everybody runs a few seeds that nobody else has, told apart by the number of a seat. */
import { experimentStream } from '../random/names.ts';
import type { Spec } from './schema.ts';

/** Seats have the numbers 1 … this: of thirty that draw one by chance, two have the same in 4 classes of 100. */
export const MOST_SEATS = 9_999;

/** Seeds for each seat, unless another number is chosen. */
const USUAL_SEEDS = 2;
/** The most of them: what they come to fits into a code. */
export const MOST_SEEDS_OF_A_SEAT = 4;

/**
 * The root seed of a seat: the root's stream `seats` gives 32 bits for seat 1, then for seat 2, and so on; a number that is the root itself or was
 * given to an earlier seat is passed over. So every machine finds the same, and no two seats have one root, nor any the root of the class.
 * @throws RangeError for what is no seat
 */
export function seatRoot(root: number, seat: number): number {
  if (!Number.isInteger(seat) || seat < 1 || seat > MOST_SEATS) throw new RangeError(`seat ${seat}: expected 1 … ${MOST_SEATS}`);
  const stream = experimentStream(root, 'seats');
  const given = new Set([root]);
  for (;;) {
    const drawn = stream.uint32();
    if (given.has(drawn)) continue;
    given.add(drawn);
    if (given.size > seat) return drawn;
  }
}

/** The experiment as a class takes it: a fixed number of seeds for each seat. */
export const classSpec = (spec: Spec, count = Math.min(spec.seeds.count, USUAL_SEEDS)): Spec => ({
  ...spec,
  seeds: { root: spec.seeds.root, count },
});

/** What the seat runs of it. @throws RangeError for what is no seat */
export const seatSpec = (spec: Spec, seat: number): Spec => ({
  ...spec,
  seeds: { root: seatRoot(spec.seeds.root, seat), count: spec.seeds.count },
});

/** Why a class cannot take that experiment, as one sentence; undefined where it can. */
export function whyNoClass({ data, model, task, measure, seeds }: Spec): string | undefined {
  if (data.id === 'own') return 'Data of your own do not travel with a link: choose built-in data.';
  if (model.family === 'imported') return 'A model of your own does not travel with a link: choose one of the built-in families.';
  if (task) return 'A number is told here, and codes hold counts of right answers: let classes be told.';
  if (measure.metric !== undefined && measure.metric !== 'accuracy')
    return 'Codes hold counts of right answers: let the accuracy decide (card “Seeds and machine”).';
  if (measure.binary) return 'Codes hold counts of right answers, and here errors have costs: leave the costs out.';
  if (seeds.race) return 'A race ends by what is seen on one machine: take a fixed number of seeds.';
  return undefined;
}
