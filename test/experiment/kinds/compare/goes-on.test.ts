import { expect } from 'chai';
import { loadDataset } from '../../../../datasets/registry.ts';
import type { RunEvent } from '../../../../src/contracts/events.ts';
import type { EarlierComparison } from '../../../../src/contracts/record.ts';
import type { Dataset } from '../../../../src/data/types.ts';
import { analystHere } from '../../../../src/experiment/analyst-here.ts';
import { Undiagnosed } from '../../../../src/experiment/kinds/compare/goes-on.ts';
import { compare } from '../../../../src/experiment/kinds/compare/run.ts';
import { plain } from '../../../../src/spec/fitting.ts';
import { presets } from '../../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../../src/spec/schema.ts';
import { fakeTrainer } from '../../fake-trainer.ts';

const base = plain(presets.quick.spec);
const spec: Spec = {
  ...base,
  data: { id: 'digits', params: {}, split: { baseTrain: 100, baseTest: 40, newPool: 60, newTest: 40 } },
  labels: { budget: 30 },
  seeds: { root: 5, count: 4 },
  arms: [...base.arms, { id: 'tent' }],
};
const raced: Spec = { ...spec, seeds: { root: 5, count: 12, race: true } };
let dataset: Dataset;

async function run(
  what: Spec,
  { atOnce = 2, failAt = 0, earlier }: { atOnce?: number; failAt?: number; earlier?: EarlierComparison } = {},
) {
  const events: RunEvent[] = [];
  const trainer = fakeTrainer({ atOnce, failAt });
  const pace = { breathe: async () => {} };
  const result = await compare({
    ...{ spec: what, dataset, trainer, analyst: analystHere, pace, emit: (event) => events.push(event) },
    ...(earlier && { earlier }),
  });
  return { result, events, trained: trainer.jobs.length };
}

/** The earlier run as a page has it when it ends after so many results: complete seeds, and what was finished of others. */
function standing(events: readonly RunEvent[], seeds: EarlierComparison['seeds'], ended: number): EarlierComparison {
  let left = ended;
  const before = events.filter((event) => (event.type === 'arm-finished' || event.type === 'arm-skipped') && left-- > 0);
  const results = before.flatMap((event) => (event.type === 'arm-finished' ? [event.result] : []));
  const skipped = before.flatMap((event) =>
    event.type === 'arm-skipped' ? [{ seed: event.seed, arm: event.arm, reason: event.reason }] : [],
  );
  const complete = seeds.filter(({ seed }) => before.filter((event) => seedOf(event) === seed).length === spec.arms.length).length;
  // Seeds that train side by side are told together.
  return { seeds: seeds.slice(0, complete - (complete % 2)), results, skipped };
}
const seedOf = (event: RunEvent) => (event.type === 'arm-finished' ? event.result.seed : event.type === 'arm-skipped' ? event.seed : -1);

describe('a comparison that goes on from what an interrupted one had finished', () => {
  before(async () => (dataset = await loadDataset('digits', 240, 5, {})));

  for (const [title, what] of [
    ['of fixed seeds', spec],
    ['that is a race', raced],
  ] as const)
    it(`${title} comes to the same to the last bit, wherever it was interrupted, and trains only what is missing`, async () => {
      const whole = await run(what);
      const ends = whole.events.filter(({ type }) => type === 'arm-finished' || type === 'arm-skipped').length;
      for (let after = 0; after <= ends; after += 5) {
        const rest = await run(what, { earlier: standing(whole.events, whole.result.seeds, after) });
        expect(rest.result, `after ${after} of ${ends}`).to.deep.equal(whole.result);
        expect(rest.trained).to.be.at.most(whole.trained);
      }
      expect(await run(what, { earlier: whole.result }), 'all was there').to.deep.include({ result: whole.result, trained: 0 });
    });

  it('tells again what it does not make again, so that curves are whole', async () => {
    const whole = await run(spec);
    const earlier = standing(whole.events, whole.result.seeds, 3);
    expect(earlier.seeds).to.deep.equal([]);
    const { events } = await run(spec, { earlier });
    const told = (all: readonly RunEvent[]) => all.filter(({ type }) => type === 'arm-point' || type === 'arm-finished');
    expect(told(events)).to.deep.equal(told(whole.events));
  });

  it('ends with what was finished when something fails, and goes on from there', async () => {
    const whole = await run(spec);
    const broken = await run(spec, { failAt: 17 });
    expect((broken.result.endedBy as Error).message).to.equal('the fake engine failed');
    expect(broken.result.results.length).to.be.within(1, whole.result.results.length - 1);
    expect(broken.result.aborted!.length).to.be.greaterThan(0);
    const { seeds, results, skipped } = broken.result;
    const complete = seeds.filter(({ seed }) => !broken.result.aborted!.some((one) => one.seed === seed));
    // Nothing of a failed run is diagnosed at its end: what goes on does it where it prepares the seed anew.
    const rest = await run(spec, { earlier: { seeds: [], results, skipped } });
    expect(complete.length).to.be.greaterThan(0);
    expect(rest.result).to.deep.equal(whole.result);
  });

  it('tells the complete seeds every few seconds, diagnosed, each once', async () => {
    const { result } = await run(spec);
    const seeds = result.seeds.map((seed) => ({ ...seed, diagnosis: null }));
    const told: RunEvent[] = [];
    let now = 0;
    const undiagnosed = new Undiagnosed(seeds.slice(0, 2), analystHere, () => now);
    const kept = (undiagnosed as unknown as { seeds: typeof seeds }).seeds;
    await undiagnosed.pass((event) => told.push(event), undefined);
    expect(told, 'a moment ago').to.deep.equal([]);
    kept.push(seeds[2]!);
    undiagnosed.add(2, async () => result.seeds[2]!.diagnosis);
    now = 6_000;
    await undiagnosed.pass((event) => told.push(event), undefined);
    expect(told).to.deep.equal([{ type: 'seeds-complete', seeds: [{ ...seeds[2]!, diagnosis: result.seeds[2]!.diagnosis }] }]);
    await undiagnosed.pass((event) => told.push(event), undefined);
    expect(told).to.have.length(1);
  });
});
