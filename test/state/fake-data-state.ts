/** The state of the data on a data worker that a test plays, and files of a user. */
import type { Remote } from 'comlink';
import type { DataService, OwnData, PreviewAnswer } from '../../src/contracts/services.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { DataState } from '../../src/state/data-state.ts';
import { catalogue } from '../experiment/catalogue.ts';
import { settled } from '../turns.ts';

export const { spec } = presets.quick;

/** A data worker whose previews are answered by the test; the rest is as the test gives it. */
export function fake(parts: Partial<DataService> = {}) {
  const asked: {
    readonly spec: Parameters<DataService['preview']>[0];
    readonly answer: (answer: PreviewAnswer) => Promise<unknown>;
    readonly fail: (message: string) => Promise<unknown>;
  }[] = [];
  const changes: number[] = [];
  let catalogues = 0;
  const service: Partial<DataService> = {
    catalogue: async () => (catalogues++, catalogue),
    preview: (wanted) =>
      new Promise((resolve, reject) =>
        asked.push({
          spec: wanted,
          answer: (answer) => (resolve(answer), settled()),
          fail: (message) => (reject(new Error(message)), settled()),
        }),
      ),
    ...parts,
  };
  const state = new DataState(
    () => service as unknown as Remote<DataService>,
    () => changes.push(1),
  );
  return { state, asked, changes, catalogues: () => catalogues };
}

export const facts: OwnData['facts'] = {
  title: 'pumps.csv',
  inputShape: [2],
  encodedShape: [4],
  columns: [
    { name: 'flow', kind: 'numeric' },
    { name: 'site', kind: 'categorical', categories: ['n', 's', 'w'] },
  ],
  classes: ['a', 'b'],
  maxRows: 90,
};
export const own: OwnData = {
  facts,
  spec: {
    id: 'own',
    params: { name: 'pumps.csv', label: 'y', sha256: 'a'.repeat(64) },
    split: { baseTrain: 40, baseTest: 20, newPool: 15, newTest: 15 },
  },
  fits: ['swap-channels', 'gain-offset', 'no-drift'],
  worldNotes: [],
  notes: [],
  header: ['flow', 'site', 'y'],
};
