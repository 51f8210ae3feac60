import { expect } from 'chai';
import '../../../src/ui/stream/stream-accounts.ts';
import '../../../src/ui/stream/stream-bar.ts';
import '../../../src/ui/stream/stream-estimates.ts';
import '../../../src/ui/stream/stream-result.ts';
import { streamVerdict } from '../../../src/decide/stream-verdict.ts';
import { estimatorsFor } from '../../../src/detect/estimate/registry.ts';
import type { Observation, PolicyPoint } from '../../../src/contracts/stream.ts';
import { streamSummary } from '../../../src/measure/stream-summary.ts';
import type { StreamRecord } from '../../../src/contracts/record.ts';
import { globalDrift } from '../../../src/spec/schema.ts';
import { LabStore } from '../../../src/state/lab-store.ts';
import { StreamRun } from '../../../src/state/stream-run.ts';
import { catalogue } from '../../experiment/catalogue.ts';
import { conditions, policyRun, streamSpec } from '../../measure/synthetic-streams.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const point = (errors: number, more: Partial<PolicyPoint> = {}): PolicyPoint => ({
  accuracy: 0.8,
  statistic: null,
  threshold: null,
  warning: false,
  alarm: false,
  labels: 0,
  seconds: 0,
  flops: 0,
  errors,
  ...more,
});
const repair = { batch: 1, arm: 'retrain-new', by: 'policy', labels: 40, seconds: 2, flops: 1e9, endHash: 'sha256:0' } as const;

/** A stream of two batches that goes by: policy 0 does nothing, policy 1 repairs after the second. */
function passing(observations: readonly Observation[] = []) {
  const store = new LabStore().stream;
  Object.assign(store.data, { drifts: catalogue });
  const others = store.run.spec.policies.slice(2).map(() => point(0));
  store.run.phase = 'running';
  store.run.batches = 2;
  store.run.apply({
    type: 'stream-batch',
    seed: 0,
    batch: 0,
    points: [point(10), point(10), ...others],
    ...(observations[0] && { observation: observations[0] }),
  });
  store.run.apply({
    type: 'stream-batch',
    seed: 0,
    batch: 1,
    points: [point(20), point(14, { action: repair, labels: 40, seconds: 2 }), ...others],
    ...(observations[1] && { observation: observations[1] }),
  });
  return store;
}

