import { expect } from 'chai';
import { checkStream } from '../../../../src/experiment/kinds/stream/check.ts';
import { streamSummary } from '../../../../src/measure/stream-summary.ts';
import type { Lead } from '../../../../src/spec/lead/schema.ts';
import type { StreamSpec } from '../../../../src/spec/schema.ts';
import { builtIns } from '../../../../datasets/registry.ts';
import type { DataFacts } from '../../../../src/contracts/services.ts';
import { run, spec, timeless } from './tiny-stream.ts';

const none = { validation: 0, approval: 0, rollout: 0 };
/** A batch of 20 rows is an hour. */
const lead = (retrain: number, more: Partial<Lead> = {}): Lead => ({
  traffic: 20,
  training: { by: 'own', tune: 1, retrain },
  steps: { tune: none, retrain: none },
  ...more,
});
const retrains: StreamSpec['policies'] = [{ id: 'periodic', params: { every: 4, action: 'retrain-new' } }];
const conditions = { softwareAdapter: false, hidden: false, busyElsewhere: false, interrupted: false };
const summed = (spec: StreamSpec, { runs, seeds }: Awaited<ReturnType<typeof run>>) =>
  streamSummary(spec, runs, seeds[0]!.ledger, conditions);

const set = builtIns.find(({ id }) => id === 'sensors')!;
const facts: DataFacts = { ...set, encodedShape: [set.columns.length] };

