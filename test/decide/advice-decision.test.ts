import { expect } from 'chai';
import type { Advice } from '../../src/decide/settled.ts';
import { advise } from '../../src/decide/advice.ts';
import { adaptationPlan, checkSignature, decisionRecord, type Signature } from '../../src/decide/decision.ts';
import { defaultEconomics } from '../../src/decide/economics.ts';
import { flips } from '../../src/decide/flips.ts';
import { agreedDiagnosis, knownOf as recordKnown } from '../../src/decide/known.ts';
import { checkSituation, defaultSituation } from '../../src/decide/situation.ts';
import type { MeterReading } from '../../src/measure/cost/meter.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { clear, knownOf } from './advice-known.ts';

describe('a decision', () => {
  let advice: Advice;
  let regulated: Advice;
  let parts: Parameters<typeof decisionRecord>[1];
  before(() => {
    advice = advise(knownOf(clear));
    regulated = advise(knownOf(clear, { situation: { regulated: true } }));
    parts = {
      at: '2026-01-02T03:04:05.000Z',
      runId: 'sha256:run',
      specId: 'sha256:spec',
      situation: defaultSituation,
      advice,
      flips: flips(knownOf(clear)),
      prices: defaultEconomics,
      readings: [{ amount: 3, unit: 'Wh', of: 'run' }],
    };
  });
  const signed: Signature = { decision: 'approved', name: 'the owner', reason: '', validation: '' };
  const fields = (given: Signature, on = advice) => checkSignature(given, on).map(({ field }) => field);

  it('needs a name; a reason where the advice is not followed; reason and validation where regulated', () => {
    expect(fields(signed)).to.deep.equal([]);
    expect(fields({ ...signed, name: ' ' })).to.deep.equal(['name']);
    expect(fields({ ...signed, decision: 'rejected' })).to.deep.equal(['reason']);
    expect(fields({ ...signed, decision: 'overridden', reason: 'cheaper' })).to.deep.equal(['arm']);
    expect(fields({ ...signed, decision: 'overridden', arm: 'head-only', reason: 'cheaper' })).to.deep.equal([]);
    expect(fields(signed, regulated)).to.deep.equal(['reason', 'validation']);
    expect(fields({ ...signed, decision: 'overridden', arm: 'none', reason: 'not yet' }, regulated)).to.deep.equal([]);
    expect(fields(signed, advise(knownOf(clear, { seeds: 3 })))).to.deep.equal(['decision']);
  });

  it('is recorded with its evidence under an id of its contents, and refused when incomplete', () => {
    const record = decisionRecord(signed, parts);
    expect(record.arm).to.equal('retrain-all');
    expect(record.id).to.match(/^sha256:[0-9a-f]{64}$/);
    expect(decisionRecord(signed, parts).id).to.equal(record.id);
    expect(decisionRecord({ ...signed, name: 'another' }, parts).id).not.to.equal(record.id);
    expect(() => decisionRecord({ ...signed, name: '' }, parts)).to.throw(RangeError, 'Say who decides');
  });

  it('can be read as a plan: modification, evidence, validation, impact, way back', () => {
    const plan = adaptationPlan(decisionRecord(signed, parts), (arm) => arm);
    for (const heading of ['Planned modification', 'Evidence', 'Validation protocol', 'Impact assessment', 'Costs it rests on', 'Way back'])
      expect(plan).to.contain(`## ${heading}`);
    expect(plan)
      .to.match(/price of a label: 0\.036 USD per label \(.+\)/)
      .and.to.contain('read from a meter: 3 Wh, the whole run');
    expect(plan).not.to.contain('null');
    expect(plan).to.contain('sha256:run').and.to.contain('the owner');
  });
});

describe('what advice rests on', () => {
  it('is the diagnosis that most seeds agree on', () => {
    const of = (kind: 'P(x)' | 'P(y)', scope: 'local' | 'global' | null) => ({ diagnosis: { kind, scope } });
    expect(agreedDiagnosis([of('P(x)', 'local'), of('P(y)', null), of('P(x)', 'global'), of('P(x)', 'global')])).to.deep.equal({
      kind: 'P(x)',
      scope: 'global',
    });
    expect(agreedDiagnosis([{ diagnosis: null }])).to.equal(null);
  });

  it('takes what a meter read instead of the energy proxy', () => {
    const { summary } = knownOf(clear);
    const record = {
      spec: presets.quick.spec,
      data: { classes: ['a', 'b', 'c'] },
      seeds: [],
      derived: { summary },
    } as unknown as Parameters<typeof recordKnown>[0];
    const energyOf = (readings: readonly MeterReading[]) =>
      recordKnown(record, defaultSituation, defaultEconomics, readings).summary.arms.find(({ id }) => id === 'retrain-all')!.energy;
    expect(energyOf([])).to.equal(null);
    expect(energyOf([{ amount: 100, unit: 'J', of: 'retrain-all' }])).to.include({ kind: 'external', value: 10 });
  });

  it('is a situation whose numbers make sense', () => {
    expect(checkSituation(defaultSituation)).to.deep.equal([]);
    expect(
      checkSituation({ ...defaultSituation, patches: -1, limits: { ...defaultSituation.limits, recallDrop: NaN } }).map(
        ({ field }) => field,
      ),
    ).to.deep.equal(['patches', 'limits.recallDrop']);
  });
});
