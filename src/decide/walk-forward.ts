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
  /** Windows after its own before the same repair, made anew, would be right by more than the margin more often; null where it was not within the walk. */
  readonly lasts: number | null;
  /** Of 1,000 rows served in each window, answered wrong, all windows together. */
  readonly wrong: number;
  /** Labels and floating-point operations, all cuts together, mean over seeds. */
  readonly labels: number;
  readonly flops: number;
}

export interface Walk {
  readonly points: readonly {
    readonly cut: string | number;
    readonly best: readonly string[];
    readonly accuracies: Readonly<Record<string, number>>;
  }[];
  readonly arms: readonly WalkArm[];
  /** Wrong answers of whoever knew the best repair at each cut, as `WalkArm.wrong`. */
  readonly hindsight: number;
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
  const wrongAt = (accuracy: number) => 1000 * (1 - accuracy);
  const hindsight = rows.reduce((sum, { accuracies }) => sum + wrongAt(Math.max(...Object.values(accuracies))), 0);
  return { points: rows, arms: told, hindsight, sentences: sentencesOf(rows, told, hindsight, margin) };
}

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
        return aged.length ? own[cut + age]! - mean(aged) : [];
      }),
    );
  const over = Array.from({ length: ages }, (_, i) => i + 1).find((age) => loss(age) > margin);
  const sum = (of: (counts: ArmResult['counts']) => number) =>
    byCut.reduce((total, all) => total + mean(all.map(({ counts }) => of(counts))), 0);
  return {
    ...{ id, title, byAge },
    lasts: over === undefined ? null : over - 1,
    wrong: byCut.reduce((total, all) => total + 1000 * (1 - mean(all.map(({ measures }) => measures.accuracyNew))), 0),
    labels: sum(({ labels }) => labels),
    flops: sum(({ flops }) => flops),
  };
}

function sentencesOf(points: Walk['points'], arms: readonly WalkArm[], hindsight: number, margin: number): string[] {
  const alone = points.filter(({ best }) => best.length === 1);
  const often = new Map<string, number>();
  for (const { best } of alone) often.set(best[0]!, (often.get(best[0]!) ?? 0) + 1);
  const titleOf = (id: string) => doing({ title: arms.find((one) => one.id === id)?.title ?? id });
  const leader = [...arms].sort((a, b) => a.wrong - b.wrong)[0]!;
  const shown = [...often].map(([id, times]) => `${titleOf(id)} at ${times}`).join(', ');
  return [
    alone.length
      ? `Of ${points.length} cuts one repair is shown best at ${alone.length}: ${shown}; at the others several may be.`
      : `At none of ${points.length} cuts is one repair shown best.`,
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
