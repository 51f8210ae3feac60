/**
 * A walk through time: the same comparison at one cut after the other. Which repair would have been best each time, how long a repaired model
 * lasts, and what always making the same repair comes to.
 */
import { doing } from '../measure/doing.ts';
import type { ArmResult, Summary } from '../contracts/results.ts';

/** What came of the comparison at one cut. */
export interface WalkPoint {
  readonly cut: string | number;
  readonly summary: Summary;
  readonly results: readonly Pick<ArmResult, 'arm' | 'seed' | 'measures' | 'later' | 'counts'>[];
}

export interface WalkArm {
  readonly id: string;
  readonly title: string;
  /** Mean accuracy by age: first on the new world that it was made for, then on each window after it; over all cuts and seeds that have that age. */
  readonly byAge: readonly number[];
  /** By windows after its own, from one on: how much more often the same repair, made anew for that window, is right; mean over the cuts that have it. */
  readonly behind: readonly number[];
  /** Windows after its own before the same repair, made anew, would be right by more than the margin more often; null where it was not within the walk. */
  readonly lasts: number | null;
  /** All cuts together: the last of `soFar`. */
  readonly wrong: number | null;
  readonly labels: number;
  readonly flops: number;
  /** What it comes to from the first cut up to each. */
  readonly soFar: readonly Spent[];
}

/** What always making the same repair comes to, mean over seeds. */
export interface Spent {
  /** Of 1,000 rows served in each window, answered wrong; null where a number is told. */
  readonly wrong: number | null;
  readonly labels: number;
  /** Floating-point operations. */
  readonly flops: number;
}

export interface Walk {
  readonly points: readonly {
    readonly cut: string | number;
    readonly best: readonly string[];
    readonly accuracies: Readonly<Record<string, number>>;
  }[];
  readonly arms: readonly WalkArm[];
  /** Wrong answers of whoever knew the best repair at each cut, as `Spent.wrong`. */
  readonly hindsight: number | null;
  readonly sentences: readonly string[];
}

/** @param margin Loss of accuracy (0 … 1) that does not matter. */
export function walkForward(points: readonly WalkPoint[], margin: number): Walk {
  const arms = points[0]!.summary.arms.map(({ id, title }) => ({ id, title }));
  const rows = points.map(({ cut, summary }) => ({
    cut,
    best: summary.standing.best,
    accuracies: Object.fromEntries(summary.arms.map(({ id, accuracyNew }) => [id, accuracyNew.mean])),
  }));
  const told = arms.map(({ id, title }) => arm(points, id, title, margin));
  const hindsight = tellsNumbers(points)
    ? null
    : rows.reduce((sum, { accuracies }) => sum + wrongOf(Math.max(...Object.values(accuracies))), 0);
  return { points: rows, arms: told, hindsight, sentences: sentencesOf(rows, told, hindsight, margin) };
}

/** A number is right or wrong by an amount: nothing is counted, and the margin is in its own unit. */
const tellsNumbers = (points: readonly WalkPoint[]): boolean => points[0]!.summary.target !== undefined;

/** Of 1,000 rows. */
const wrongOf = (accuracy: number): number => 1000 * (1 - accuracy);

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function arm(points: readonly WalkPoint[], id: string, title: string, margin: number): WalkArm {
  const byCut = points.map(({ results }) => results.filter((result) => result.arm === id));
  const ages = Math.max(...byCut.flat().map(({ later = [] }) => later.length), 0);
  const byAge = Array.from({ length: ages + 1 }, (_, age) =>
    mean(byCut.flat().flatMap(({ measures, later = [] }) => (age === 0 ? measures.accuracyNew : (later[age - 1] ?? [])))),
  );
  // Windows differ in how hard they are, so that an old repair is held against the same repair made anew for that window.
  const own = byCut.map((all) => mean(all.map(({ measures }) => measures.accuracyNew)));
  const loss = (age: number) =>
    mean(
      byCut.flatMap((all, cut) => {
        const aged = all.flatMap(({ later = [] }) => later[age - 1] ?? []);
        return aged.length && cut + age < own.length ? own[cut + age]! - mean(aged) : [];
      }),
    );
  const behind = Array.from({ length: ages }, (_, i) => loss(i + 1));
  const over = behind.findIndex((amount) => amount > margin);
  const numbers = tellsNumbers(points);
  const soFar: Spent[] = [];
  for (const [cut, all] of byCut.entries()) {
    const { wrong: before, labels, flops } = soFar.at(-1) ?? { wrong: 0, labels: 0, flops: 0 };
    soFar.push({
      wrong: numbers ? null : before! + wrongOf(own[cut]!),
      labels: labels + mean(all.map(({ counts }) => counts.labels)),
      flops: flops + mean(all.map(({ counts }) => counts.flops)),
    });
  }
  return { ...{ id, title, byAge, behind, soFar }, lasts: over < 0 || numbers ? null : over, ...soFar.at(-1)! };
}

function sentencesOf(points: Walk['points'], arms: readonly WalkArm[], hindsight: number | null, margin: number): string[] {
  const alone = points.filter(({ best }) => best.length === 1);
  const often = new Map<string, number>();
  for (const { best } of alone) often.set(best[0]!, (often.get(best[0]!) ?? 0) + 1);
  const titleOf = (id: string) => doing({ title: arms.find((one) => one.id === id)?.title ?? id });
  const leader = [...arms].sort((a, b) => (a.wrong ?? 0) - (b.wrong ?? 0))[0]!;
  const shown = [...often].map(([id, times]) => `${titleOf(id)} at ${times}`).join(', ');
  const first = alone.length
    ? `Of ${points.length} cuts one repair is shown best at ${alone.length}: ${shown}; at the others several may be.`
    : `At none of ${points.length} cuts is one repair shown best.`;
  if (leader.wrong === null || hindsight === null) return [first];
  return [
    first,
    `Always making the same repair, ${doing(leader)} answers least wrong: ${leader.wrong.toFixed(0)} of ${points.length},000 rows, a thousand each window; whoever knew the best each time ${hindsight.toFixed(0)}.`,
    ...arms
      .filter(({ byAge }) => byAge.length > 1)
      .map(({ title, lasts, byAge }) =>
        lasts === null
          ? `${title}: made anew it would not have been right by ${(100 * margin).toFixed(1)} points more often within ${byAge.length - 1} windows.`
          : `${title}: lasts ${lasts} ${lasts === 1 ? 'window' : 'windows'} after its own; then, made anew, it would be right by more than ${(100 * margin).toFixed(1)} points more often.`,
      ),
  ];
}
