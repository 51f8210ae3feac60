import { expect } from 'chai';
import { findDetector } from '../../src/detect/streaming/registry.ts';
import { repairPrice } from '../../src/policies/cost.ts';
import { bestMoments } from '../../src/policies/oracle.ts';
import { findPolicy, ownParameters, parametersOf, policies, policyTitle } from '../../src/policies/registry.ts';
import type { Decision, Policy } from '../../src/policies/types.ts';
import { randomStream } from '../../src/random/random.ts';
import { withDefaults, type ParameterValues } from '../../src/spec/parameter.ts';

/** Powers of two, so that every level is met exactly. */
const ACCURACY = 0.75;
const CONFIDENCE = 0.75;
const BATCHES = 40;
const ROWS = 8;

function policy(id: string, params: ParameterValues): Policy {
  const entry = findPolicy(id)!;
  return entry.create({
    params: { ...withDefaults(entry.parameters), ...params },
    ...{ accuracy: ACCURACY, confidence: CONFIDENCE, batches: BATCHES, rows: ROWS, random: randomStream(1, 'policy'), moments: [2] },
  });
}

/** So many of so many rows were wrong. */
const wrong = (count: number, of = ROWS): number[] => Array.from({ length: of }, (_, i) => Number(i < count));

interface Seen {
  readonly batch?: number;
  readonly errors?: readonly number[];
  readonly confidences?: readonly number[];
}
const decide = (watcher: Policy, { batch = 0, errors = [], confidences = [] }: Seen): Decision =>
  watcher.decide({ batch, returned: batch, errors, confidences, freshLabels: 0, rows: ROWS, wait: 0 });
/** What is said of that, as `[act, warning, statistic]`. */
const said = (watcher: Policy, seen: Seen) => {
  const { act, warning, statistic } = decide(watcher, seen);
  return [act, warning, statistic];
};