describe('a stream in which repairs take their time', () => {
  it('with no lead is the stream of today, byte for byte', async () => {
    const today = await run();
    const waited = await run({ lead: lead(0, { training: { by: 'full', hours: 0 } }) });
    expect(JSON.stringify(timeless(waited))).to.equal(JSON.stringify(timeless(today)));
  });

  it('puts a repair in service when its lead is over, the old model until then', async () => {
    const at = await run({ policies: retrains });
    const later = await run({ policies: retrains, lead: lead(2) });
    const [now, waited] = [at.runs[0]!, later.runs[0]!];
    expect(waited.actions[0]).to.include({ batch: 3, serves: 6, endHash: now.actions[0]!.endHash });
    // Before it serves, as nothing had been done; then as the same model does.
    const never = (await run({ policies: [{ id: 'never', params: {} }] })).runs[0]!;
    for (let batch = 0; batch < 6; batch++) expect(waited.points[batch]!.accuracy).to.equal(never.points[batch]!.accuracy);
    expect(waited.points[6]!.accuracy).to.equal(waited.matrix![1]![6]);
    expect(waited.points.map(({ pending }) => !!pending).slice(0, 8)).to.deep.equal([false, false, false, false, true, true, false, false]);
  });

  it('rounds hours up to batches, and counts training by its work against the base model’s', async () => {
    const { runs } = await run({ policies: retrains, lead: lead(0, { training: { by: 'own', tune: 0, retrain: 1.01 } }) });
    expect(runs[0]!.actions[0]!.serves).to.equal(3 + 1 + 2);
    const full = await run({
      policies: [{ id: 'periodic', params: { every: 4, action: 'retrain-all' } }],
      lead: lead(0, { training: { by: 'full', hours: 1 } }),
    });
    // Old and new rows together are more than the base model learned from.
    expect(full.runs[0]!.actions[0]!.serves).to.equal(3 + 1 + 2);
  });

  it('ignores an alarm while a repair is under way, begins it anew, or begins the next one after it', async () => {
    const every: StreamSpec['policies'] = [{ id: 'periodic', params: { every: 2, action: 'retrain-new' } }];
    const told = async (alarms?: Lead['alarms']) => {
      const { runs } = await run({ policies: every, labels: { share: 1, delay: 0 }, lead: lead(3, alarms && { alarms }) });
      return runs[0]!.actions.map(({ batch, serves }) => [batch, serves]);
    };
    // It watches anew what was put in service with batch 5, and counts two more.
    expect(await told()).to.deep.equal([[1, 5], [6, 10], [11, 15]]); // prettier-ignore
    expect(await told('ignore')).to.deep.equal(await told());
    // Every alarm begins it anew, and none is ever ready.
    expect(await told('restart')).to.deep.equal([[1, 5], [3, 7], [5, 9], [7, 11], [9, 13], [11, 15], [13, 17]]); // prettier-ignore
    expect((await told('queue')).slice(0, 3)).to.deep.equal([[1, 5], [5, 9], [9, 13]]); // prettier-ignore
  });

  it('serves by the quick repair until the thorough one is ready; both are paid for', async () => {
    const both: StreamSpec['policies'] = [{ id: 'periodic', params: { every: 4, action: 'head-only', next: 'retrain-new' } }];
    const { runs } = await run({ policies: both, lead: lead(3) });
    expect(runs[0]!.actions.slice(0, 2).map(({ batch, arm, serves }) => [batch, arm, serves])).to.deep.equal([[3, 'head-only', 5], [3, 'retrain-new', 7]]); // prettier-ignore
    const alone = async (action: string) =>
      (await run({ policies: [{ id: 'periodic', params: { every: 4, action } }], lead: lead(3) })).runs[0]!;
    const [quick, thorough] = [await alone('head-only'), await alone('retrain-new')];
    expect(runs[0]!.points[5]!.accuracy).to.equal(quick.points[5]!.accuracy);
    expect(runs[0]!.points[7]!.accuracy).to.equal(thorough.points[7]!.accuracy);
    expect(runs[0]!.points[4]!.flops).to.equal(quick.points[4]!.flops + thorough.points[4]!.flops);
  });

  it('leaves out a first repair that is not sooner than the second', async () => {
    const both: StreamSpec['policies'] = [{ id: 'periodic', params: { every: 4, action: 'retrain-new', next: 'head-only' } }];
    const { runs } = await run({ policies: both, lead: lead(3) });
    expect(runs[0]!.matrix).to.have.length(1 + runs[0]!.actions.filter(({ arm, serves }) => arm === 'head-only' && serves! < 15).length);
  });

  it('sums up hours, the fall, what was served stale and repairs for nothing', async () => {
    const asked = { ...spec, policies: retrains, lead: lead(2) };
    const { freshness } = summed(asked, await run(asked)).policies[0]!;
    expect(freshness!.stale.mean).to.be.closeTo((2 + 2) / 15, 1e-9);
    const { points } = (await run(asked)).runs[0]!;
    const level = points.slice(0, 7).reduce((sum, { accuracy }) => sum + accuracy / 7, 0);
    const fall = points.slice(7).reduce((sum, { accuracy }) => sum + 20 * Math.max(0, level - accuracy), 0);
    expect(freshness!.fall!.mean).to.be.closeTo(fall, 1e-9);
    const never = { ...asked, policies: [{ id: 'never', params: {} }] };
    const untouched = summed(never, await run(never)).policies[0]!.freshness!;
    expect([untouched.stale.mean, untouched.falseRepairs.mean]).to.deep.equal([0, 0]);
    expect(summed({ ...spec, policies: retrains }, await run({ policies: retrains })).policies[0]!).not.to.have.property('freshness');
  });

  it('never does better with a longer lead, against the same repair at once', async () => {
    const once: StreamSpec['policies'] = [{ id: 'oracle', params: { price: 20, action: 'retrain-all' } }];
    const lost = async (hours: number) => (await run({ policies: once, lead: lead(hours) })).runs[0]!;
    const total = ({ points, actions }: Awaited<ReturnType<typeof lost>>) => points.at(-1)!.errors + 20 * actions.length;
    const costs = [];
    for (const hours of [0, 1, 2, 4, 8]) costs.push(total(await lost(hours)));
    for (let i = 1; i < costs.length; i++) expect(costs[i]).to.be.at.least(costs[i - 1]!);
  });

  it('is refused, with the reason, where its clock is unknown or what it says is of comparisons', () => {
    const said = (more: Partial<StreamSpec>) => checkStream({ ...spec, ...more }, facts).map(({ path }) => path);
    const { traffic: _, ...timeless } = lead(1);
    expect(said({ lead: timeless })).to.include('lead.traffic');
    expect(said({ lead: lead(1, { traffic: 0 }) })).to.include('lead.traffic');
    expect(said({ lead: lead(1, { horizon: 3, labels: { delay: 1 }, training: { by: 'factor', factor: 3 } }) })).to.include.members(['lead.horizon', 'lead.labels', 'lead.training']); // prettier-ignore
    expect(said({ policies: [{ id: 'periodic', params: { every: 4, next: 'retrain-all' } }] })).to.include('policies[0].params.next');
  });
});
