/** The numbers a verdict rests on, as rows of a table. */
import { doing } from '../measure/doing.ts';
import { deciding } from '../measure/metrics/registry.ts';
import * as words from '../measure/metrics/words.ts';
import type { EvidenceRow } from '../contracts/verdict.ts';
import { compared } from '../measure/statistics/comparison.ts';
import * as format from '../measure/format.ts';
import { ratioInterval } from '../maths/statistics.ts';
import type { Interval } from '../maths/interval.ts';
import type { JudgedArm, SummaryOf } from '../contracts/results.ts';
import { byMerit } from './choice.ts';

/** Rows about `subject`, the arm the verdict is about. Rows that cannot be filled are left out. */
export function evidence(summary: SummaryOf<JudgedArm>, subject: JudgedArm, classNames: readonly string[]): EvidenceRow[] {
  return [
    ...meritRows(summary, subject),
    ...costRows(summary, subject),
    ...(subject.forgetting ? [forgettingRow(summary, subject.forgetting)] : []),
    ...worstRecallRow(summary, subject, classNames),
  ];
}

function meritRows(summary: SummaryOf<JudgedArm>, subject: JudgedArm): EvidenceRow[] {
  const metric = deciding(summary);
  const rows: EvidenceRow[] = [];
  const shown = new Set<string>();
  /** Adds a row for the pair, unless it has one already. */
  const add = (label: string, a: JudgedArm | undefined, b: JudgedArm | undefined) => {
    if (!a || !b || a === b || shown.has([a.id, b.id].sort().join())) return;
    shown.add([a.id, b.id].sort().join());
    const { difference } = compared(summary.comparisons, a.id, b.id);
    const note = `${doing(a)} minus ${doing(b)}: ${metric.title} on new rows, ${difference.values.length} paired seeds`;
    rows.push({ label, note, value: words.difference(metric, difference, 'pt') });
  };
  const repairs = byMerit(summary.arms.filter(({ family }) => family !== 'none'));
  const of = (id: string, family: JudgedArm['family']) =>
    repairs.find((arm) => arm.id === id) ?? repairs.find((arm) => arm.family === family);
  add(
    'Repair against no repair',
    subject,
    summary.arms.find(({ family }) => family === 'none'),
  );
  const [tuned, retrained] = [of('head-only', 'fine-tune'), of('retrain-all', 'retrain')];
  add('Fine-tuning against retraining', tuned, retrained);
  add('Leader against runner-up', repairs[0], repairs[1]);
  return rows;
}

function costRows(summary: SummaryOf<JudgedArm>, subject: JudgedArm): EvidenceRow[] {
  const other = opponent(summary, subject);
  if (!other) return [];
  const against = (of: (arm: JudgedArm) => string) => `${of(subject)} against ${of(other)}`;
  const rows: EvidenceRow[] = [
    ...(subject.trainSeconds && other.trainSeconds
      ? [
          {
            label: 'Training time',
            note: `${doing(subject)} against ${doing(other)}, mean per seed, compilation apart`,
            value: `${format.seconds(subject.trainSeconds.mean)} against ${format.seconds(other.trainSeconds.mean)}`,
          },
        ]
      : []),
    {
      label: 'Training work, counted',
      note: `${doing(subject)} against ${doing(other)}, from the layers alone`,
      value: against((arm) => format.flops(arm.counts.flops)),
    },
  ];
  const ratio = timeRatio(subject, other);
  if (ratio && subject.energy && other.energy) {
    const doubts = [...new Set([...(subject.validity ?? []), ...(other.validity ?? [])])];
    const joules = `${format.joules(subject.energy)} against ${format.joules(other.energy)}, modelled`;
    rows.push({
      label: 'Energy proxy, same device',
      note: doubts.length === 0 ? joules : `${joules}; not reliable: ${doubts.join('; ')}`,
      value: `${ratio.mean > 1 ? format.times(ratio).range : `${format.ratioPercent(ratio)} of`} ${doing(other)}`,
    });
  }
  return rows;
}

function forgettingRow(summary: SummaryOf<JudgedArm>, forgetting: Interval): EvidenceRow {
  const note = `${words.soundness(summary)} on old rows before the repair minus after`;
  return { label: 'Forgetting', note, value: format.points(forgetting) };
}

function worstRecallRow({ target }: SummaryOf<JudgedArm>, { worstRecall }: JudgedArm, classNames: readonly string[]): EvidenceRow[] {
  if (!worstRecall) return [];
  const { classIndex, recall } = worstRecall;
  const name = classNames[classIndex] ?? classIndex;
  const note = target ? `new rows whose ${target.name} is ${name}, told to be there` : `new rows of class ${name}`;
  return [{ label: target ? 'Worst recall of a part of the range' : 'Worst class recall', note, value: format.percent(recall) }];
}

/** The arm whose cost `subject` is held against: the reference, or for the reference itself the cheapest other arm. */
export function opponent<A extends JudgedArm>({ arms, reference }: SummaryOf<A>, subject: A): A | undefined {
  const spent = ({ trainSeconds, counts }: A) => trainSeconds?.mean ?? counts.flops;
  const others = arms.filter((arm) => arm.id !== subject.id && spent(arm) > 0);
  return others.find(({ id }) => id === reference) ?? others.sort((left, right) => spent(left) - spent(right))[0];
}

/** Training time of a as a share of b's, paired by seed; null where one trains nothing, or no time is known. */
export function timeRatio(a: JudgedArm, b: JudgedArm): Interval | null {
  if (!a.trainSeconds || !b.trainSeconds) return null;
  const [own, other] = [a.trainSeconds.values, b.trainSeconds.values];
  // An arm that was left out of a race has fewer seeds.
  return ratioInterval(own.slice(0, other.length), other.slice(0, own.length));
}
