/** A shift in words: what the tests show and what they do not. */
import type { ShiftReport } from '../contracts/diagnosis.ts';

/** Columns that are named. */
const NAMED = 5;

const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;
const pText = (p: number): string => (p < 1e-6 ? 'p < 1e-6' : p < 0.001 ? `p = ${p.toExponential(0)}` : `p = ${p.toFixed(3)}`);

/** A sentence each about inputs, labels, and how well rows tell their world. `classes` by index. */
export function shiftSentences({ rows, changed, of, columns, labels, domain }: ShiftReport, classes: readonly string[]): string[] {
  const moved = columns.filter(({ shown }) => shown).slice(0, NAMED);
  const named = moved.map(({ name, test, effect }) => `${name} (${test === 'ks' ? 'D' : 'V'} = ${effect.toFixed(2)})`).join(', ');
  const missing = columns.filter((column) => column.missing && Math.abs(column.missing.new - column.missing.old) > 0.05).slice(0, NAMED);
  const shift = labels.old.map((share, c) => ({ name: classes[c] ?? `class ${c + 1}`, from: share, to: labels.new[c]! }));
  const farthest = shift.reduce((a, b) => (Math.abs(b.to - b.from) > Math.abs(a.to - a.from) ? b : a));
  return [
    changed
      ? `Inputs: ${changed} of ${of} columns are shown to have moved${moved.length < changed ? ', most of all' : ':'} ${named}; Kolmogorov–Smirnov or chi-square, corrected by Holm, ${rows.old} against ${rows.new} rows.`
      : `Inputs: none of ${of} columns is shown to have moved (Kolmogorov–Smirnov or chi-square, corrected by Holm, ${rows.old} against ${rows.new} rows).`,
    ...missing.map(
      ({ name, missing: share }) => `${name}: cells without a value went from ${percent(share!.old)} to ${percent(share!.new)}.`,
    ),
    `Labels: ${farthest.name} went from ${percent(farthest.from)} to ${percent(farthest.to)}; all shares together moved by ${(100 * labels.distance).toFixed(1)} points (${pText(labels.p)}).`,
    ...(domain
      ? [
          domain.shown
            ? `A classifier tells new rows from old ones: AUROC ${domain.auroc.toFixed(2)} (by chance up to ${domain.high.toFixed(2)}), mostly by ${domain.top.join(', ')}.`
            : `A classifier does not tell new rows from old ones: AUROC ${domain.auroc.toFixed(2)}, within what chance reaches (${domain.high.toFixed(2)}).`,
        ]
      : []),
  ];
}