describe('the levels at which a policy warns and acts', () => {
  it('of accuracy: above half of the drop, and above the drop, over a full window', () => {
    // A quarter of errors in the old world, a drop of a quarter: it acts above 1/2, and warns above 3/8.
    const over = (count: number) => said(policy('accuracy', { drop: 0.25, window: 16 }), { errors: wrong(count, 16) });
    expect(over(6)).to.deep.equal([false, false, 6 / 16]);
    expect(over(7)).to.deep.equal([false, true, 7 / 16]);
    expect(over(8)).to.deep.equal([false, true, 8 / 16]);
    expect(over(9)).to.deep.equal([true, true, 9 / 16]);
    const watcher = policy('accuracy', { drop: 0.25, window: 16 });
    expect(decide(watcher, { errors: wrong(15, 15) })).to.deep.equal({ act: false, warning: false, statistic: NaN, threshold: 0.5 });
    expect(said(watcher, { errors: [0] })).to.deep.equal([true, true, 15 / 16]);
    expect(said(watcher, { errors: wrong(0, 14) }), 'the oldest leave').to.deep.equal([false, false, 1 / 16]);
    watcher.acted();
    expect(said(watcher, { errors: wrong(0, 15) }), 'a new model is looked at anew').to.deep.equal([false, false, NaN]);
  });

  it('of the estimate without labels: above half of the drop in confidence, and above the drop', () => {
    const over = (confidence: number) =>
      said(policy('estimate', { drop: 0.25, window: 4 }), { confidences: new Array<number>(4).fill(confidence) });
    expect(over(0.625)).to.deep.equal([false, false, 0.125]);
    expect(over(0.5625)).to.deep.equal([false, true, 0.1875]);
    expect(over(0.5)).to.deep.equal([false, true, 0.25]);
    expect(over(0.4375)).to.deep.equal([true, true, 0.3125]);
    const watcher = policy('estimate', { drop: 0.25, window: 4 });
    said(watcher, { confidences: [0.25, 0.25, 0.25, 0.25] });
    watcher.acted();
    expect(said(watcher, { confidences: [0.75, 0.75, 0.75] })).to.deep.equal([false, false, NaN]);
  });

  it('of cumulative regret: from half of the price on, and from the price on', () => {
    // Two of eight rows are wrong in the old world: what goes beyond is regret, and what stays below pays some back.
    const watcher = policy('regret', { price: 8 });
    expect(said(watcher, { errors: wrong(5) })).to.deep.equal([false, false, 3]);
    expect(said(watcher, { errors: wrong(3) })).to.deep.equal([false, true, 4]);
    expect(said(watcher, { errors: wrong(5) })).to.deep.equal([false, true, 7]);
    expect(said(watcher, { errors: wrong(3) })).to.deep.equal([true, true, 8]);
    watcher.acted();
    expect(said(watcher, { errors: wrong(3) })).to.deep.equal([false, false, 1]);
    expect(said(watcher, { errors: wrong(0) }), 'never below nothing').to.deep.equal([false, false, 0]);
  });

  it('of CARA’s threshold: from half of it on, and from it on, batch by batch', () => {
    const watcher = policy('cara-threshold', { price: 16, share: 0.25 });
    expect(said(watcher, { errors: wrong(3) })).to.deep.equal([false, false, 1]);
    expect(said(watcher, { errors: wrong(4) })).to.deep.equal([false, true, 2]);
    expect(said(watcher, { errors: wrong(5) })).to.deep.equal([false, true, 3]);
    expect(said(watcher, { errors: wrong(6) })).to.deep.equal([true, true, 4]);
    expect(said(watcher, { errors: wrong(0) })).to.deep.equal([false, false, 0]);
  });

  it('of CARA’s sum: from half of the price on, and from the price on; what stays below the old rate pays nothing back', () => {
    const watcher = policy('cara-cumulative', { price: 8 });
    expect(said(watcher, { errors: wrong(5) })).to.deep.equal([false, false, 3]);
    expect(said(watcher, { errors: wrong(0) })).to.deep.equal([false, false, 3]);
    expect(said(watcher, { errors: wrong(3) })).to.deep.equal([false, true, 4]);
    expect(said(watcher, { errors: wrong(6) })).to.deep.equal([true, true, 8]);
    watcher.acted();
    expect(said(watcher, { errors: wrong(3) })).to.deep.equal([false, false, 1]);
  });

  it('of the forecast: from half of the price on, and from the price on, once there are as many batches as it looks back', () => {
    // Half of the rows beyond the old rate are wrong, and 38 batches of 8 rows are to come after batch 1: 152 errors.
    const after = (price: number, doubt = 0) => {
      const watcher = policy('upf-lite', { price, memory: 2, doubt });
      expect(decide(watcher, { batch: 0, errors: wrong(6) })).to.deep.equal({
        ...{ act: false, warning: false, statistic: NaN, threshold: price },
      });
      return said(watcher, { batch: 1, errors: wrong(6) });
    };
    expect(after(152)).to.deep.equal([true, true, 152]);
    expect(after(153)).to.deep.equal([false, true, 152]);
    expect(after(304)).to.deep.equal([false, true, 152]);
    expect(after(305)).to.deep.equal([false, false, 152]);
    // One standard error of a share of 12 in 16 rows is taken off.
    expect(after(1, 1)[2]).to.be.closeTo((0.5 - Math.sqrt((0.75 * 0.25) / 16)) * 304, 1e-9);
  });

  it('of the forecast, from the latest batches with labels only, and anew after a repair', () => {
    const watcher = policy('upf-lite', { price: 1e6, memory: 2, doubt: 0 });
    expect(said(watcher, { batch: 0 }), 'no labels yet').to.deep.equal([false, false, NaN]);
    decide(watcher, { batch: 1, errors: wrong(8) });
    decide(watcher, { batch: 2, errors: wrong(6) });
    decide(watcher, { batch: 3 });
    expect(said(watcher, { batch: 4, errors: wrong(4) })[2], 'of 6 and 4 wrong').to.equal((6 / 16) * 35 * 8);
    watcher.acted();
    expect(said(watcher, { batch: 5, errors: wrong(4) })).to.deep.equal([false, false, NaN]);
    expect(said(watcher, { batch: 6, errors: wrong(4) })[2]).to.equal((4 / 16) * 33 * 8);
  });

  it('of those by the clock: none; they tell how far the count is, those that know the moments tell nothing', () => {
    expect(decide(policy('never', {}), {})).to.deep.equal({ act: false, warning: false, statistic: NaN, threshold: NaN });
    const [batches, rows] = [policy('periodic', { every: 2 }), policy('every-rows', { every: 16 })];
    expect(decide(batches, {})).to.deep.equal({ act: false, warning: false, statistic: 1, threshold: 2 });
    expect(decide(batches, {})).to.deep.equal({ act: true, warning: false, statistic: 2, threshold: 2 });
    expect(decide(rows, {})).to.deep.equal({ act: false, warning: false, statistic: 8, threshold: 16 });
    expect(decide(rows, {})).to.deep.equal({ act: true, warning: false, statistic: 16, threshold: 16 });
    expect(decide(policy('oracle', {}), { batch: 2 })).to.deep.equal({ act: true, warning: false, statistic: NaN, threshold: NaN });
    const random = policy('random', { count: BATCHES + 5 });
    expect(decide(random, { batch: 7 }), 'no more than there are').to.deep.equal({
      ...{ act: true, warning: false, statistic: NaN, threshold: NaN },
    });
  });
});

