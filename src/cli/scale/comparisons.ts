/** Seeds and repairs: what a whole small comparison takes as it gets more of them, through the function that the page runs. Memory is that of the result, as JSON. */
import { arms } from '../../adapt/registry.ts';
import type { Dataset } from '../../data/types.ts';
import type { Executor } from '../../engine/executor.ts';
import { analystHere } from '../../experiment/analyst-here.ts';
import { compare } from '../../experiment/kinds/compare/run.ts';
import type { Trainer } from '../../contracts/trainer.ts';
import { presets } from '../../spec/kinds/compare/presets.ts';
import type { Spec } from '../../spec/schema.ts';
import { CliError, exitCode } from '../cli-error.ts';
import { clocked, inTurn, memoryLaw, timeLaw } from './timing.ts';
import type { ScaleSeries } from './types.ts';

const SEEDS = [1, 5, 20, 60, 200];
const ROUNDS = 3;
/** So many seeds are measured once. */
const MANY = 60;
const SEEDS_OF_REPAIRS = 2;

export const smallSpec: Spec = {
  ...presets.quick.spec,
  data: { id: 'digits', params: {}, split: { baseTrain: 300, baseTest: 150, newPool: 150, newTest: 200 } },
  model: { family: 'mlp', params: { hidden: [16, 12] } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 6 },
  ...{ labels: { budget: 40 }, stop: { epochs: 5 }, seeds: { root: 11, count: 1 }, engine: 'wasm' },
};

/** All repairs that one comparison can have; a bank of models comes with streams only. */
const repairs = arms.filter(({ needs }) => !needs.bank).map(({ id }) => ({ id }));

async function timed(trainer: Trainer, dataset: Dataset, change: Partial<Spec>) {
  const { ms, result } = await clocked(() =>
    compare({
      spec: { ...smallSpec, ...change },
      dataset,
      trainer,
      analyst: analystHere,
      pace: { breathe: async () => {} },
      emit: () => {},
    }),
  );
  const diverged = result.results.find(({ status }) => status === 'diverged');
  if (diverged)
    throw new CliError(
      `The repair ${diverged.arm} diverged, so its time means nothing. Run "bench engine" to see whether the engine is right.`,
      exitCode.failed,
    );
  return { ms, bytes: JSON.stringify(result).length };
}

export async function comparisonSeries(
  trainer: Trainer,
  dataset: Dataset,
  executor: Pick<Executor, 'held'>,
  tell: (what: string) => void,
): Promise<ScaleSeries[]> {
  const held = executor.held();
  await timed(trainer, dataset, {});
  const seeds = await inTurn(
    SEEDS,
    ROUNDS,
    (count) => {
      tell(`${count} seeds`);
      return timed(trainer, dataset, { seeds: { root: 11, count } });
    },
    (count, round) => count >= MANY && round > 0,
  );
  // From the first on, in the order in which they are offered.
  const counts = [1, 2, 5, 10, 15, repairs.length];
  await timed(trainer, dataset, { arms: repairs });
  const many = await inTurn(counts, ROUNDS, (count) => {
    tell(`${count} repairs`);
    return timed(trainer, dataset, { arms: repairs.slice(0, count), seeds: { root: 11, count: SEEDS_OF_REPAIRS } });
  });
  if (executor.held() !== held)
    throw new CliError(`The engine still holds ${executor.held() - held} bytes of comparisons that are over.`, exitCode.failed);
  return [
    {
      id: 'seeds',
      title: `Seeds of a small comparison of ${smallSpec.arms.length} repairs`,
      unit: 'seeds',
      of: 'all',
      points: seeds,
      time: timeLaw(seeds),
      memory: memoryLaw(seeds),
      expected: '1; the engine holds nothing afterwards',
      met: null,
    },
    {
      id: 'repairs',
      title: `Repairs of a small comparison, ${SEEDS_OF_REPAIRS} seeds`,
      unit: 'repairs',
      of: 'all',
      points: many,
      time: timeLaw(many),
      memory: memoryLaw(many),
      expected: 'below 1: all share one base model',
      met: null,
    },
  ];
}
