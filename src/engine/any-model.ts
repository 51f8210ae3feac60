/** Models that our own plan does not know are trained by TensorFlow.js, on the first of its backends here that takes a step of them. */
import type { EngineFacts, EngineName, Trainer } from '../contracts/trainer.ts';
import { hasGraph } from '../models/layers/registry.ts';
import { layersOf, type Model } from '../models/types.ts';
import { engines } from '../spec/engines.ts';
import { delegate } from './delegate.ts';
import { EngineError } from './engine-error.ts';
import { randomJob } from './self-test.ts';

const free = { breathe: async () => {} };

/** @param others what can be opened in place of `first`, in this order; none where an engine was asked for by name. */
export function forAnyModel(
  first: Trainer,
  others: readonly { readonly title: string; open(): Promise<Trainer> }[],
  asked: string,
): Trainer {
  /** Those of `others` that were opened. */
  const opened = new Map<string, Trainer>();
  let current = first;

  async function prepare(model: Model, batchSize: number): Promise<EngineFacts> {
    current = first;
    if (!hasGraph(layersOf(model))) return first.prepare(model, batchSize);
    if (knowsGraphs(first.describe().engine)) {
      await trial(first, model, asked);
      return first.prepare(model, batchSize);
    }
    if (others.length === 0)
      throw new EngineError(`${asked} does not know the layers of this model. Choose the engine “auto”, or one of TensorFlow.js`);
    const refused: string[] = [];
    for (const { title, open } of others) {
      try {
        const trainer = opened.get(title) ?? (await open());
        opened.set(title, trainer);
        await trial(trainer, model, title);
        current = trainer;
        const facts = await trainer.prepare(model, batchSize);
        return { ...facts, reason: [facts.reason, ...refused].join('; ') };
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        refused.push(error.message);
      }
    }
    throw new EngineError(`No backend of TensorFlow.js can train this model: ${refused.join('; ')}`);
  }

  return {
    ...delegate(() => current),
    get atOnce() {
      return current.atOnce;
    },
    prepare,
    held: () => [first, ...opened.values()].reduce((sum, trainer) => sum + trainer.held(), 0),
    dispose: () => [first, ...opened.values()].forEach((trainer) => trainer.dispose()),
  };
}

const knowsGraphs = (name: EngineName): boolean => engines.some(({ id, anyModel }) => id === name && anyModel);

/** Some backends have no gradient of some layers, which shows in a first step. */
async function trial(trainer: Trainer, model: Model, title: string): Promise<void> {
  try {
    await trainer.train(randomJob(model, { rows: 3, batchSize: 2, name: 'trial' }), free);
  } catch (error) {
    const { message } = error as Error;
    throw new EngineError(`${title} cannot train this model (${message.replace(/\.$/, '')})`);
  }
}
