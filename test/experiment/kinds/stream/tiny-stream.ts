import type { Dataset } from '../../../../src/data/types.ts';
import type { RunEvent } from '../../../../src/contracts/events.ts';
import type { StreamPace, StreamResult } from '../../../../src/experiment/kinds/stream/context.ts';
import { builtIns } from '../../../../datasets/registry.ts';
import { runStream } from '../../../../src/experiment/kinds/stream/run.ts';
import type { StreamCommand } from '../../../../src/contracts/stream.ts';
import { globalDrift, type StreamSpec } from '../../../../src/spec/schema.ts';
import { plain } from '../../../../src/spec/fitting.ts';
import { streamPresets } from '../../../../src/spec/kinds/stream/presets.ts';
import { fakeTrainer } from '../../fake-trainer.ts';

export const spec: StreamSpec = {
  ...plain(streamPresets.plants.spec),
  data: { id: 'sensors', params: {}, split: { baseTrain: 100, baseTest: 40, newPool: 300, newTest: 40 } },
  model: { family: 'mlp', params: { hidden: [8] } },
  base: { learningRate: 0.01, batchSize: 16, epochs: 2 },
  stop: { epochs: 2 },
  drift: [{ ...globalDrift('gain-offset', 5), when: { pattern: 'sudden', start: 0.5 } }],
  seeds: { root: 20260101, count: 1 },
  stream: { batch: 20, window: 50 },
  labels: { share: 1, delay: 2 },
  policies: [
    { id: 'never', params: {} },
    { id: 'periodic', params: { every: 4, action: 'retrain-new' } },
    { id: 'periodic', params: { every: 4, action: 'head-only' } },
  ],
};
export const dataset: Dataset = await builtIns.find(({ id }) => id === 'sensors')!.load(480, spec.seeds.root);

export const quiet = (commands: (batch: number) => readonly StreamCommand[] = () => []): StreamPace => ({
  breathe: async () => {},
  beforeBatch: async () => {},
  commands,
});

export async function run(
  change: Partial<StreamSpec> = {},
  commands?: (batch: number) => readonly StreamCommand[],
  events: RunEvent[] = [],
): Promise<StreamResult & { readonly jobs: ReturnType<typeof fakeTrainer>['jobs'] }> {
  const trainer = fakeTrainer();
  const result = await runStream({
    spec: { ...spec, ...change },
    dataset,
    trainer,
    pace: quiet(commands),
    emit: (event) => events.push(event),
  });
  return { ...result, jobs: trainer.jobs };
}

export const timeless = ({ runs }: StreamResult) =>
  runs.map(({ points, ...rest }) => ({
    ...rest,
    actions: rest.actions.map(({ seconds: _, ...action }) => action),
    points: points.map(({ seconds: _, action: __, ...point }) => point),
  }));
