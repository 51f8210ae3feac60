/** The store of the Lab page on a data worker that the test plays; nothing is previewed, and no file is opened. */
import type { DataService } from '../../src/contracts/services.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { LabStore } from '../../src/state/lab-store.ts';
import { CompareRun } from '../../src/state/compare-run.ts';
import { catalogue } from '../experiment/catalogue.ts';

export interface FakeStore {
  readonly store: LabStore;
  /** What was asked for of files and models, in order. */
  readonly asked: (readonly unknown[])[];
  /** Tells the page that the test replaced something of the state. */
  touch(): void;
}

export function fakeStore(spec: Spec = presets.quick.spec, service: Partial<DataService> = {}): FakeStore {
  const store = new LabStore();
  const asked: (readonly unknown[])[] = [];
  const noted = (what: string) => async (given: string | readonly File[]) =>
    void asked.push([what, ...(typeof given === 'string' ? [given] : given.map(({ name }) => name))]);
  Object.assign(store, {
    spec,
    run: new CompareRun(spec),
    openFiles: noted('openFiles'),
    openModel: noted('openModel'),
    giveRole: (column: string, role: string) => void asked.push(['giveRole', column, role]),
  });
  Object.assign(store.data, { drifts: catalogue, worker: () => service, show: () => {} });
  return { store, asked, touch: () => store.dispatchEvent(new Event('change')) };
}
