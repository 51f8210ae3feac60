/**
 * Training with jax-js, a peer to be measured against, in the form in which it is fastest: the whole step (loss, gradients,
 * Adam) is one function under `jit`, as its authors recommend, and convolutions are matrix products of shifted images, since
 * training with its own convolution took ten times as long and more on WASM. Trains dense, convolutional, pooling and flatten layers by Adam.
 */
import * as jax from '@jax-js/jax';
import type { EngineFacts, TrainingRows, TrainJob } from '../../contracts/trainer.ts';
import type { LayerKindId, LayerOf } from '../../models/layers/registry.ts';
import { parameterSlots } from '../../models/parameters.ts';
import { layerShapes } from '../../models/shapes.ts';
import { isTrained } from '../../models/trainable.ts';
import { layersOf, type Layer, type Model } from '../../models/types.ts';
import { EngineError } from '../engine-error.ts';
import { optionsOf } from '../objective.ts';
import { batchRange, jobSteps } from '../batches.ts';
import type { Executor, Training } from '../executor.ts';

const { numpy: np, nn } = jax;

/** The package does not tell it; from package-lock.json. */
const LIBRARY = 'jax-js 0.1.25';
const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-7];
/** Rows per forward pass outside training; bounds memory. */
const FORWARD_BATCH = 1024;

/** Arrays in the order of `parameterSlots`: parameters and Adam's two moments of each. */
type State = { weights: jax.Array[]; first: jax.Array[]; second: jax.Array[] };

/** Opens jax-js' WASM backend. It runs on one thread where the page is not cross-origin isolated. */
export async function createJaxExecutor(facts: (library: string) => EngineFacts): Promise<Executor> {
  if (!(await jax.init('wasm')).includes('wasm')) throw new EngineError('jax-js could not start its WASM backend in this browser');
  jax.defaultDevice('wasm');
  let held = 0;
  return {
    facts: facts(LIBRARY),
    replicates: false,
    begin([job]) {
      const training = new JaxTraining(job!, () => (held -= training.arrays));
      held += training.arrays;
      return training;
    },
    async run(model, weights, data) {
      assertKnown(model);
      const arrays = upload(model, weights);
      const forward = jitForward(model);
      try {
        return await outputs(forward, model, arrays, data);
      } finally {
        jax.tree.dispose(arrays);
        forward.dispose();
      }
    },
    assertHealthy: () => {},
    gpuErrors: () => 0,
    held: () => held,
    dispose: () => {},
  };
}

class JaxTraining implements Training {
  readonly steps: number;
  private state: State;
  private taken = 0;
  private readonly x: jax.Array;
  private readonly onehot: jax.Array;
  private readonly update: ReturnType<typeof jitStep>;
  private readonly forward: ReturnType<typeof jitForward>;

  constructor(
    private readonly job: TrainJob,
    private readonly onDispose: () => void,
  ) {
    const { model, data, start } = job;
    assertKnown(model);
    if (job.optimizer !== 'adam' || parameterSlots(model).some((slot) => !isTrained(slot, job.trainable))) {
      throw new EngineError('jax-js is here to be measured: it trains whole models by Adam only. Choose another engine');
    }
    if (optionsOf({ ...job, until: {} }).some((option) => option !== 'labels')) {
      throw new EngineError(
        'jax-js is here to be measured: it learns labels only, at one rate, by plain Adam without a penalty. Choose another engine',
      );
    }
    this.steps = jobSteps(job);
    const zeros = () => parameterSlots(model).map(({ shape }) => np.zeros([...shape]));
    this.state = { weights: upload(model, start), first: zeros(), second: zeros() };
    this.x = np.array(data.x).reshape([data.rows, ...model.inputShape]);
    this.onehot = nn.oneHot(np.array(data.y), layerShapes(model).at(-1)![0]!);
    this.update = jitStep(job);
    this.forward = jitForward(model);
  }

  /** Arrays held between steps. */
  get arrays(): number {
    return 3 * this.state.weights.length + 2;
  }

  async step(index: number, readLoss: boolean): Promise<readonly number[] | null> {
    const rows = np.array(this.job.order.slice(...batchRange(this.job, index)));
    const t = ++this.taken;
    const corrections = np.array(Float32Array.of(1 / (1 - BETA1 ** t), 1 / (1 - BETA2 ** t)));
    const { loss, ...state } = this.update(this.state, this.x.ref, this.onehot.ref, rows, corrections);
    this.state = state;
    // Nothing is computed until something is asked for; the loss is the cheapest to ask for.
    const [value] = await loss.data();
    return readLoss ? [value!] : null;
  }

  outputs(_replica: number, data: TrainingRows): Promise<Float32Array> {
    return outputs(this.forward, this.job.model, this.state.weights, data);
  }

  read(): Promise<Float32Array> {
    return download(this.state.weights);
  }

  dispose(): void {
    this.onDispose();
    jax.tree.dispose([this.state, this.x, this.onehot]);
    this.update.dispose();
    this.forward.dispose();
  }
}

const jitForward = (model: Model) => jax.jit((weights: jax.Array[], x: jax.Array) => apply(model, weights, x));

