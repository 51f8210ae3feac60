import { expect } from 'chai';
import type { Advice } from '../../src/decide/settled.ts';
import { adaptationPlan, checkSignature, decisionRecord, type DecisionRecord, type Signature } from '../../src/decide/decision.ts';
import { defaultEconomics } from '../../src/decide/economics.ts';
import { agreedDiagnosis, knownOf } from '../../src/decide/known.ts';
import { checkSituation, defaultSituation } from '../../src/decide/situation.ts';
import { priced } from './economics-arms.ts';
import { armOf, summaryOf } from './hand-made.ts';

const advice: Advice = {
  ...{ verdict: 'retrain', arm: 'retrain-all', strength: 'strong', headline: 'This favours it', blocked: [], needsApproval: false },
  fired: [{ id: 'S2', title: 'Shown best', text: 'It is.', source: 'a test' }],
  notEvaluable: [{ id: 'E1', title: 'Break-even', why: 'no prices' }],
};
const regulated: Advice = { ...advice, needsApproval: true };
const signed: Signature = { decision: 'approved', name: 'the owner', reason: '', validation: '' };
const blank = {
  ...defaultEconomics,
  prices: Object.fromEntries(Object.entries(defaultEconomics.prices).map(([id, price]) => [id, { ...price, value: null }])),
} as typeof defaultEconomics;
const parts: Parameters<typeof decisionRecord>[1] = {
  ...{ at: '2026-01-02T03:04:05.000Z', runId: 'sha256:run', specId: 'sha256:spec', situation: defaultSituation, advice },
  ...{ flips: [], prices: blank, readings: [] },
};
const messages = (given: Signature, on = advice) => checkSignature(given, on).map(({ message }) => message);

describe('what a signature lacks', () => {
  it('is said with what is asked for: blanks are no words', () => {
    expect(messages({ ...signed, name: '  ' })).to.deep.equal(['Say who decides.']);
    expect(messages({ ...signed, decision: 'rejected', reason: '  ' })).to.deep.equal(['Say why the advice is not followed.']);
    expect(messages(signed, regulated)).to.deep.equal([
      'In a regulated domain an approval needs its reason.',
      'In a regulated domain say how the repaired model was validated.',
    ]);
    expect(messages({ ...signed, reason: 'shown', validation: '  ' }, regulated)).to.deep.equal([
      'In a regulated domain say how the repaired model was validated.',
    ]);
    expect(messages({ ...signed, reason: 'shown', validation: 'held-out rows' }, regulated)).to.deep.equal([]);
  });

  it('is another repair than the advised one, where it is overridden', () => {
    const instead = { ...signed, decision: 'overridden', reason: 'cheaper' } as const;
    expect(messages({ ...instead, arm: 'retrain-all' })).to.deep.equal(['Name the repair that is made instead.']);
    expect(messages({ ...instead, arm: 'head-only' })).to.deep.equal([]);
  });

  it('is nothing to approve where the advice names no repair; it can be rejected, and nothing is validated then', () => {
    const { arm: _, ...undecided } = regulated;
    expect(messages({ ...signed, reason: 'yes' }, undecided)).to.deep.equal(['There is nothing to approve: the advice names no repair.']);
    expect(messages({ ...signed, decision: 'rejected', reason: 'too early' }, undecided)).to.deep.equal([]);
  });
});