describe('a policy that listens to a detector', () => {
  const entry = findDetector('ddm')!;
  /** Batches of 10 rows: two of ten wrong, then eight of ten from batch 6 on. */
  const batches = Array.from({ length: 14 }, (_, batch) => wrong(batch < 6 ? 2 : 8, 10));

  it('warns as the detector does, and asks for the labels since it grew suspicious', () => {
    const twin = entry.create(withDefaults(entry.parameters), randomStream(1, 'twin'));
    const watcher = policy('detector', { detector: 'ddm', collect: 0 });
    let since: number | undefined;
    let acted = -1;
    for (const [batch, errors] of batches.entries()) {
      const told = errors.map((error) => (twin.update(error), [twin.warning, twin.alarm] as const));
      const alarm = told.some(([, raised]) => raised);
      const warning = alarm || told.some(([raised]) => raised);
      since = warning ? (since ?? batch) : undefined;
      expect(decide(watcher, { batch, errors }), String(batch)).to.deep.equal({
        ...{ act: alarm, warning, statistic: twin.statistic, threshold: twin.threshold },
        ...(since !== undefined && { since }),
      });
      if (!alarm) continue;
      acted = batch;
      break;
    }
    expect(acted).to.be.within(6, 8);
    expect(since).to.be.at.most(acted);
  });

  it('collects labels of the new world before it acts, deaf meanwhile, and begins anew afterwards', () => {
    const prompt = policy('detector', { detector: 'ddm', collect: 0 });
    const alarmed = batches.findIndex((errors, batch) => decide(prompt, { batch, errors }).act);
    const watcher = policy('detector', { detector: 'ddm', collect: 2 });
    const decisions = batches.map((errors, batch) => decide(watcher, { batch, errors }));
    const { since } = decisions[alarmed]!;
    expect(decisions.slice(0, alarmed + 1).some(({ act }) => act)).to.equal(false);
    expect(decisions[alarmed]).to.deep.include({ warning: true });
    // Two batches after the alarm it acts, and asks until it is done.
    const later = decisions.slice(alarmed + 1);
    expect(later).to.deep.equal(later.map((_, i) => ({ act: i >= 1, warning: true, statistic: NaN, threshold: NaN, since })));
    watcher.acted();
    expect(decide(watcher, { batch: 14, errors: wrong(2, 10) })).to.deep.include({ act: false, warning: false });
    expect(decide(watcher, { batch: 15, errors: wrong(2, 10) })).not.to.have.property('since');
  });

  it('takes the parameters of its detector, ADWIN unless told, and refuses one that there is not', () => {
    const own = (params: ParameterValues) => ownParameters(findPolicy('detector')!, params).map(({ name }) => name);
    const names = (id: string) => findDetector(id)!.parameters.map(({ name }) => name);
    expect(own({})).to.deep.equal(['detector', 'collect', ...names('adwin')]);
    expect(own({ detector: 'ddm' })).to.deep.equal(['detector', 'collect', ...names('ddm')]);
    expect(own({ detector: 'ear' })).to.deep.equal(['detector', 'collect']);
    expect(() => policy('detector', { detector: 'ear' })).to.throw(RangeError, 'there is no detector "ear"');
  });
});

