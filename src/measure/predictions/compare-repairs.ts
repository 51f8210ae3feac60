/** Repairs of answers against leaving them as they are: fitted on part of the labelled new rows, judged on the rest, in several splits. */
import { mean, sd } from '../../maths/statistics.ts';
import { studentTQuantile } from '../../maths/student-t.ts';
import { randomStream } from '../../random/random.ts';
import type { Figures, JudgedRepair, Ranged, RepairComparison, ToldRepair } from '../../contracts/predictions.ts';
import { figureNames, figuresOf, rowsOfPredicted, unitsOf, type Predicted } from './figures.ts';
import { predictionRepairs } from './repairs.ts';

/**
 * A mean over splits of the same rows with its 95 % interval: their judged rows overlap, so that the variance is
 * sd²·(1/splits + judged/fitted) (Nadeau & Bengio 2003, Inference for the generalization error).
 */
export function overSplits(values: readonly number[], judged: number, fitted: number): Ranged {
  const value = mean(values);
  const half =
    values.length < 2 ? 0 : studentTQuantile(0.975, values.length - 1) * sd(values) * Math.sqrt(1 / values.length + judged / fitted);
  return { value, lo: value - half, hi: value + half };
}

/** Fewer rows (or groups of them) to fit on, or to judge on, say nothing. */
const LEAST_UNITS = 10;

/**
 * Groups of rows lie on one side of every split. Figures go by the rows' weights; repairs are fitted with all rows alike.
 * @param share of the new rows, or groups of them, that repairs are fitted on, 0 … 1.
 * @throws RangeError where too few are left on either side.
 */
export function compareRepairs(
  old: Predicted,
  fresh: Predicted,
  { splits, share, root }: { splits: number; share: number; root: number },
): RepairComparison {
  const { rows, width } = fresh.outputs;
  const units = unitsOf(fresh);
  const fitUnits = Math.round(share * units.length);
  const judgedUnits = units.length - fitUnits;
  if (fitUnits < LEAST_UNITS || judgedUnits < LEAST_UNITS)
    throw new RangeError(
      `${units.length} ${fresh.groups ? 'groups of ' : ''}labelled new rows make ${fitUnits} to fit repairs on and ${judgedUnits} to judge them; ${LEAST_UNITS} of each are needed`,
    );
  const parts = Array.from({ length: splits }, (_, split) => {
    const order = randomStream(root, 'predictions', 'split', split).permutation(units.length);
    const rowsAt = (places: Int32Array) => Array.from(places).flatMap((place) => units[place]!);
    return {
      fit: rowsOfPredicted(fresh, rowsAt(order.subarray(0, fitUnits))),
      judge: rowsOfPredicted(fresh, rowsAt(order.subarray(fitUnits))),
    };
  });
  const fitRows = Math.round(mean(parts.map(({ fit }) => fit.outputs.rows)));
  const before = parts.map(({ judge }) => figuresOf(judge));
  const beforeOld = figuresOf(old);
  const meansOf = (all: readonly Figures[]): Figures =>
    Object.fromEntries(figureNames.flatMap((name) => (all[0]![name] === undefined ? [] : [[name, mean(all.map((each) => each[name]!))]])));
  const judged: JudgedRepair[] = [];
  const refused: { repair: ToldRepair; why: string }[] = [];
  for (const { fit: fitted, ...repair } of predictionRepairs) {
    if (repair.binary && width !== 2) {
      refused.push({ repair, why: `it is for two classes, and there are ${width}` });
      continue;
    }
    try {
      const runs = parts.map(({ fit, judge }) => {
        const { answers, settings } = fitted(old, fit);
        const of = (predicted: Predicted) => figuresOf({ ...predicted, ...answers(predicted.outputs) });
        return { settings, now: of(judge), onOld: of(old) };
      });
      const differences = (pick: (run: (typeof runs)[number]) => Figures, from: (i: number) => Figures) =>
        Object.fromEntries(
          figureNames.map((name) => [
            name,
            overSplits(
              runs.map((run, i) => pick(run)[name]! - from(i)[name]!),
              judgedUnits,
              fitUnits,
            ),
          ]),
        );
      judged.push({
        repair,
        figures: meansOf(runs.map(({ now }) => now)),
        differences: differences(
          ({ now }) => now,
          (i) => before[i]!,
        ),
        onOld: differences(
          ({ onOld }) => onOld,
          () => beforeOld,
        ),
        settings: Object.fromEntries(
          Object.keys(runs[0]!.settings).map((name) => [name, mean(runs.map(({ settings }) => settings[name]!))]),
        ),
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      refused.push({ repair, why: error.message });
    }
  }
  return {
    ...{ fitRows, judgedRows: rows - fitRows, splits },
    ...(fresh.groups && { groups: [fitUnits, judgedUnits] as const }),
    ...{ asItIs: meansOf(before), judged, refused },
  };
}
