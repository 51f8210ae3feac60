import { expect } from 'chai';
import { findArm } from '../../../src/adapt/registry.ts';
import type { PlaneView } from '../../../src/data/plane.ts';
import type { LedgerEntry } from '../../../src/contracts/drift.ts';
import type { Preview } from '../../../src/contracts/services.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../../src/spec/schema.ts';
import type { PlaneCanvas } from '../../../src/ui/charts/plane-canvas.ts';
import '../../../src/ui/compare/boundary-stage.ts';
import '../../../src/ui/compare/drift-ledger.ts';
import '../../../src/ui/compare/drift-stage.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const { spec } = presets.quick;

const entry: LedgerEntry = {
  id: 'gain-offset',
  kind: 'P(x)',
  severity: 3,
  where: { scope: 'all' },
  when: { pattern: 'sudden', start: 0 },
  params: {},
  rowsTouched: 1,
  featuresTouched: 0.5,
  sentence: 'One of two columns was rescaled.',
  realised: {
    meanBefore: 0,
    meanAfter: 0.5,
    rmsChange: 1.25,
    labelFlips: 0.004,
    priorsBefore: [0.5, 0.5],
    priorsAfter: [0.4, 0.6],
    rows: 300,
    distinct: 180,
  },
};
const rows = (...x: readonly number[]) => ({ x: Float32Array.from(x), y: Int32Array.of(0, 1) });
const onPlane: Preview = {
  inputShape: [2],
  columns: ['x1', 'x2'],
  classes: ['A', 'B'],
  classCounts: { before: [1, 1], after: [1, 1] },
  before: rows(0, 0, 1, 1),
  after: rows(0, 0, 4, 8),
  ledger: [entry],
};

describe('the stage of the drift', () => {
  const planeSpec: Spec = { ...spec, data: { ...spec.data, id: 'plane' } as Spec['data'], drift: [globalDrift('gain-offset', 3)] };

  it('says what happens, and what was measured, in words and numbers', async () => {
    const { store } = fakeStore(planeSpec);
    store.data.preview = onPlane;
    const element = await mount('drift-stage', { store });
    expect(words(find(element, 'p'))).to.equal('One of two columns was rescaled.');
    const ledger = await mount('drift-ledger', { store, preview: onPlane });
    const table = Object.fromEntries(findAll(ledger, 'tbody tr').map((row) => [...row.children].map(words) as [string, string]));
    expect(table).to.deep.equal({
      changes: 'P(x)',
      severity: '3',
      'rows touched': '100 %',
      'different rows': '180 of 300',
      'inputs touched': '50 %',
      'change of an input': '1.25 σ',
      mean: '0.00 → 0.50',
      'labels changed': '0.4 %',
      'class shares, %': '50 50 → 40 60',
    });
  });

  it('draws data of two columns as planes before and after, with the same bounds', async () => {
    const { store } = fakeStore(planeSpec);
    store.data.preview = onPlane;
    const [before, after] = findAll<PlaneCanvas>(await mount('drift-stage', { store }), 'plane-canvas');
    expect([before!.label, after!.label]).to.deep.equal(['before', 'after']);
    // A twentieth of the span around 0 … 4 and 0 … 8.
    for (const { view } of [before!, after!]) expect(view!.bounds).to.deep.equal({ x: [-0.2, 4.2], y: [-0.4, 8.4] });
    expect(after!.view!.points).to.equal(onPlane.after);
  });

  it('draws the time line where a drift does not act from first to last', async () => {
    const { store } = fakeStore(planeSpec);
    store.data.preview = onPlane;
    const element = await mount('drift-stage', { store });
    expect(findAll(element, 'drift-timeline')).to.have.length(0);
    store.edit({ drift: [{ ...globalDrift('gain-offset', 3), when: { pattern: 'sudden', start: 0.5 } }] });
    await settled(element);
    expect(findAll(element, 'drift-timeline')).to.have.length(1);
  });

  it('says why there is nothing to show', async () => {
    const { store, touch } = fakeStore();
    const element = await mount('drift-stage', { store });
    expect(words(find(element, 'p'))).to.equal('Loading samples …');
    store.data.refusal = { text: 'drift[0].id: there is no drift "x"', issues: [] };
    touch();
    await settled(element);
    expect(words(find(element, 'p'))).to.equal('drift[0].id: there is no drift "x"');
    store.data.preview = { ...onPlane, ledger: [] };
    touch();
    await settled(element);
    expect(words(find(element, 'p'))).to.equal('Nothing changes: this is the control.');
  });
});

describe('the stage of the borders', () => {
  const view: PlaneView = {
    bounds: { x: [0, 1], y: [0, 1] },
    side: 1,
    predicted: Uint8Array.of(0),
    points: { x: new Float32Array(0), y: new Int32Array(0) },
  };

  it('is not there without borders', async () => {
    const { store } = fakeStore();
    expect(findAll(await mount('boundary-stage', { store }), 'h2, figure')).to.have.length(0);
  });

  it('shows the base model first and the repairs in their order, as they come', async () => {
    const { store, touch } = fakeStore();
    const element = await mount('boundary-stage', { store });
    for (const of of ['retrain-all', 'base', 'none']) store.run.apply({ type: 'boundary', of, view });
    touch();
    await settled(element);
    expect(findAll(element, 'figcaption').map(words)).to.deep.equal([
      'base model, old world',
      ...['none', 'retrain-all'].map((id) => findArm(id)!.title),
    ]);
    const [base] = findAll<PlaneCanvas>(element, 'plane-canvas');
    expect([base!.view, base!.label]).to.deep.equal([view, 'Decision border: base model, old world']);
  });
});
