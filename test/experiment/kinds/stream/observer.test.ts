import type { StreamPace, StreamResult } from '../../../../src/experiment/kinds/stream/context.ts';
import { expect } from 'chai';
import { builtIns } from '../../../../datasets/registry.ts';
import type { Dataset } from '../../../../src/data/types.ts';
import { estimatorsFor } from '../../../../src/detect/estimate/registry.ts';
import { openWasmTrainer } from '../../../../src/engine/open-wasm.ts';
import { runStream } from '../../../../src/experiment/kinds/stream/run.ts';
import type { Trainer } from '../../../../src/contracts/trainer.ts';
import { globalDrift, type StreamSpec } from '../../../../src/spec/schema.ts';
import { streamPresets } from '../../../../src/spec/kinds/stream/presets.ts';
import { fakeTrainer } from '../../fake-trainer.ts';

const spec: StreamSpec = {
  ...streamPresets.plants.spec,
  data: { id: 'sensors', params: {}, split: { baseTrain: 200, baseTest: 100, newPool: 600, newTest: 40 } },
  model: { family: 'mlp', params: { hidden: [8] } },
  base: { learningRate: 0.01, batchSize: 16, epochs: 6 },
  stop: { epochs: 2 },
  drift: [{ ...globalDrift('gain-offset', 5), when: { pattern: 'sudden', start: 0.5 } }],
  stream: { batch: 20, window: 60 },
  labels: { share: 1, delay: 2 },
  policies: [{ id: 'never', params: {} }],
};
const pace: StreamPace = { breathe: async () => {}, beforeBatch: async () => {}, commands: () => [] };
const observed = (trainer: Trainer, dataset: Dataset, change: Partial<StreamSpec> = {}): Promise<StreamResult> =>
  runStream({ spec: { ...spec, ...change }, dataset, trainer, pace, emit: () => undefined });

describe('what could be known of a stream without labels', () => {
  let trainer: Trainer;
  let dataset: Dataset;
  let result: StreamResult;

  before(async () => {
    trainer = await openWasmTrainer();
    dataset = await builtIns.find(({ id }) => id === 'sensors')!.load(940, spec.seeds.root);
    result = await observed(trainer, dataset);
  });
  after(() => trainer.dispose());

  it('stands beside the accuracy of the model that is never repaired, over the window', () => {
    const served = result.runs[0]!.points.map(({ accuracy }) => accuracy);
    expect(result.observations).to.have.length(30);
    for (const { batch, rows, accuracy } of result.observations) {
      const window = served.slice(Math.max(0, batch - 2), batch + 1);
      expect(rows).to.equal(20 * window.length);
      expect(accuracy).to.be.closeTo(window.reduce((a, b) => a + b, 0) / window.length, 1e-9);
    }
  });

  it('comes from every estimate, as a number or as the reason why there is none', () => {
    const last = result.observations.at(-1)!;
    expect(Object.keys(last.estimates)).to.have.members(estimatorsFor({}).map(({ id }) => id));
    for (const { accuracy, prior, auroc, refusal } of Object.values(last.estimates))
      expect([accuracy, prior, auroc, refusal].some((said) => said !== undefined)).to.equal(true);
    // Gains and offsets of severity 5 are plain to see for the domain classifier; before them there is nothing to see.
    const auroc = (batch: number) => result.observations[batch]!.estimates['domain-auroc']!.auroc!;
    expect(auroc(14)).to.be.within(0.3, 0.7);
    expect(auroc(29)).to.be.above(0.8);
  });

  it('waits for labels where an estimate needs them', () => {
    // 60 labels, two batches late: after batch 4.
    const withConcept = result.observations.filter(({ estimates }) => estimates['reverse-concept-drift']);
    expect(withConcept[0]!.batch).to.equal(4);
  });

  it('is asked for a hundred times at most, and is the same again with the same seed', async () => {
    const many = await observed(fakeTrainer(), dataset, { stream: { batch: 2, window: 60 } });
    expect(many.observations.map(({ batch }) => batch)).to.deep.equal(Array.from({ length: 100 }, (_, i) => 3 * i + 2));
    const again = await observed(trainer, dataset);
    expect(again.observations).to.deep.equal(result.observations);
  });
});