describe('the accounts of a stream', () => {
  it('count wrong answers, repairs, what both are worth together, labels, time and energy', async () => {
    const element = await mount('stream-accounts', { store: passing() });
    const [never, repaired] = findAll(element, 'tbody tr').map((row) => [...row.querySelectorAll('td')].map(words));
    // 50 rows a batch: 20 of 100 wrong.
    expect(never!.slice(1, 8)).to.deep.equal(['80.0 %', '20', '0', '20', '0', '0 ms', '–']);
    // One repair is worth 60 wrong answers in this stream.
    expect(repaired!.slice(1, 7)).to.deep.equal(['86.0 %', '14', '1', '74', '40', '2.0 s']);
    expect(repaired![7]).to.match(/^≈ .* J \(/);
    expect(find(element, 'stream-chart').getAttribute('label')).to.equal('What each policy has cost over the stream');
  });

  it('let a person go back to the model before, once there is one', async () => {
    const element = await mount('stream-accounts', { store: passing() });
    expect(
      findAll(element, 'tbody tr')
        .map((row) => row.querySelectorAll('button').length)
        .slice(0, 2),
    ).to.deep.equal([0, 1]);
    expect(words(find(element, 'tbody button'))).to.equal('Roll back');
  });
});

describe('the result of a stream', () => {
  function finished(seeds: number) {
    const store = new LabStore().stream;
    const spec = streamSpec(
      [
        { id: 'never', params: {} },
        { id: 'detector', params: {} },
      ],
      { count: seeds },
    );
    const runs = Array.from({ length: seeds }, (_, seed) => [
      policyRun(seed, 0, 800 + seed, 0),
      policyRun(seed, 1, 300 - seed, 1, seed % 2 ? 3 : Infinity),
    ]).flat();
    const summary = streamSummary(spec, runs, [], conditions);
    store.run = new StreamRun(spec);
    store.run.apply({
      type: 'finished',
      record: { spec, runs, edits: [], derived: { ...summary, verdict: streamVerdict(spec, summary) } } as unknown as StreamRecord,
    });
    return store;
  }

  it('leads with the verdict of the record, and shows what a repair may cost', async () => {
    const store = finished(10);
    const element = await mount('stream-result', { store });
    const { verdict } = store.run.record!.derived;
    expect(words(find(element, 'h2.headline'))).to.equal(`${verdict.headline.before}${verdict.headline.policy}${verdict.headline.after}`);
    expect(findAll(element, '.lead p').map(words).slice(0, verdict.sentences.length)).to.deep.equal(verdict.sentences);
    const prices = find<HTMLElementTagNameMap['stream-prices']>(element, 'stream-prices');
    expect(find(prices, '.strip').getAttribute('aria-label')).to.equal(verdict.prices[0]);
    // 495 wrong answers less for one repair.
    expect(findAll(prices, 'li').map(words)).to.deep.equal(['1 – 509: ADWIN rings → start over on new data', '509 – 10,000: Never']);
    expect(words(find(element, 'table'))).to.contain('3.0 batches, on 5 of 10');
  });

  it('gives one seed no verdict and no differences', async () => {
    const element = await mount('stream-result', { store: finished(1) });
    expect(words(find(element, 'h2.headline'))).to.equal('Too few seeds for a verdict: 1 of 6');
    expect(findAll(element, 'summary').map(words).join()).not.to.contain('seed by seed');
  });

  it('says which seed goes by while nobody takes part any more, and leaves only pause and stop', async () => {
    const store = passing();
    store.run.apply({ type: 'stream-ended', runs: [] });
    const element = await mount('stream-result', { store });
    expect(words(find(element, 'h2.headline'))).to.equal('Seed 2 of at most 12: one stream is one story');
    const bar = await mount('stream-bar', { store });
    // The others keep their places, unseen.
    const seen = findAll(bar, 'button').filter((each) => each.checkVisibility({ visibilityProperty: true }));
    expect(seen.map(words)).to.deep.equal(['Pause', 'Stop']);
    expect(findAll(await mount('stream-accounts', { store }), 'tbody button')).to.deep.equal([]);
  });
});

describe('estimates beside a stream', () => {
  const observation = (batch: number, auroc: number): Observation => ({
    batch,
    rows: 50,
    accuracy: 0.8,
    prior: [0.5, 0.5],
    estimates: {
      cbpe: { accuracy: 0.9 },
      bbse: { prior: [0.4, 0.6] },
      'domain-auroc': { auroc },
      atc: { refusal: 'atc: there is nothing to see' },
    },
  });
  const choose = async (element: HTMLElement, id: string) => {
    find(element, 'choice-field').dispatchEvent(Object.assign(new Event('field-change'), { value: id }));
    await settled(element);
  };
  const drawn = (element: HTMLElement) => find<HTMLElementTagNameMap['stream-chart']>(element, 'stream-chart');

  it('show truth and estimate, shares of classes where those are estimated, and why there is none', async () => {
    const element = await mount('stream-estimates', { store: passing([observation(0, 0.5), observation(1, 0.5)]) });
    expect(drawn(element).lines.map(({ values }) => values)).to.deep.equal([
      [0.8, 0.8],
      [0.9, 0.9],
    ]);
    await choose(element, 'bbse');
    expect(drawn(element).lines.map(({ values }) => values)).to.deep.equal([
      [0.5, 0.5],
      [0.4, 0.4],
    ]);
    await choose(element, 'atc');
    expect(words(find(element, '.refusal'))).to.equal('atc: there is nothing to see');
  });

  it('state their assumption, and are shaded where the ledger or a classifier says that it does not hold', async () => {
    const element = await mount('stream-estimates', { store: passing([observation(0, 0.95), observation(1, 0.5)]) });
    for (const { id, assumption } of estimatorsFor({})) {
      await choose(element, id);
      expect(words(find(element, 'p.quiet'))).to.contain(assumption.slice(1));
    }
    await choose(element, 'cbpe');
    // Swapped channels from 40 % on alter the inputs, so what an input means changes; the first batch hardly overlaps with the reference.
    expect(drawn(element).bands.map(({ from, to, title }) => [from, to, title])).to.deep.equal([
      [0.8, 2, 'P(y|x) changes: the assumption is violated'],
      [0, 1, 'few rows like these in the reference'],
    ]);
    await choose(element, 'bbse');
    expect(drawn(element).bands.map(({ title }) => title)).to.deep.equal(['P(x), P(y|x) changes: the assumption is violated']);
  });

  it('are shaded as doubtful where other rows come, each with its label: confidence may then mean something else', async () => {
    const store = passing();
    store.run = new StreamRun({
      ...store.run.spec,
      drift: [{ ...globalDrift('importance-tilt', 3), when: { pattern: 'sudden', start: 0.5 } }],
    });
    Object.assign(store.run, { phase: 'running', batches: 2 });
    const element = await mount('stream-estimates', { store });
    const titles = async (id: string) => {
      await choose(element, id);
      return drawn(element).bands.map(({ title }) => title);
    };
    for (const id of ['cbpe', 'atc', 'confidence-difference'])
      expect(await titles(id), id).to.deep.equal(['P(x) changes: the assumption can be violated']);
    expect(await titles('bbse')).to.deep.equal(['P(x) changes: the assumption is violated']);
    expect(await titles('domain-auroc')).to.deep.equal([]);
  });
});
