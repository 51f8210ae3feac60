/** What a comparison goes on from, and what it leaves so that another can. */
import type { Analyst } from '../../../contracts/analysis.ts';
import type { Emit } from '../../../contracts/events.ts';
import type { BaseRate, EarlierComparison, SeedResult, SkippedArm } from '../../../contracts/record.ts';
import type { ArmResult } from '../../../contracts/results.ts';
import type { Diagnosing } from './diagnosis.ts';

/** Shortest time between two moments from which a run could go on, in ms: short runs have none, and lose little. */
const EVERY_MS = 5_000;

/** What an earlier run has of seeds that are complete, and what it had finished of further ones. */
export function divided(earlier: EarlierComparison | undefined) {
  const seeds = earlier?.seeds ?? [];
  const isComplete = ({ seed }: { readonly seed: number }) => seed < seeds.length;
  const ended = [...(earlier?.results ?? []), ...(earlier?.skipped ?? [])].filter((one) => !isComplete(one));
  return {
    seeds: [...seeds],
    results: (earlier?.results ?? []).filter(isComplete),
    skipped: (earlier?.skipped ?? []).filter(isComplete),
    /** What came of a repair on a seed that is not complete. */
    ended: (seed: number, arm: string): ArmResult | SkippedArm | undefined => ended.find((one) => one.seed === seed && one.arm === arm),
  };
}

/** Tells the curve of a repair that is not made again. */
export function tellAgain({ seed, arm, curve }: ArmResult, emit: Emit): void {
  for (const point of curve) emit({ type: 'arm-point', seed, arm, point });
}

/** Seeds that are complete but for their diagnosis. */
export class Undiagnosed {
  private readonly asks = new Map<number, Diagnosing>();
  private told: number;
  private last: number;

  /** @param seeds all seeds of the run, in order; gets the diagnoses @param clock milliseconds of monotonic time */
  constructor(
    private readonly seeds: SeedResult[],
    private readonly analyst: Analyst,
    private readonly clock = () => performance.now(),
  ) {
    this.told = seeds.length;
    this.last = clock();
  }

  add(seed: number, ask: Diagnosing): void {
    this.asks.set(seed, ask);
  }

  /** Diagnoses all at once: as many workers as there are share them. Asked only when no lane is busy. Rejects with an AbortError when stopped. */
  async diagnose(): Promise<void> {
    const asked = [...this.asks];
    this.asks.clear();
    await Promise.all(asked.map(async ([seed, ask]) => (this.seeds[seed] = { ...this.seeds[seed]!, diagnosis: await ask(this.analyst) })));
  }

  /** All seeds so far are complete: tells so, unless it did a moment ago. */
  async pass(emit: Emit, baseRate: BaseRate | undefined): Promise<void> {
    if (this.clock() - this.last < EVERY_MS) return;
    await this.diagnose();
    emit({ type: 'seeds-complete', seeds: this.seeds.slice(this.told), ...(baseRate && { baseRate }) });
    this.told = this.seeds.length;
    this.last = this.clock();
  }
}
