/** `lab bench scale`: what training costs as it gets longer, larger and more often repeated. */
import { loadDataset } from '../../../datasets/registry.ts';
import { trainerOn } from '../../engine/trainer.ts';
import { comparisonSeries, smallSpec } from './comparisons.ts';
import { openProven } from './engine.ts';
import { rowsSeries, widthSeries } from './sizes.ts';
import { stepSeries } from './steps.ts';
import type { ScaleReport } from './types.ts';

/** Rows of the built-in digits that steps are taken on. */
const STEP_ROWS = 800;

/** @throws CliError when the engine is wrong, a loss is not finite, or memory is not given back. */
export async function runScale(tell: (what: string) => void): Promise<ScaleReport> {
  const started = performance.now();
  const { executor, error } = await openProven();
  const digits = (rows: number) => loadDataset('digits', rows, smallSpec.seeds.root);
  const { split } = smallSpec.data;
  try {
    const steps = await stepSeries(executor, await digits(STEP_ROWS), tell);
    const rows = await rowsSeries(executor, tell);
    const width = await widthSeries(executor, tell);
    const comparisons = await comparisonSeries(
      trainerOn(executor),
      await digits(Object.values(split).reduce((a, b) => a + b)),
      executor,
      tell,
    );
    return { selfTest: error, series: [...steps, rows, width, ...comparisons], seconds: (performance.now() - started) / 1000 };
  } finally {
    executor.dispose();
  }
}
