import { expect } from 'chai';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../../src/spec/schema.ts';
import { FieldChange } from '../../../src/ui/controls/fields.ts';
import type { RailCard } from '../../../src/ui/controls/rail-card.ts';
import type { DriftEditor } from '../../../src/ui/experiment/drift-editor.ts';
import '../../../src/ui/experiment/drift-card.ts';
import type { LabStore } from '../../../src/state/lab-store.ts';
import { fakeStore } from '../fake-store.ts';
import { button, find, findAll, mount, settled, until } from '../mount.ts';

const { spec } = presets.quick;

const ids = ({ drift }: Spec): string[] => drift.map(({ id }) => id);

/** The card, once its fields are here: they come after the first paint. */
async function withEditors(store: LabStore) {
  const element = await mount('drift-card', { store });
  await until(() => findAll(element, 'drift-editor').length > 0);
  return element;
}

describe('the drift card', () => {
  const card = (element: HTMLElement) => find<RailCard>(element, 'rail-card');

  it('says in a line what happens, how strongly, where, when and of what kind', async () => {
    const drift: Spec['drift'] = [
      { ...globalDrift('contrast', 2.5), where: { scope: 'class', name: '3' }, when: { pattern: 'blip', start: 0.2, end: 0.4 } },
    ];
    const { store } = fakeStore({ ...spec, drift });
    const { choice, detail } = card(await mount('drift-card', { store }));
    expect([choice, detail]).to.deep.equal(['Contrast', 'severity 2.5 · in the class “3” · blip']);
  });

  it('says that there is none, as a control', async () => {
    const { store } = fakeStore({ ...spec, drift: [] });
    const { choice, detail } = card(await mount('drift-card', { store }));
    expect([choice, detail]).to.deep.equal(['No drift: the control', '']);
  });

  it('offers the drifts that fit, and those that are chosen', async () => {
    const { store } = fakeStore({ ...spec, drift: [globalDrift('gain-offset', 3)] });
    store.data.fits = ['contrast', 'rotation'];
    const { choices } = find<DriftEditor>(await withEditors(store), 'drift-editor');
    expect(choices.map(({ id }) => id)).to.have.members(['contrast', 'rotation', 'gain-offset']);
  });

  it('adds a drift that is not there yet, up to five, and removes the one it is asked to', async () => {
    const { store } = fakeStore();
    store.data.fits = ['contrast', 'rotation', 'label-cycle'];
    const element = await withEditors(store);
    for (let i = 0; i < 4; i++) {
      button(element, 'Add another drift').click();
      await settled(element);
    }
    expect(ids(store.spec)).to.have.length(5);
    expect(new Set(ids(store.spec))).to.deep.equal(new Set(['contrast', 'rotation', 'label-cycle']));
    expect(button(element, 'Add another drift')).to.equal(undefined);
    const [first, ...rest] = ids(store.spec);
    button(element, 'Remove').click();
    await settled(element);
    expect([first, ids(store.spec)]).to.deep.equal(['contrast', rest]);
  });

  it('replaces the drift that was edited, and no other', async () => {
    const { store } = fakeStore({ ...spec, drift: [globalDrift('contrast', 3), globalDrift('rotation', 1)] });
    const element = await withEditors(store);
    findAll(element, 'drift-editor')[1]!.dispatchEvent(new FieldChange(globalDrift('rotation', 4.2)));
    expect(store.spec.drift).to.deep.equal([globalDrift('contrast', 3), globalDrift('rotation', 4.2)]);
  });
});