describe('what a policy is set by', () => {
  const arms = [
    { id: 'none', title: 'nothing', parameters: [] },
    { id: 'head-only', title: 'head only', parameters: [] },
  ];

  it('is its own: these parameters, whole numbers where they count', () => {
    const told = Object.fromEntries(
      policies.map(({ id, parameters }) => [
        id,
        parameters.map((each) => `${each.name}${each.kind === 'number' && each.whole ? ' (whole)' : ''}`),
      ]),
    );
    expect(told).to.deep.equal({
      never: [],
      periodic: ['every (whole)'],
      'every-rows': ['every (whole)'],
      accuracy: ['drop', 'window (whole)'],
      detector: ['detector', 'collect (whole)'],
      estimate: ['drop', 'window (whole)'],
      complaints: ['watch', 'collect (whole)'],
      regret: ['price'],
      'cara-threshold': ['price', 'share'],
      'cara-cumulative': ['price'],
      'upf-lite': ['price', 'memory (whole)', 'doubt'],
      random: ['count (whole)'],
      oracle: ['price'],
    });
    const detector = findPolicy('detector')!.parameters[0]!;
    expect(detector.kind === 'choice' && detector.choices.find(({ id }) => id === 'ddm')).to.deep.include({ id: 'ddm' });
    expect(detector.kind === 'choice' && detector.choices.every(({ title }) => title)).to.equal(true);
  });

  it('buys labels only where it looks at them', () => {
    expect(policies.filter(({ watchesLabels }) => watchesLabels).map(({ id }) => id)).to.deep.equal([
      ...['accuracy', 'detector', 'regret', 'cara-threshold', 'cara-cumulative', 'upf-lite'],
    ]);
  });

  it('is also which repair it asks for, doing nothing apart, and who decides', () => {
    const [, action, approval, next] = parametersOf(findPolicy('periodic')!, arms, {}, { lead: {} });
    expect(action!.kind === 'choice' && action!.choices).to.deep.equal([{ id: 'head-only', title: 'head only' }]);
    expect(next!.kind === 'choice' && next!.choices.map(({ id }) => id)).to.deep.equal(['nothing', 'head-only']);
    expect(approval!.kind === 'choice' && approval!.choices.map(({ id }) => id)).to.deep.equal(['auto', 'hand']);
    expect(parametersOf(findPolicy('never')!, arms, {})).to.deep.equal([]);
    expect(parametersOf(findPolicy('periodic')!, arms, {}).map(({ name }) => name)).to.deep.equal(['every', 'action', 'approval']);
  });

  it('is told in a title: its first parameter and its repair', () => {
    expect(policyTitle({ id: 'never', params: {} })).to.equal('Never');
    expect(policyTitle({ id: 'accuracy', params: { drop: 0.2, window: 30 } })).to.equal(
      'accuracy falls by 20 points → start over on new data',
    );
    expect(policyTitle({ id: 'periodic', params: {} })).to.equal('every 10 batches → start over on new data');
    expect(policyTitle({ id: 'of-tomorrow', params: {} })).to.equal('of-tomorrow');
  });

  it('has a price: that of the first policy that names one, else 60 wrong answers', () => {
    const of = (...all: Record<string, number | string>[]) => repairPrice({ policies: all.map((params) => ({ id: 'regret', params })) });
    expect([of({}), of({}, { price: 7 }, { price: 9 }), of({ price: 'dear' }, { price: 3 })]).to.deep.equal([60, 7, 3]);
  });
});

describe('the best moments of hindsight', () => {
  it('are none of no stream, and of a tie the plan with fewer repairs', () => {
    expect(bestMoments([], 5)).to.deep.equal({ moments: [], cost: 0 });
    const tie = [
      [5, 5],
      [0, 0],
    ];
    expect(bestMoments(tie, 5)).to.deep.equal({ moments: [], cost: 10 });
    const free = [
      [1, 1, 9],
      [0, 1, 9],
      [0, 0, 0],
    ];
    expect(bestMoments(free, 0)).to.deep.equal({ moments: [1], cost: 2 });
  });
});
