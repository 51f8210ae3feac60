import { expect } from 'chai';
import { loadDataset } from '../../../../datasets/registry.ts';
import { openWasmTrainer } from '../../../../src/engine/open-wasm.ts';
import { analystHere } from '../../../../src/experiment/analyst-here.ts';
import { DrivenControl } from '../../../../src/experiment/driven-control.ts';
import { checkOn, kindOf } from '../../../../src/experiment/kinds/registry.ts';
import type { RunRecord } from '../../../../src/contracts/record.ts';
import { plain } from '../../../../src/spec/fitting.ts';
import { presets } from '../../../../src/spec/kinds/compare/presets.ts';
import { parseAny } from '../../../../src/spec/parse.ts';
import { globalDrift, type Spec } from '../../../../src/spec/schema.ts';

const costs = { falsePositive: 1, falseNegative: 5 };
const spec: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'sea', params: {}, split: { baseTrain: 300, baseTest: 150, newPool: 200, newTest: 300 } },
  model: { family: 'mlp', params: { hidden: [8] } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 20 },
  drift: [globalDrift('concept-switch', 5)],
  labels: { budget: 150 },
  stop: { epochs: 20 },
  measure: { margin: 0.02, binary: costs },
  arms: [{ id: 'none' }, { id: 'full-fine-tune' }],
  seeds: { root: 5, count: 6 },
};

describe('a comparison of two classes whose errors have costs', () => {
  it('is decided by the cost of errors a row, at the threshold that costs least', async () => {
    const dataset = await loadDataset('sea', 950, 5);
    const trainer = await openWasmTrainer();
    expect(parseAny(spec)).to.deep.equal({ ok: true, spec });
    expect(checkOn(spec, dataset)).to.deep.equal([]);
    const run = async (of: Spec) => {
      const ran = await kindOf(of).run({ spec: of, dataset, trainer, analyst: analystHere, pace: new DrivenControl(), emit: () => {} });
      const derived = ran.summarise({
        softwareAdapter: false,
        hidden: false,
        busyElsewhere: false,
        interrupted: false,
      }) as RunRecord['derived'];
      return { derived, results: ((await ran.complete(derived)) as RunRecord).results };
    };
    const { derived, results } = await run(spec);
    expect(derived.summary.metric).to.equal('error-cost');
    expect(results[0]!.measures.binaryNew!.threshold).to.equal(1 / 6);
    expect(derived.verdict.sentences.join(' ')).to.match(/cost of errors of 0\.\d{3} ± 0\.\d{3} a row/);
    // Whoever ignores the costs and names the likeliest class pays more.
    const cost = ({ results: all }: { results: RunRecord['results'] }) =>
      all.filter(({ arm }) => arm === 'full-fine-tune').reduce((sum, { measures }) => sum + measures.binaryNew!.cost / 6, 0);
    expect(cost({ results })).to.be.below(cost(await run({ ...spec, measure: { margin: 0.02, binary: { ...costs, threshold: 0.5 } } })));
    trainer.dispose();
  });

  it('is refused with other classes than two, and its metric without costs', async () => {
    const digits = await loadDataset('digits', 950, 5);
    const ofDigits = { ...spec, data: { ...spec.data, id: 'digits' } as Spec['data'], drift: [] };
    expect(checkOn(ofDigits, digits).map(({ path, message }) => `${path}: ${message}`)).to.deep.equal([
      'measure.binary: is of two classes, and 10 are told; leave it out',
    ]);
    const bare = { ...ofDigits, measure: { margin: 0.02, metric: 'error-cost' } };
    expect(checkOn(bare, digits).map(({ path }) => path)).to.deep.equal(['measure.metric']);
  });
});
