/** Repairs of answers against leaving them as they are: fitted on part of the labelled new rows, judged on the rest, in several splits. */
import { mean, sd } from '../../maths/statistics.ts';
import { studentTQuantile } from '../../maths/student-t.ts';
import { randomStream } from '../../random/random.ts';
import { figureNames, figuresOf, rowsOfPredicted, type FigureName, type Figures, type Predicted, type Ranged } from './figures.ts';
import { predictionRepairs, type PredictionRepair } from './repairs.ts';

export interface JudgedRepair {
  readonly repair: PredictionRepair;
  /** Mean over splits, and repaired − as it is, pair by pair. */
  readonly figures: Figures;
  readonly differences: Readonly<Partial<Record<FigureName, Ranged>>>;
  /** The same on the old rows, all of them: what it costs there. */
  readonly onOld: Readonly<Partial<Record<FigureName, Ranged>>>;
  /** Mean of what was fitted. */
  readonly settings: Readonly<Record<string, number>>;
}

export interface RepairComparison {
  readonly fitRows: number;
  readonly judgedRows: number;
  readonly splits: number;
  /** As it is, on the same rows. */
  readonly asItIs: Figures;
  readonly judged: readonly JudgedRepair[];
  readonly refused: readonly { readonly repair: PredictionRepair; readonly why: string }[];
}

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

/** Fewer rows to fit on, or to judge on, say nothing. */
const LEAST_ROWS = 10;

/**
 * @param share of the new rows that repairs are fitted on, 0 … 1.
 * @throws RangeError where too few rows are left on either side.
 */
export function compareRepairs(
  old: Predicted,
  fresh: Predicted,
  { splits, share, root }: { splits: number; share: number; root: number },
): RepairComparison {
  const { rows, width } = fresh.outputs;
  const fitRows = Math.round(share * rows);
  const judgedRows = rows - fitRows;
  if (fitRows < LEAST_ROWS || judgedRows < LEAST_ROWS)
    throw new RangeError(
      `${rows} labelled new rows make ${fitRows} to fit repairs on and ${judgedRows} to judge them; ${LEAST_ROWS} of each are needed`,
    );
  const parts = Array.from({ length: splits }, (_, split) => {
    const order = randomStream(root, 'predictions', 'split', split).permutation(rows);
    return { fit: rowsOfPredicted(fresh, order.subarray(0, fitRows)), judge: rowsOfPredicted(fresh, order.subarray(fitRows)) };
  });
  const before = parts.map(({ judge }) => figuresOf(judge));
  const beforeOld = figuresOf(old);
  const meansOf = (all: readonly Figures[]): Figures =>
    Object.fromEntries(figureNames.flatMap((name) => (all[0]![name] === undefined ? [] : [[name, mean(all.map((each) => each[name]!))]])));
  const judged: JudgedRepair[] = [];
  const refused: { repair: PredictionRepair; why: string }[] = [];
  for (const repair of predictionRepairs) {
    if (repair.binary && width !== 2) {
      refused.push({ repair, why: `it is for two classes, and there are ${width}` });
      continue;
    }
    try {
      const runs = parts.map(({ fit, judge }) => {
        const { answers, settings } = repair.fit(old, fit);
        const of = ({ outputs, labels }: Predicted) => figuresOf({ ...answers(outputs), labels });
        return { settings, now: of(judge), onOld: of(old) };
      });
      const differences = (pick: (run: (typeof runs)[number]) => Figures, from: (i: number) => Figures) =>
        Object.fromEntries(
          figureNames.map((name) => [
            name,
            overSplits(
              runs.map((run, i) => pick(run)[name]! - from(i)[name]!),
              judgedRows,
              fitRows,
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
  return { fitRows, judgedRows, splits, asItIs: meansOf(before), judged, refused };
}