/** Traced once for each batch size. */
function jitStep({ model, learningRate }: TrainJob) {
  const loss = (weights: jax.Array[], x: jax.Array, onehot: jax.Array) => {
    const [batch] = x.shape as [number];
    return nn
      .logSoftmax(apply(model, weights, x))
      .mul(onehot)
      .sum()
      .div(-batch);
  };
  return jax.jit((state: State, x: jax.Array, onehot: jax.Array, rows: jax.Array, corrections: jax.Array) => {
    const [inputs, labels] = [np.take(x, rows.ref, 0), np.take(onehot, rows, 0)];
    const [value, gradients] = jax.valueAndGrad(loss)(jax.tree.ref(state.weights), inputs, labels);
    const [correction1, correction2] = [corrections.ref.slice(0), corrections.slice(1)];
    const first = state.first.map((m, i) => m.mul(BETA1).add(gradients[i]!.ref.mul(1 - BETA1)));
    const second = state.second.map((v, i) => v.mul(BETA2).add(np.square(gradients[i]!).mul(1 - BETA2)));
    const weights = state.weights.map((weight, i) => {
      const deviation = np.sqrt(second[i]!.ref.mul(correction2.ref)).add(EPSILON);
      return weight.sub(first[i]!.ref.mul(correction1.ref).div(deviation).mul(learningRate));
    });
    jax.tree.dispose([correction1, correction2]);
    return { weights, first, second, loss: value };
  });
}

/** Raw outputs of a batch `[rows, ...inputShape]`. Takes its arguments over, as all functions of jax-js do. */
function apply(model: Model, weights: readonly jax.Array[], x: jax.Array): jax.Array {
  const next = weights.values();
  const take = () => next.next().value!;
  return layersOf(model).reduce((values, layer) => entryOf(layer)!.apply(values, layer, take), x);
}

interface LayerEntry<L> {
  /** @param take hands out the parameter arrays in their order. */
  apply(values: jax.Array, layer: L, take: () => jax.Array): jax.Array;
  /** Whether it knows a layer of this kind as it is set; all of them if absent. */
  knows?(layer: L): boolean;
}

/** The kinds of layers that the models of the benchmark have. */
const entries: { readonly [K in LayerKindId]?: LayerEntry<LayerOf<K>> } = {
  dense: { apply: (values, layer, take) => activate(np.matmul(values, take()).add(take()), layer) },
  conv2d: {
    apply: (values, layer, take) => activate(convolve(values, take()).add(take()), layer),
    knows: ({ stride = 1, padding }) => stride === 1 && padding !== 'same',
  },
  'max-pool': { apply: (values, { size }) => maxPool(values, size) },
  flatten: { apply: (values) => values.reshape([values.shape[0]!, -1]) },
};

const entryOf = ({ kind }: Layer): LayerEntry<Layer> | undefined => entries[kind];

const activate = (values: jax.Array, { activation }: { readonly activation: 'relu' | 'linear' }): jax.Array =>
  activation === 'relu' ? nn.relu(values) : values;

/** Images `[rows, height, width, channels]` with kernels `[size, size, channels, filters]`: one product for each place of the kernel. */
function convolve(images: jax.Array, kernels: jax.Array): jax.Array {
  const [rows, height, width, channels] = images.shape as [number, number, number, number];
  const [size, , , filters] = kernels.shape as [number, number, number, number];
  const [down, across] = [height - size + 1, width - size + 1];
  let sum: jax.Array | undefined;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const shifted = images.ref.slice([], [y, y + down], [x, x + across], []).reshape([rows * down * across, channels]);
      const product = np.matmul(shifted, kernels.ref.slice(y, x));
      sum = sum ? sum.add(product) : product;
    }
  }
  jax.tree.dispose([images, kernels]);
  return sum!.reshape([rows, down, across, filters]);
}

/** A remainder is cut off. */
function maxPool(images: jax.Array, size: number): jax.Array {
  const [rows, height, width, channels] = images.shape as [number, number, number, number];
  const [down, across] = [Math.floor(height / size), Math.floor(width / size)];
  const whole = images.slice([], [0, down * size], [0, across * size], []);
  return np.max(whole.reshape([rows, down, size, across, size, channels]), [2, 4]);
}

/** Refuses what `apply` does not know. */
function assertKnown(model: Model): void {
  const strange = layersOf(model).find((layer) => {
    const entry = entryOf(layer);
    return !entry || entry.knows?.(layer) === false;
  });
  if (strange)
    throw new EngineError(
      `jax-js is here to be measured, and no model of the benchmark has such a layer: ${JSON.stringify(strange)}. Choose another engine`,
    );
}

const upload = (model: Model, weights: Float32Array): jax.Array[] =>
  parameterSlots(model).map(({ shape, offset, size }) => np.array(weights.slice(offset, offset + size)).reshape([...shape]));

async function download(weights: readonly jax.Array[]): Promise<Float32Array> {
  const values = (await Promise.all(weights.map((weight) => weight.ref.data()))) as Float32Array[];
  return Float32Array.from(values.flatMap((value) => Array.from(value)));
}

async function outputs(
  forward: ReturnType<typeof jitForward>,
  { inputShape }: Model,
  weights: jax.Array[],
  { rows, x }: TrainingRows,
): Promise<Float32Array> {
  const width = x.length / rows;
  const parts: Float32Array[] = [];
  for (let start = 0; start < rows; start += FORWARD_BATCH) {
    const size = Math.min(FORWARD_BATCH, rows - start);
    const batch = np.array(x.slice(start * width, (start + size) * width)).reshape([size, ...inputShape]);
    parts.push((await forward(jax.tree.ref(weights), batch).data()) as Float32Array);
  }
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}
