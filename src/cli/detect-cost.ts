/** How many updates a second each stream detector takes here, and what a kernel test costs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { updatesPerSecond } from '../detect/streaming/bench.ts';
import { streamDetectors } from '../detect/streaming/registry.ts';
import { findTest } from '../detect/two-sample/registry.ts';
import { randomStream } from '../random/random.ts';
import { withDefaults } from '../spec/parameter.ts';
import { alarmsOf } from './alarms.ts';
import { numbersFrom } from './numbers.ts';

/** Goals in updates per second. */
const GOALS: Readonly<Record<string, number>> = {
  ddm: 20e6,
  eddm: 20e6,
  'hddm-a': 20e6,
  'hddm-w': 20e6,
  'page-hinkley': 20e6,
  cusum: 20e6,
  gma: 20e6,
  adwin: 2e6,
};
/** What river took for 10,000 updates, in ms, on its contributor's machine: github.com/online-ml/river/pull/2014 (2026-09-21). Another machine, so no ratio is drawn. */
const RIVER_MS: Readonly<Record<string, number>> = { adwin: 1.6, 'page-hinkley': 6.6, kswin: 6004 };
const UPDATES = 2_000_000;
/** The slow ones get fewer. */
const FEW: Readonly<Record<string, number>> = { kswin: 100_000, bocd: 40_000 };
/** Rows of each sample, their width, and permutations of the kernel test. */
const MMD = { rows: 5_000, width: 64, permutations: 1_000, goalMs: 2_000 };

/** `lab detect` over so many lines, against the same detector over the same numbers in memory. */
const LINES = { count: 5_000_000, detectors: ['ddm', 'page-hinkley', 'adwin'], goal: 1.5 };

const TURNS = 3;

export interface DetectCosts {
  readonly files: readonly {
    readonly id: string;
    readonly fileMs: number;
    readonly memoryMs: number;
    readonly ratio: number;
    /** The same alarms and warnings both times: without that the ratio says nothing. */
    readonly equal: boolean;
  }[];
  readonly detectors: readonly {
    readonly id: string;
    readonly perSecond: number;
    readonly goal?: number;
    readonly riverPublished?: number;
  }[];
  readonly mmd: { readonly ms: number; readonly goalMs: number; readonly pValue: number };
}

export async function detectCosts(tell: (what: string) => void): Promise<DetectCosts> {
  const detectors = streamDetectors.map((entry) => {
    tell(entry.title);
    const updates = FEW[entry.id] ?? UPDATES;
    // Once for the compiler, once for the clock.
    updatesPerSecond(entry, updates / 10, () => performance.now());
    const perSecond = updatesPerSecond(entry, updates, () => performance.now());
    const goal = GOALS[entry.id];
    const riverMs = RIVER_MS[entry.id];
    return {
      id: entry.id,
      perSecond,
      ...(goal !== undefined && { goal }),
      ...(riverMs !== undefined && { riverPublished: 10_000_000 / riverMs }),
    };
  });
  tell('MMD');
  const test = findTest('mmd')!;
  const random = randomStream(1, 'mmd');
  const sample = () => ({
    rows: MMD.rows,
    width: MMD.width,
    x: Float64Array.from({ length: MMD.rows * MMD.width }, () => random.normal()),
  });
  const [reference, current] = [sample(), sample()];
  const start = performance.now();
  const { pValue = NaN } = test.run(
    reference,
    current,
    withDefaults(test.parameters, { permutations: MMD.permutations }),
    randomStream(1, 'permutations'),
  );
  const files = await fileCosts(LINES.count, tell);
  return { files, detectors, mmd: { ms: performance.now() - start, goalMs: MMD.goalMs, pValue } };
}

/** @param count lines of the file, which is made for it */
async function fileCosts(count: number, tell: (what: string) => void): Promise<DetectCosts['files']> {
  const folder = mkdtempSync(join(tmpdir(), 'drift-lab-bench-'));
  try {
    const random = randomStream(3, 'bench');
    const numbers = Float64Array.from({ length: count }, (_, i) => Number(random.uniform() < (i < count / 2 ? 0.1 : 0.2)));
    const path = join(folder, 'errors.txt');
    writeFileSync(path, `${numbers.join('\n')}\n`);
    const rows = [];
    for (const id of LINES.detectors) {
      tell(`${id} over a file`);
      const entry = streamDetectors.find((each) => each.id === id)!;
      const timed = async (batches: AsyncIterable<ArrayLike<number>>) => {
        const start = performance.now();
        const found = await alarmsOf(entry.create({}, randomStream(1, 'detect', id)), batches);
        return { ms: performance.now() - start, found: JSON.stringify(found) };
      };
      // Once for the compiler, once for the clock.
      await timed(inMemory(numbers));
      let [memory, file] = [await timed(inMemory(numbers)), await timed(numbersFrom(path, undefined, {}))];
      // In turns, the best of each: what else the machine does falls on both.
      for (let again = 1; again < TURNS; again++) {
        memory = quicker(memory, await timed(inMemory(numbers)));
        file = quicker(file, await timed(numbersFrom(path, undefined, {})));
      }
      rows.push({ id, fileMs: file.ms, memoryMs: memory.ms, ratio: file.ms / memory.ms, equal: file.found === memory.found });
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const quicker = <T extends { readonly ms: number }>(a: T, b: T): T => (a.ms <= b.ms ? a : b);

async function* inMemory(numbers: Float64Array): AsyncGenerator<Float64Array> {
  yield numbers;
}

export function detectCostText({ files, detectors, mmd }: DetectCosts): string {
  const verdict = (reached: boolean) => (reached ? 'reached' : 'not reached');
  return [
    ...detectors.map(
      ({ id, perSecond, goal, riverPublished }) =>
        `  ${id.padEnd(14)} ${(perSecond / 1e6).toFixed(2).padStart(8)} M updates/s${goal ? `, goal ${goal / 1e6}: ${verdict(perSecond >= goal)}` : ''}${riverPublished ? `; river published ${(riverPublished / 1e6).toPrecision(2)}` : ''}`,
    ),
    `  MMD of 2 × ${MMD.rows} rows, ${MMD.width} columns, ${MMD.permutations} permutations: ${(mmd.ms / 1000).toFixed(2)} s, goal ${mmd.goalMs / 1000} s: ${verdict(mmd.ms <= mmd.goalMs)}`,
    ...files.map(
      ({ id, fileMs, memoryMs, ratio, equal }) =>
        `  ${id.padEnd(14)} ${(fileMs / 1000).toFixed(2)} s over a file of ${LINES.count / 1e6} M lines, ${(memoryMs / 1000).toFixed(2)} s over numbers in memory: ${equal ? `${ratio.toFixed(2)}×, goal ${LINES.goal}×: ${verdict(ratio <= LINES.goal)}` : 'other alarms, so no ratio'}`,
    ),
    '  river: github.com/online-ml/river/pull/2014, on another machine',
  ].join('\n');
}
