import { expect } from 'chai';
import { AdviceStore } from '../../../src/state/advice-store.ts';
import { EconomicsStore } from '../../../src/state/economics-store.ts';
import { LibraryStore, type Library } from '../../../src/state/library-store.ts';
import { CompareRun } from '../../../src/state/compare-run.ts';
import { defaultSituation } from '../../../src/decide/situation.ts';
import { summarise } from '../../../src/measure/summary.ts';
import type { RunRecord } from '../../../src/contracts/record.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import '../../../src/ui/advice/advice-panel.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, until, words } from '../mount.ts';

/** Storage that lasts as long as it is held. */
function memory(kept: Record<string, string> = {}) {
  return {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void (kept[key] = value),
    removeItem: (key: string) => void delete kept[key],
  };
}

function recordOf(seeds = 8): RunRecord {
  const spec = { ...presets.quick.spec, arms: arms.map(({ id }) => ({ id })), labels: { budget: 300 } };
  const results = synthetic(seeds, {
    none: { accuracyNew: 0.5 },
    'head-only': { accuracyNew: 0.9, trainMs: 200 },
    'full-fine-tune': { accuracyNew: 0.8, trainMs: 900 },
    'retrain-all': { accuracyNew: 0.9, trainMs: 2000 },
  });
  const summary = summarise(results, arms, { margin: 0.01, watts: null, ...soundTiming });
  const diagnosis = { kind: 'P(x)', scope: 'local' };
  return {
    spec,
    seeds: [{ diagnosis }],
    data: { classes: ['a', 'b', 'c'] },
    derived: { summary },
    results,
    runId: 'sha256:run',
    specId: 'sha256:spec',
  } as unknown as RunRecord;
}

async function panel(record = recordOf()) {
  const { store } = fakeStore();
  store.library = new LibraryStore({ keep: async () => ({ code: 'full', refusal: 'no room' }) } as unknown as Library);
  store.run = Object.assign(new CompareRun(record.spec), { phase: 'finished', record });
  const storage = memory();
  const advising = new AdviceStore(() => storage);
  const element = await mount('advice-panel', { store, advising, economics: new EconomicsStore(() => memory()) }, 900);
  return { element, advising, storage };
}

describe('the advice panel', () => {
  it('tells what is favoured, how surely, the diagnosis and every rule with its source', async () => {
    const { element } = await panel();
    expect(words(find(element, '.headline'))).to.match(/^This run’s evidence favours head only/);
    expect(words(find(element, '.strength'))).not.to.equal('');
    expect(words(find(element, 'p.quiet')))
      .to.contain('P(x) changed, in some places')
      .and.to.match(
        /On 126 unseen scenarios advice .+\. Taking the mean less what its work is worth does as well as advice\. Rules veto and explain\./,
      );
    for (const rule of findAll(element, '.rules li')) expect(rule.querySelectorAll('p')).to.have.length(2);
    expect(words(find(element, 'details')))
      .to.contain('6 rules could not be evaluated')
      .and.to.contain('Break-even');
  });

  it('follows the situation: another architecture leaves retraining, and a limit out of range changes nothing', async () => {
    const { element, advising } = await panel();
    expect(advising.say({ architectureChanged: true })).to.deep.equal([]);
    await settled(element);
    expect(words(find(element, '.headline'))).to.contain('retrain on all');
    expect(words(find(element, 'section:nth-of-type(2)'))).to.contain('the architecture changes: no instead of yes');
    expect(advising.say({ patches: -3 })).to.have.length(1);
    expect(advising.situation.patches).to.equal(0);
  });

  it('tells how the base model treated groups in the old world, where the data has some', async () => {
    const record = recordOf();
    const fairnessOld = { groups: [], worst: { group: 0, rows: 40, accuracy: 0.75 }, demographicParity: null, equalizedOdds: 0.125 };
    const results = record.results.map((result) => ({ ...result, measures: { ...result.measures, fairnessOld } }));
    const told = async (given: RunRecord) => findAll(find((await panel(given)).element, 'advice-situation'), 'p.quiet').map(words);
    expect(await told({ ...record, results })).to.deep.equal([
      'Measured on old rows: equalized odds difference 12.5 ± 0.0 pt, accuracy of the worst group 75.0 ± 0.0 %.',
    ]);
    expect(await told(record)).to.deep.equal([]);
  });

  it('records a decision only when a name stands under it, and reason and validation where regulated', async () => {
    const { element, advising } = await panel();
    advising.say({ regulated: true });
    await settled(element);
    const form = find<HTMLElementTagNameMap['advice-decision']>(element, 'advice-decision');
    const submit = async () => {
      find(form, 'form').dispatchEvent(new Event('submit', { cancelable: true }));
      await settled(form);
    };
    await submit();
    expect(findAll(form, '.wrong')).to.have.length(3);
    for (const name of ['name', 'reason', 'validation']) find<HTMLInputElement>(form, `input[name=${name}]`).value = `my ${name}`;
    await submit();
    expect(findAll(form, '.wrong')).to.deep.equal([]);
    await until(() => form.shadowRoot!.querySelector('.taken') !== null && !form.keeping);
    expect(words(find(form, '.taken'))).to.match(/^Approved: tune the head\. my name, \d{4}-\d\d-\d\d \d\d:\d\d UTC\. my reason sha256:/);
  });

  it('offers no approval where nothing is favoured', async () => {
    const { element } = await panel(recordOf(4));
    expect(words(find(element, '.headline'))).to.contain('4 of 6 seeds');
    const form = find<HTMLElementTagNameMap['advice-decision']>(element, 'advice-decision');
    expect(find<HTMLElementTagNameMap['choice-field']>(form, 'choice-field').choices.map(({ id }) => id)).to.deep.equal([
      'rejected',
      'overridden',
    ]);
  });
});

describe('what is said of the situation', () => {
  it('is kept on the device, and read back only when it makes sense', () => {
    const storage = memory();
    new AdviceStore(() => storage).say({ rollback: true, patches: 4 });
    expect(new AdviceStore(() => storage).situation).to.deep.include({ rollback: true, patches: 4 });
    for (const kept of ['{', '{"patches":"many"}', JSON.stringify({ ...defaultSituation, patches: -1 })]) {
      expect(new AdviceStore(() => memory({ 'drift-lab-situation': kept })).situation).to.deep.equal(defaultSituation);
    }
    // Kept before runs could tell: “no” of the architecture was what nobody had said, “yes” was said.
    const { fitGap: _, ...limits } = defaultSituation.limits;
    for (const [said, is] of [
      [false, 'evidence'],
      [true, true],
    ] as const) {
      const before = JSON.stringify({ ...defaultSituation, limits, architectureChanged: said, patches: 2 });
      const { situation } = new AdviceStore(() => memory({ 'drift-lab-situation': before }));
      expect(situation).to.deep.equal({ ...defaultSituation, architectureChanged: is, patches: 2 });
    }
    const since = memory();
    new AdviceStore(() => since).say({ architectureChanged: false });
    expect(new AdviceStore(() => since).situation.architectureChanged).to.equal(false);
    const refusing = new AdviceStore(() => {
      throw new Error('private window');
    });
    expect(refusing.say({ rollback: true })).to.deep.equal([]);
    expect(refusing.situation.rollback).to.equal(true);
  });
});
