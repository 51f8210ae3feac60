/** Experiments of well under a second, and what of the app's store the load drives. */
import type { Page } from 'playwright-core';
import type { AnyRecord } from '../../contracts/record.ts';
import { plain } from '../../spec/fitting.ts';
import { presets } from '../../spec/kinds/compare/presets.ts';
import { streamPresets } from '../../spec/kinds/stream/presets.ts';
import type { AnySpec, Spec, StreamSpec } from '../../spec/schema.ts';

const { model } = presets.quick.spec;

export const comparison: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'digits', params: {}, split: { baseTrain: 80, baseTest: 40, newPool: 60, newTest: 40 } },
  model: { family: 'mlp', params: { hidden: [16] } },
  base: { learningRate: 0.01, batchSize: 16, epochs: 3 },
  labels: { budget: 30 },
  stop: { epochs: 3 },
  seeds: { root: 7, count: 2 },
  engine: 'wasm',
};

export const stream: StreamSpec = {
  ...streamPresets.plants.spec,
  ...{ model, engine: 'wasm' },
  data: { id: 'sensors', params: {}, split: { baseTrain: 200, baseTest: 100, newPool: 500, newTest: 100 } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 3 },
  stop: { epochs: 3 },
  seeds: { root: 7, count: 1 },
  policies: streamPresets.plants.spec.policies.slice(0, 3),
};

/** As much of the app as is looked at and driven from outside its code. */
export interface SeenExperiment {
  readonly spec: AnySpec;
  readonly notice?: string | undefined;
  readonly run: { readonly phase: string; readonly message?: string | undefined; readonly record?: AnyRecord | undefined };
  readonly data: {
    readonly asking: boolean;
    readonly refusal?: { readonly text: string } | undefined;
    readonly own?: { readonly facts: { readonly maxRows: number } } | undefined;
  };
  setSpec(spec: AnySpec): void;
  carryOut(spec: AnySpec): Promise<AnyRecord | undefined>;
  openFiles(files: readonly File[]): Promise<{ readonly text: string } | undefined>;
  stop(): void;
}
export interface SeenStore extends SeenExperiment {
  readonly stream: SeenExperiment;
  storeOf(spec: AnySpec): SeenExperiment;
}
export type App = HTMLElement & { readonly store: SeenStore };

/** Carries out that experiment so many times, one after the other; resolves with why one came to nothing. */
export const carriedOut = (page: Page, spec: AnySpec, times: number): Promise<string[]> =>
  page.evaluate(
    async ({ again, count }) => {
      const lab = document.querySelector<App>('drift-lab')!.store.storeOf(again);
      const faults: string[] = [];
      for (let time = 0; time < count; time++)
        if (!(await lab.carryOut(again))) faults.push(`A run ended as ${lab.run.phase}: ${lab.run.message ?? lab.notice ?? ''}`);
      return faults;
    },
    { again: spec, count: times },
  );

/** The record of one run of it. @throws Error in words where it leaves none */
export async function recordOf(page: Page, spec: AnySpec): Promise<AnyRecord> {
  const [fault] = await carriedOut(page, spec, 1);
  if (fault !== undefined) throw new Error(fault);
  const record = await page.evaluate((ran) => document.querySelector<App>('drift-lab')!.store.storeOf(ran).run.record, spec);
  return record!;
}
