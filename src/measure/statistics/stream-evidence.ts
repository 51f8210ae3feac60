/** What of a stream's seeds counts as evidence for its policies, what each cost there, and where they stand among themselves. */
import type { PolicyStanding } from '../../contracts/stream-summary.ts';
import type { PolicyRun, Retired } from '../../contracts/stream.ts';
import type { StreamSpec } from '../../spec/schema.ts';
import { race } from './race.ts';
import type { Design } from '../../contracts/results.ts';
import { LEVEL, standing } from './standing.ts';

/** A policy that may be chosen, with its account of each seed that counts. One that was left out of a race has fewer. */
export interface Candidate {
  /** Index into the spec's policies. */
  readonly policy: number;
  /** Wrong answers, and repairs made. */
  readonly errors: readonly number[];
  readonly repairs: readonly number[];
}

type Policy = StreamSpec['policies'][number];

/** A person decides for it. Nobody is there on the further seeds, so it runs on the first one only. */
export const isByHand = ({ id, params }: Policy): boolean => id !== 'never' && params.approval === 'hand';

/** The oracle knows the future: it is held beside the others and never chosen. */
export const isOracle = ({ id }: Policy): boolean => id === 'oracle';

const isCandidate = (policy: Policy): boolean => !isOracle(policy) && !isByHand(policy);

export const designOf = ({ seeds }: Pick<StreamSpec, 'seeds'>): Design => (seeds.race ? 'race' : 'fixed');

/** Repairs that were made; going back to the model before is none. */
export const repairsOf = ({ actions }: PolicyRun): number => actions.filter(({ arm }) => arm !== 'rollback').length;

/** Rows that a stream of that many batches serves, and the part of them that does not matter: the margin as wrong answers. */
export const marginOf = ({ measure, stream }: Pick<StreamSpec, 'measure' | 'stream'>, batches: number): number =>
  measure.margin * batches * stream.batch;

/**
 * The runs that count, in order of their seeds. A first seed on which a person laid a hand is shown and not counted: what was done there,
 * and when, followed what was seen of it. A drift by hand was made on every further seed, so these all are of one experiment.
 */
export const counted = (runs: readonly PolicyRun[], edited: boolean): PolicyRun[] =>
  runs.filter(({ seed }) => seed > 0 || !edited).sort((a, b) => a.seed - b.seed);

export function candidatesOf({ policies }: Pick<StreamSpec, 'policies'>, runs: readonly PolicyRun[], edited: boolean): Candidate[] {
  const evidence = counted(runs, edited);
  return policies.flatMap((entry, policy) => {
    const own = evidence.filter((run) => run.policy === policy);
    return isCandidate(entry) ? [{ policy, errors: own.map(({ points }) => points.at(-1)!.errors), repairs: own.map(repairsOf) }] : [];
  });
}

/** Wrong answers, and for every repair as many as it is worth, seed by seed. */
export const totalCosts = ({ errors, repairs }: Candidate, price: number): number[] =>
  errors.map((wrong, seed) => wrong + price * repairs[seed]!);

/** @param margin Difference in total cost that does not matter. */
export function standingOfPolicies(
  { policies }: Pick<StreamSpec, 'policies'>,
  candidates: readonly Candidate[],
  price: number,
  margin: number,
  design: Design,
): PolicyStanding {
  const seeds = Math.max(0, ...candidates.map(({ errors }) => errors.length));
  if (seeds === 0)
    return {
      best: candidates.map(({ policy }) => policy),
      asGood: [],
      p: policies.map((_, policy) => (candidates.some((one) => one.policy === policy) ? 1 : null)),
    };
  const { best, asGood, p } = standing(
    candidates.map((one) => ({ id: String(one.policy), values: totalCosts(one, price).map((cost) => -cost) })),
    margin,
    design,
  );
  return { best: best.map(Number), asGood: asGood.map(Number), p: policies.map((_, policy) => p[policy] ?? null) };
}

/** Where a race of policies stands. Doing nothing costs nothing to run, and says what repairs are good for: it is never left out. */
export function racedPolicies(
  { policies }: Pick<StreamSpec, 'policies'>,
  candidates: readonly Candidate[],
  price: number,
  margin: number,
): { readonly settled: boolean; readonly retired: readonly Retired[] } {
  const { best, asGood, after } = race(
    candidates.map((one) => totalCosts(one, price).map((cost) => -cost)),
    margin,
    LEVEL,
  );
  return {
    settled: best.filter(Boolean).length < 2 || asGood.includes(true),
    retired: candidates.flatMap(({ policy }, i) =>
      after[i] !== null && policies[policy]!.id !== 'never' ? [{ policy, after: after[i]! }] : [],
    ),
  };
}
