import type { CompareResult } from '../../../../src/experiment/kinds/compare/context.ts';
import type { EarlierComparison } from '../../../../src/contracts/record.ts';
import { analystHere } from '../../../../src/experiment/analyst-here.ts';
import { expect } from 'chai';
import { loadDataset } from '../../../../datasets/registry.ts';
import type { Dataset } from '../../../../src/data/types.ts';
import { openWasmTrainer } from '../../../../src/engine/open-wasm.ts';
import { compare } from '../../../../src/experiment/kinds/compare/run.ts';
import { rowsOfRepeat } from '../../../../src/experiment/worlds.ts';
import type { Trainer } from '../../../../src/contracts/trainer.ts';
import { LOOK_EVERY, raced } from '../../../../src/measure/statistics/raced.ts';
import { plain } from '../../../../src/spec/fitting.ts';
import { presets } from '../../../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../../../src/spec/schema.ts';

/** Pumps whose inputs change places: training anew on the new labels is far worse than fine-tuning. */
const pumps: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'sensors', params: {}, split: { baseTrain: 200, baseTest: 60, newPool: 80, newTest: 100 } },
  model: { family: 'mlp', params: { hidden: [12] } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 6 },
  drift: [globalDrift('label-cycle', 5)],
  labels: { budget: 60 },
  stop: { epochs: 20 },
  arms: [{ id: 'none' }, { id: 'full-fine-tune' }, { id: 'retrain-all' }],
  seeds: { root: 5, count: 16, race: true },
};

describe('a race of seeds', () => {
  let dataset: Dataset;
  let trainer: Trainer;
  let whole: CompareResult;
  const run = (spec: Spec, earlier?: EarlierComparison, atOnce = trainer.atOnce) =>
    compare({
      spec,
      dataset,
      trainer: { ...trainer, atOnce },
      analyst: analystHere,
      pace: { breathe: async () => {} },
      emit: () => {},
      ...(earlier && { earlier }),
    });
  const hashes = ({ results }: CompareResult) => results.map(({ arm, seed, endHash }) => `${arm} ${seed} ${endHash}`).sort();

  before(async () => {
    dataset = await loadDataset('sensors', 440, pumps.seeds.root);
    trainer = await openWasmTrainer();
    whole = await run(pumps);
  });
  after(() => trainer.dispose());

  it('ends at a look, before the most, when one is left or shown as good; who left ran no more; doing nothing ran to the end', () => {
    const { results, seeds, retired } = whole;
    expect(seeds.length)
      .to.be.within(LOOK_EVERY, 12)
      .and.satisfy((count: number) => count % LOOK_EVERY === 0);
    expect(retired).to.have.property('retrain-all');
    expect(results.filter(({ arm }) => arm === 'none')).to.have.length(seeds.length);
    const ran = results.filter(({ arm }) => arm === 'retrain-all').length;
    expect(ran)
      .to.be.at.least(retired['retrain-all']!)
      .and.at.most(Math.ceil(retired['retrain-all']! / LOOK_EVERY) * LOOK_EVERY);
  });

  it('is the same however many seeds train side by side', async () => {
    const [one, three] = [await run(pumps, undefined, 1), await run(pumps, undefined, 3)];
    expect(hashes(one)).to.deep.equal(hashes(whole));
    expect(hashes(three)).to.deep.equal(hashes(whole));
    expect(three.retired).to.deep.equal(whole.retired);
  });

  it('goes on from an earlier run with fewer seeds to what a run of all would have been, and trains only what is missing', async () => {
    const few = await run({ ...pumps, seeds: { root: 5, count: 4 } });
    const more = await run(pumps, few);
    expect(hashes(more)).to.deep.equal(hashes(whole));
    expect(more.seeds.map(({ seed }) => seed)).to.deep.equal(whole.seeds.map(({ seed }) => seed));
  });

  it('goes on from between two looks with those that still raced', async () => {
    // Two that give the same tie for ever, and the third leaves.
    const tied: Spec = {
      ...pumps,
      arms: ['none', 'head-only', 'head-only-uncached', 'retrain-all'].map((id) => ({ id })),
      measure: { margin: 0 },
      seeds: { root: 5, count: 14, race: true },
    };
    const first = await run(tied);
    expect(first.seeds).to.have.length(14);
    expect(first.retired['retrain-all']).to.be.at.most(12);
    const rest = await run({ ...tied, seeds: { root: 5, count: 16, race: true } }, first);
    expect(rest.results.flatMap(({ arm, seed }) => (seed >= 14 ? [`${arm} ${seed}`] : [])).sort()).to.deep.equal(
      ['none', 'head-only', 'head-only-uncached'].flatMap((arm) => [`${arm} 14`, `${arm} 15`]).sort(),
    );
  });

  it('draws other rows of the same world for each seed where rows never end, and says their hash', async () => {
    const hashesOfRows = whole.seeds.map(({ rowsHash }) => rowsHash);
    expect(new Set(hashesOfRows).size).to.equal(whole.seeds.length);
    const third = await rowsOfRepeat(dataset, 2);
    expect(third.sha256).to.equal(hashesOfRows[2]);
    expect(third.samples.rows).to.equal(dataset.samples.rows);
    const digits = await loadDataset('digits', 420, 5);
    expect(await rowsOfRepeat(digits, 2), 'a file has no other rows').to.equal(digits);
  });
});

describe('rows that never end', () => {
  it('are those of one long draw, cut: row i depends on the root and i alone', async () => {
    for (const id of ['sensors', 'credit', 'demand', 'queries', 'glyphs', 'sea', 'plane', 'waveform', 'friedman']) {
      const [long, first] = [await loadDataset(id, 60, 9), await loadDataset(id, 20, 9)];
      const third = await first.draw!(2);
      const width = long.samples.x.length / 60;
      expect([...third.samples.x], id).to.deep.equal([...long.samples.x.subarray(40 * width)]);
      expect([...third.samples.y], id).to.deep.equal([...long.samples.y.subarray(40)]);
    }
  });
});

describe('where a race stands', () => {
  it('is open at the beginning, and for one arm settled', () => {
    expect(raced([], [], 0.01)).to.deep.equal({ settled: true, retired: {} });
  });
});
