import { expect } from 'chai';
import '../../../src/ui/stream/policies-card.ts';
import '../../../src/ui/stream/stream-complaints.ts';
import '../../../src/ui/stream/stream-estimates.ts';
import type { PolicyPoint, StreamSeed } from '../../../src/contracts/stream.ts';
import { streamPresets } from '../../../src/spec/kinds/stream/presets.ts';
import { LabStore } from '../../../src/state/lab-store.ts';
import { StreamRun } from '../../../src/state/stream-run.ts';
import type { NumberField } from '../../../src/ui/controls/fields.ts';
import { FieldChange } from '../../../src/ui/controls/fields.ts';
import { catalogue } from '../../experiment/catalogue.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const { spec } = streamPresets.complaints;

function storeWith(of = spec) {
  const store = new LabStore().stream;
  Object.assign(store.data, { drifts: catalogue });
  store.setSpec(of);
  store.run = new StreamRun(of);
  return store;
}

describe('the fields of complaints', () => {
  it('are switched on and off; off, repairs learn from labels again and a policy that hears complaints is left to be changed', async () => {
    const store = storeWith({ ...streamPresets.plants.spec });
    const element = await mount('complaint-fields', { store });
    const box = find<HTMLInputElement>(element, 'input[type=checkbox]');
    expect(box.checked).to.equal(false);
    box.click();
    await settled(element);
    expect(store.spec.complaints).to.deep.equal({ wrong: 0.1, right: 0.01, delay: 1 });
    store.setSpec(spec);
    await settled(element);
    find<HTMLInputElement>(element, 'input[type=checkbox]').click();
    expect('complaints' in store.spec).to.equal(false);
    expect(JSON.stringify(store.spec.policies)).not.to.contain('learnsFrom');
    expect(store.spec.policies).to.have.length(spec.policies.length - 3);
  });

  it('are in per cent, and take rates of a class of their own', async () => {
    const store = storeWith();
    Object.assign(store.data, { chosen: () => ({ classes: ['ok', 'leak'] }) });
    const element = await mount('complaint-fields', { store });
    const [wrong] = findAll<NumberField>(element, 'number-field');
    expect(wrong!.value).to.equal(30);
    wrong!.dispatchEvent(new FieldChange(5));
    expect(store.spec.complaints!.wrong).to.equal(0.05);
    await settled(element);
    find<HTMLButtonElement>(element, 'button').click();
    await settled(element);
    expect(store.spec.complaints!.except).to.deep.equal([{ scope: 'class', name: 'ok', wrong: 0.05, right: 0.01 }]);
    find(element, 'choice-field').dispatchEvent(new FieldChange('class leak'));
    await settled(element);
    expect(store.spec.complaints!.except![0]!.name).to.equal('leak');
    find<HTMLButtonElement>(element, 'button').click();
    await settled(element);
    expect('except' in store.spec.complaints!).to.equal(false);
  });

  it('decide what a policy may be and what its repair may learn from', async () => {
    const names = async (of: typeof spec) => {
      const element = await mount('policies-card', { store: storeWith(of) });
      const fields = findAll<HTMLElementTagNameMap['parameter-fields']>(element, 'parameter-fields');
      const [choice] = findAll<HTMLElementTagNameMap['choice-field']>(element, 'choice-field');
      return {
        learns: fields.some(({ parameters }) => parameters.some(({ name }) => name === 'learnsFrom')),
        disabled: choice!.choices.filter(({ disabled }) => disabled).map(({ id }) => id),
      };
    };
    expect(await names(spec)).to.deep.equal({ learns: true, disabled: [] });
    expect(await names(streamPresets.plants.spec)).to.deep.equal({ learns: false, disabled: ['complaints'] });
  });
});

describe('what users complain of', () => {
  const point = (complaints: number): PolicyPoint => ({
    ...{ accuracy: 0.8, statistic: null, threshold: null, warning: false, alarm: false, labels: 0, seconds: 0, flops: 0, errors: 0 },
    complaints,
  });

  function heard() {
    const store = storeWith();
    store.run.phase = 'running';
    store.run.apply({
      ...{ type: 'stream-started', batches: 3 },
      seed: { seed: 0, baseAccuracy: 0.9, complaints: { wrong: 0.3, right: 0.01 } } as StreamSeed,
    });
    for (const [batch, count] of [0, 10, 20].entries())
      store.run.apply({
        ...{ type: 'stream-batch', seed: 0, batch, points: spec.policies.map(() => point(count)) },
        observation: {
          ...{ batch, rows: 50, accuracy: 0.8, prior: [1] },
          estimates: { complaints: batch === 0 ? { refusal: 'wait for more batches' } : { accuracy: 0.75, interval: [0.6, 0.9] } },
        },
      });
    return store;
  }

  it('is drawn for every policy once complaints are due, beside what the old world explains', async () => {
    const element = await mount('stream-complaints', { store: heard(), batches: 3 });
    const { lines } = find<HTMLElementTagNameMap['stream-chart']>(element, 'stream-chart');
    expect(lines).to.have.length(spec.policies.length + 1);
    // 50 answers a batch, heard one batch later: 10 of 50, then 30 of 100.
    expect(lines[0]!.values).to.deep.equal([null, 0.2, 0.3]);
    // 10 % wrong: 0.3 · 0.1 + 0.01 · 0.9.
    for (const value of lines.at(-1)!.values) expect(value).to.be.closeTo(0.039, 1e-12);
    expect(words(find(element, 'p'))).to.contain('1 batch after they were given');
  });

  it('is not there where nobody is heard', async () => {
    const element = await mount('stream-complaints', { store: storeWith(streamPresets.plants.spec), batches: 3 });
    expect(findAll(element, 'stream-chart')).to.deep.equal([]);
  });

  it('tells the accuracy beside the truth, with its interval and how far off it is', async () => {
    const element = await mount('stream-estimates', { store: heard() });
    find(element, 'choice-field').dispatchEvent(new FieldChange('complaints'));
    await settled(element);
    const { lines, bands } = find<HTMLElementTagNameMap['stream-chart']>(element, 'stream-chart');
    expect(lines.map(({ values }) => values.at(-1))).to.deep.equal([0.8, 0.75, 0.6, 0.9]);
    expect(findAll(element, 'p').map(words).join()).to.contain('Off by 5.0 points on average, over 2 windows.');
    // Whoever complains alike is not misled by where the errors are; a class of its own rates may be.
    expect(bands).to.deep.equal([]);
    const store = heard();
    store.run = Object.assign(store.run, {
      spec: { ...spec, complaints: { ...spec.complaints!, except: [{ scope: 'class', name: 'ok', wrong: 0, right: 0 }] } },
    });
    const misled = await mount('stream-estimates', { store });
    find(misled, 'choice-field').dispatchEvent(new FieldChange('complaints'));
    await settled(misled);
    expect(find<HTMLElementTagNameMap['stream-chart']>(misled, 'stream-chart').bands[0]!.title).to.contain('can be violated');
  });
});
