/**
 * Complaints about what was served on one seed. Every row has one draw, whoever answers it: two policies that answer a row alike are
 * complained of alike (common random numbers), and a higher probability never takes a complaint away.
 */
import { experimentStream } from '../../../random/names.ts';
import type { ComplaintRates, Complaints as Asked } from '../../../spec/kinds/stream/complaints.ts';
import type { Samples } from '../../../data/types.ts';
import type { ComplaintCount } from '../../../detect/estimate/types.ts';
import { stretchOf } from '../../../measure/complaints.ts';
import { isWrong } from './right.ts';
import { Serving, type Answers } from './serving.ts';
import type { StreamWorld } from './world.ts';

export interface Complaints {
  /** How often answers of the old world would be complained of: its wrong and its right held-out rows, which is what a team can know. */
  readonly rates: ComplaintRates;
  /** What is heard after a batch: of each answer of an earlier batch, in order, whether it was complained of; nothing while none are due. */
  heard(answers: Answers, batch: number): { readonly batch: number; readonly complained: readonly number[] };
  /** Rows that were complained of and heard of by then, in order. */
  heardOf(answers: Answers, batch: number): number[];
  /** Probability with which the answer to that row was to be complained of. */
  chance(answers: Answers, row: number): number;
}

/** What has to be known of a world to hear complaints in it. */
export type Heard = Pick<StreamWorld, 'spec' | 'seed' | 'rows' | 'size' | 'tolerance' | 'onOld' | 'dataset'> & {
  readonly worlds: { readonly old: { readonly test: Samples } };
};

/** Undefined where nobody is heard. */
export function openComplaints(world: Heard): Complaints | undefined {
  const asked = world.spec.complaints;
  if (!asked) return undefined;
  const { size, tolerance, onOld } = world;
  const random = experimentStream(world.spec.seeds.root, 'complaints', world.seed);
  const draws = Float64Array.from({ length: world.rows.rows }, () => random.uniform());
  const ratesOf = exceptions(asked, world);
  // The rows of the stream can change while it goes by.
  const chance = (answers: Answers, row: number) => chanceOf(ratesOf(world.rows, row), isWrong(answers, world.rows, row, tolerance));
  const complained = (answers: Answers, row: number) => draws[row]! < chance(answers, row);
  const due = (batch: number) => Math.max(0, batch + 1 - asked.delay);
  return {
    rates: ratesOn(world.worlds.old.test, onOld, world, ratesOf),
    chance,
    heard(answers, batch) {
      const about = batch - asked.delay;
      const rows = about < 0 ? [] : Array.from({ length: size }, (_, i) => about * size + i);
      return { batch: about, complained: rows.map((row) => Number(complained(answers, row))) };
    },
    heardOf: (answers, batch) => Array.from({ length: due(batch) * size }, (_, row) => row).filter((row) => complained(answers, row)),
  };
}

const chanceOf = ({ wrong, right }: ComplaintRates, isWrongThere: boolean): number => (isWrongThere ? wrong : right);

/** The rates that hold for a row. */
function exceptions(asked: Asked, { dataset }: Heard): (rows: Samples, row: number) => ComplaintRates {
  const { except = [] } = asked;
  const names = { class: dataset.classes, group: dataset.groups?.names ?? [] };
  const known = except.map((one) => ({ ...one, index: names[one.scope].indexOf(one.name) }));
  return ({ y, group }, row) => known.find(({ scope, index }) => (scope === 'class' ? y[row] : group?.[row]) === index) ?? asked;
}

/**
 * Complaints about the base model, were it never repaired, over the latest answers that complaints are due of: a window of the stream's.
 * @param batch after which they are counted; rising from call to call
 */
export function complaintsAboutBase(world: StreamWorld, complaints: Complaints): (batch: number) => Promise<ComplaintCount> {
  const { spec, size, trainer, model, base, edges } = world;
  const serving = new Serving(trainer, model, base, world.rows, edges);
  const batches: number[] = [];
  let { rows } = world;
  return async (batch) => {
    // A person has changed the rows to come.
    if (rows !== world.rows) serving.replace(batches.length * size, base, (rows = world.rows));
    await serving.until((batch + 1) * size);
    for (let next = batches.length; next <= batch; next++) {
      const { complained } = complaints.heard(serving, next);
      batches.push(complained.reduce((sum, one) => sum + one, 0));
    }
    const due = batches.slice(spec.complaints!.delay).slice(-stretchOf(spec));
    return { answers: due.length * size, complaints: due.reduce((sum, count) => sum + count, 0), rates: complaints.rates };
  };
}

/** Means over the wrong and over the right answers to those rows; of a kind that there is none of, over all rows. */
function ratesOn(
  rows: Samples,
  answers: Answers,
  { tolerance }: Heard,
  ratesOf: (rows: Samples, row: number) => ComplaintRates,
): ComplaintRates {
  const all = Array.from({ length: rows.rows }, (_, row) => row);
  const meanOf = (kind: keyof ComplaintRates, wrong: boolean) => {
    const own = all.filter((row) => isWrong(answers, rows, row, tolerance) === wrong);
    const over = own.length ? own : all;
    return over.reduce((sum, row) => sum + ratesOf(rows, row)[kind], 0) / Math.max(1, over.length);
  };
  return { wrong: meanOf('wrong', true), right: meanOf('right', false) };
}
