/** A class to test with: codes of seats, made by hand, and runs of their seeds. */
import type { RunEvent } from '../../src/contracts/events.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { writeCode, type ClassCode } from '../../src/record/class/code.ts';
import { samenessOf } from '../../src/record/class/sameness.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { classSpec, seatRoot, seatSpec } from '../../src/spec/seat.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { ClassStore } from '../../src/state/class-store.ts';
import { appVersion } from '../../src/version.ts';
import { synthetic } from '../measure/synthetic-results.ts';
import { fakeSeries } from './fake-series.ts';

/** Two repairs beside none, two seeds for each seat, on a hundred rows of each world. */
export const lesson: Spec = {
  ...classSpec(plain(presets.quick.spec)),
  arms: [{ id: 'none' }, { id: 'head-only' }, { id: 'retrain-all' }],
  data: { id: 'digits', params: {}, split: { baseTrain: 200, baseTest: 100, newPool: 100, newTest: 100 } },
};

/** Right answers of 100 on new rows, by seat and seed: the head is ahead by about six, and luck differs. */
const rightOf = (seat: number, seed: number): readonly number[] => {
  const luck = (7 * seat + 3 * seed) % 5;
  return [40 + luck, 70 + luck + (seat % 3), 64 + luck - (seed % 2)];
};

/** What that seat shows. */
export function codeOfSeat(seat: number, change: Partial<ClassCode> = {}): string {
  const { experiment, app } = samenessOf(lesson, appVersion);
  return writeCode({
    ...{ experiment, app, root: seatRoot(lesson.seeds.root, seat), seat, seeds: 2, ran: [true, true, true] },
    ...{ rowsNew: 100, rowsOld: 100, majority: 0.125, freshRows: false, engine: 'wasm', machine: 'Linux Firefox', trainMs: 100 * seat },
    flops: [0, 1024, 4096],
    cells: [0, 1].map((seed) => rightOf(seat, seed).map((rightNew) => ({ diverged: false, rightNew, rightOld: 90 }))),
    ...change,
  });
}

/** The end of a run of that seat's seeds. */
export function ranAgain(seat: number): RunEvent {
  const ids = lesson.arms.map(({ id }) => id);
  const results = synthetic(2, Object.fromEntries(ids.map((id) => [id, { accuracyNew: 0.5 }]))).map((result) => ({
    ...result,
    measures: { ...result.measures, accuracyNew: rightOf(seat, result.seed)[ids.indexOf(result.arm)]! / 100, accuracyOld: 0.9 },
  }));
  const record = {
    ...{ spec: seatSpec(lesson, seat), results, environment: { app: appVersion, engine: { engine: 'wasm' } }, data: { sha256: '' } },
    derived: { summary: { margin: 0.01, majority: 0.125, freshRows: false } },
  };
  return { type: 'finished', record: record as unknown as RunRecord };
}

/** A class that is open, whose runs a test tells. */
export function aClass(storage = new Map<string, string>()) {
  const { parts, played } = fakeSeries();
  const kept = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  };
  const state = { waits: false };
  const store = new ClassStore(
    { ...parts, keep: () => undefined } as never,
    () => state.waits,
    undefined,
    () => kept,
    () => 0,
  );
  store.open(lesson);
  return { store, played, storage, state };
}
