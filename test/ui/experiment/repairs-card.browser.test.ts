import { expect } from 'chai';
import { findArm } from '../../../src/adapt/registry.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../src/spec/schema.ts';
import { arms } from '../../../src/state/catalogue.ts';
import { FieldChange, type NumberField } from '../../../src/ui/controls/fields.ts';
import type { RailCard } from '../../../src/ui/controls/rail-card.ts';
import { withEnd } from '../../../src/ui/experiment/repairs-budgets.ts';
import '../../../src/ui/experiment/repairs-card.ts';
import { needsOf, repairGroups, toggled, withValues } from '../../../src/ui/experiment/repairs-groups.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const { spec } = presets.quick;

describe('the groups of repairs', () => {
  it('hold every repair but doing nothing, once', () => {
    const ids = repairGroups().flatMap((group) => group.arms.map(({ id }) => id));
    expect(ids).to.have.members(arms.map(({ id }) => id).filter((id) => id !== 'none'));
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('put those that need no label first and those from scratch last', () => {
    const groups = repairGroups();
    expect(groups[0]!.arms.every(({ needs }) => !needs.newLabels)).to.equal(true);
    expect(groups.at(-1)!.arms.every(({ family }) => family === 'retrain')).to.equal(true);
  });

  it('say what a repair cannot do without', () => {
    expect(needsOf(findArm('ewc')!)).to.equal('needs labels, old data');
    expect(needsOf(findArm('tent')!)).to.equal('needs new inputs, batch normalisation');
    expect(needsOf(findArm('dfr')!)).to.equal('needs labels, groups');
    expect(needsOf(findArm('none')!)).to.equal('needs nothing');
  });
});

describe('choosing repairs', () => {
  const chosen: Spec['arms'] = [{ id: 'none' }, { id: 'ewc', params: { strength: 7 } }];

  it('keeps what was chosen about the others, in the order of the registry', () => {
    expect(toggled(chosen, 'head-only')).to.deep.equal([{ id: 'none' }, { id: 'head-only' }, { id: 'ewc', params: { strength: 7 } }]);
    expect(toggled(chosen, 'ewc')).to.deep.equal([{ id: 'none' }]);
  });

  it('writes down only what is not the default, so that equal experiments are equal', () => {
    const ewc = findArm('ewc')!;
    expect(withValues(chosen, ewc, { strength: 9, rows: 256 })).to.deep.equal([{ id: 'none' }, { id: 'ewc', params: { strength: 9 } }]);
    expect(withValues(chosen, ewc, { strength: 100, rows: 256 })).to.deep.equal([{ id: 'none' }, { id: 'ewc' }]);
  });
});

describe('the card of repairs', () => {
  const box = (element: HTMLElement, id: string) => find<HTMLInputElement>(element, `[data-arm="${id}"]`);
  const folds = (element: HTMLElement) =>
    Object.fromEntries(findAll<HTMLDetailsElement>(element, '.group[data-group]').map((group) => [group.dataset.group, group.open]));

  it('opens the groups with a chosen repair, and leaves them open when it is taken out', async () => {
    const { store } = fakeStore();
    const element = await mount('repairs-card', { store });
    expect(folds(element)).to.deep.equal({ 'label-free': false, part: true, whole: true, held: false, scratch: true });
    box(element, 'full-fine-tune').click();
    await settled(element);
    expect(store.spec.arms.map(({ id }) => id)).to.deep.equal(['none', 'head-only', 'retrain-new', 'retrain-all']);
    expect(folds(element)['whole']).to.equal(true);
  });

  it('names a few repairs in its line, and counts many', async () => {
    const { store } = fakeStore();
    const element = await mount('repairs-card', { store });
    expect(find<RailCard>(element, 'rail-card').detail).to.equal('5 repairs race');
    store.edit({ arms: [{ id: 'none' }, { id: 'head-only' }] });
    await settled(element);
    expect(find<RailCard>(element, 'rail-card').detail).to.equal('no repair · tune the head');
    store.edit({ arms: arms.map(({ id }) => ({ id })) });
    await settled(element);
    expect(find<RailCard>(element, 'rail-card').detail).to.equal(`${arms.length} repairs race`);
  });

  it('shows the settings of a chosen repair, and keeps them when another one is toggled', async () => {
    const { store } = fakeStore({ ...spec, arms: [{ id: 'none' }, { id: 'ewc' }] });
    const element = await mount('repairs-card', { store });
    find(element, '.settings parameter-fields').dispatchEvent(new FieldChange({ strength: 5, rows: 256 }));
    await settled(element);
    expect(words(find(element, '.settings summary'))).to.equal('Settings 1 changed');
    box(element, 'replay').click();
    await settled(element);
    expect(store.spec.arms).to.deep.equal([{ id: 'none' }, { id: 'replay' }, { id: 'ewc', params: { strength: 5 } }]);
    expect(findAll(element, '.settings')).to.have.length(2);
  });

  it('keeps the budgets when the epochs change', async () => {
    const { store } = fakeStore({ ...spec, stop: { epochs: 60, until: { seconds: 2 } } });
    const element = await mount('repairs-card', { store });
    findAll<NumberField>(element, 'number-field')
      .find(({ label }) => label === 'epochs of fine-tuning')!
      .dispatchEvent(new FieldChange(30));
    expect(store.spec.stop).to.deep.equal({ epochs: 30, until: { seconds: 2 } });
    await settled(element);
    expect(words(find(element, '.budgets summary'))).to.equal('Budgets ends early');
  });
});

describe('the budgets', () => {
  it('keep labels to decide on as long as a target or a plateau is looked at', () => {
    expect(withEnd(undefined, 'accuracy', 0.9)).to.deep.equal({ validation: 0.2, accuracy: 0.9 });
    expect(withEnd({ validation: 0.3, accuracy: 0.9 }, 'plateau', 4)).to.deep.equal({ validation: 0.3, accuracy: 0.9, plateau: 4 });
    expect(withEnd({ validation: 0.3, accuracy: 0.9, seconds: 2 }, 'accuracy', undefined)).to.deep.equal({ seconds: 2 });
    expect(withEnd({ validation: 0.3, accuracy: 0.9 }, 'accuracy', undefined)).to.equal(undefined);
  });

  it('turn an end on with a value, change it, and take it away with all that it brought', async () => {
    const { store } = fakeStore();
    const element = await mount('repairs-budgets', { store });
    find<HTMLInputElement>(element, '[data-budget=accuracy]').click();
    await settled(element);
    expect(store.spec.stop).to.deep.equal({ epochs: 60, until: { validation: 0.2, accuracy: 0.9 } });
    find<NumberField>(element, 'number-field').dispatchEvent(new FieldChange(95));
    expect(store.spec.stop.until).to.deep.equal({ validation: 0.2, accuracy: 0.95 });
    await settled(element);
    find<HTMLInputElement>(element, '[data-budget=accuracy]').click();
    expect(store.spec.stop).to.deep.equal({ epochs: 60 });
  });

  it('change nothing else of what is measured', async () => {
    const { store } = fakeStore({ ...spec, measure: { margin: 0.02, metric: 'brier' } });
    const element = await mount('repairs-budgets', { store });
    find<HTMLInputElement>(element, '[data-budget=self-churn]').click();
    expect(store.spec.measure).to.deep.equal({ margin: 0.02, metric: 'brier', selfChurn: true });
    await settled(element);
    find<HTMLInputElement>(element, '[data-budget=self-churn]').click();
    expect(store.spec.measure).to.deep.equal({ margin: 0.02, metric: 'brier' });
  });
});