describe('a decision as a record and a plan', () => {
  const { arm: _, ...none } = signed;
  const recorded = (given: Partial<Signature> = {}, more: Partial<typeof parts> = {}) =>
    decisionRecord({ ...none, ...given }, { ...parts, ...more });
  const plan = (record: DecisionRecord) => adaptationPlan(record, (id) => `<${id}>`);

  it('records the repair that is made: the advised one, another, or none', () => {
    expect(recorded().arm).to.equal('retrain-all');
    expect(recorded({ decision: 'overridden', arm: 'head-only', reason: 'cheaper' }).arm).to.equal('head-only');
    expect(recorded({ decision: 'rejected', reason: 'too early' })).not.to.have.property('arm');
  });

  it('says in the plan what is made, by whom, and instead of what', () => {
    expect(plan(recorded())).to.contain('Decision: **approved**: <retrain-all>. the owner, 2026-01-02T03:04:05.000Z.\n');
    expect(plan(recorded())).to.contain('This favours it (strong).\n');
    expect(plan(recorded({ decision: 'overridden', arm: 'head-only', reason: 'cheaper' })))
      .to.contain('**overridden**: <head-only>. the owner, 2026-01-02T03:04:05.000Z. Reason: cheaper\n')
      .and.contain('(strong). Made instead: <head-only>.\n');
    expect(plan(recorded({ decision: 'overridden', arm: 'none', reason: 'wait' }))).to.contain('**overridden**: keep the model as it is. ');
    expect(plan(recorded({ decision: 'rejected', reason: 'too early' })))
      .to.contain('**rejected**: no repair. ')
      .and.not.contain('Made instead');
  });

  it('lists rules, what could not be looked at, the situation and what would change it', () => {
    const text = plan(recorded({}, { flips: [{ input: 'labels', from: '10', to: '20', verdict: 'fine-tune', arm: 'lora' }] }));
    expect(text).to.contain('\n\n- S2 Shown best: It is. (a test)\n\n');
    expect(text).to.contain('\n\n- E1 Break-even: no prices\n\n');
    expect(text).to.contain('- the advice would become “fine-tune, <lora>” if labels were 20 instead of 10');
    expect(text)
      .to.contain('- unfairBase: false\n- patches: 0\n\n## Costs')
      .and.contain('- regulated: false\n- architectureChanged: evidence\n');
    const bare = plan(recorded({}, { advice: { ...advice, fired: [], notEvaluable: [] } }));
    for (const words of ['- no rule fired', '- nothing\n', '- no single input was found that changes the advice', '- none was given'])
      expect(bare).to.contain(words);
  });

  it('states how it was validated, or that it was not', () => {
    expect(plan(recorded({ validation: 'On held-out rows.' }))).to.contain('## Validation protocol\n\nOn held-out rows.\n');
    for (const validation of ['', '  '])
      expect(plan(recorded({ validation }))).to.contain('## Validation protocol\n\nNot stated. Before serving: ');
  });

  it('states prices that are known with their source, and readings of a meter with what they are of', () => {
    const prices = priced({ months: 6 }, blank);
    const readings = [
      { amount: 3, unit: 'Wh', of: 'run' },
      { amount: 90, unit: 'J', of: 'lora' },
    ] as const;
    const undated = { ...prices, prices: { ...prices.prices, months: { ...prices.prices.months, date: '' } } };
    const costs = plan(recorded({}, { prices: undated, readings }));
    expect(costs.split('## Costs it rests on\n\n')[1]!.split('\n\n')[0]).to.equal(
      '- time in service until the next repair: 6 months (test)\n- read from a meter: 3 Wh, the whole run\n- read from a meter: 90 J, <lora>',
    );
  });
});

describe('what is known of a run', () => {
  it('is the diagnosis of most seeds, of a tie the first; the scope is that of the same kind', () => {
    const of = (kind: 'P(x)' | 'P(y)', scope: 'local' | 'global' | null) => ({ diagnosis: { kind, scope } });
    expect(agreedDiagnosis([of('P(y)', null), of('P(x)', 'local')])).to.deep.equal({ kind: 'P(y)', scope: null });
    // Most scopes of all are null, but not those of P(x).
    expect(
      agreedDiagnosis([of('P(x)', 'local'), of('P(x)', 'local'), of('P(x)', 'global'), of('P(y)', null), of('P(y)', null)]),
    ).to.deep.equal({ kind: 'P(x)', scope: 'local' });
    const mixed = [of('P(x)', 'local'), of('P(x)', 'global'), of('P(x)', 'local'), of('P(y)', 'global'), of('P(y)', 'global')];
    expect(agreedDiagnosis(mixed)!.scope).to.equal('local');
  });

  it('has labels, classes and situation, and money and recipes only where they were given', () => {
    const record = {
      ...{ spec: { labels: { budget: 70 } }, data: { classes: ['a', 'b'] }, seeds: [{ diagnosis: { kind: 'none', scope: null } }] },
      derived: { summary: summaryOf([armOf('none', 0.5)]) },
    } as unknown as Parameters<typeof knownOf>[0];
    const plain = knownOf(record, defaultSituation);
    expect(plain).to.deep.include({
      labels: 70,
      classes: ['a', 'b'],
      situation: defaultSituation,
      diagnosis: { kind: 'none', scope: null },
    });
    expect(plain).to.have.all.keys('summary', 'diagnosis', 'labels', 'classes', 'situation');
    const prices = priced({ predictions: 900 });
    const robustness = { favourite: 'none' } as unknown as NonNullable<Parameters<typeof knownOf>[0]['robustness']>;
    expect(knownOf({ ...record, robustness }, defaultSituation, prices)).to.include({ prices, predictions: 900, robustness });
    expect(plain.summary.arms).to.deep.equal(record.derived.summary.arms);
  });

  it('is a situation within its bounds', () => {
    const wrong = (limits: Partial<typeof defaultSituation.limits>, patches = 0) =>
      checkSituation({ ...defaultSituation, patches, limits: { ...defaultSituation.limits, ...limits } }).map(({ message }) => message);
    expect(wrong({ labelsPerClass: 1_000_000, recallDrop: 1, groupDrop: 0 })).to.deep.equal([]);
    expect(wrong({ labelsPerClass: 1_000_001 })).to.deep.equal(['expected a number from 0 to 1000000, got 1000001']);
    expect(wrong({ recallDrop: 1.1, groupDrop: -0.1 })).to.deep.equal([
      'expected a number from 0 to 1, got 1.1',
      'expected a number from 0 to 1, got -0.1',
    ]);
    expect(wrong({}, 0.5)).to.deep.equal(['expected a whole number from 0 on, got 0.5']);
  });
});
