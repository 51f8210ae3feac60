/** Reads tf.layers models of any shape: what our own plan does not know is trained by TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { DataError } from '../../data/errors.ts';
import { assertSize, type ImportedModel } from '../../models/import-layers.ts';
import type { NamedWeight } from '../../models/import-layers-weights.ts';
import type { LayerOf } from '../../models/layers/registry.ts';
import type { Graph } from '../../models/layers/graph.ts';
import type { SlotRule } from '../../models/layers/layer-kind.ts';
import type { BlockName } from '../../models/slots.ts';
import { volume } from '../../models/shapes.ts';
import { randomStream } from '../../random/random.ts';
import { buildLayersModel } from './layers-model.ts';
import { keyOf, partsOf, placedIn, roleOfArray, type Placed } from './graph-parts.ts';
import { prepareTopology } from './graph-topology.ts';
import { graphWork } from './graph-work.ts';

/** Largest difference of an output between the model as it was read and its parts, in its own size. */
const SAME = 1e-4;
const blockNames: readonly BlockName[] = ['first', 'middle', 'head'];

/**
 * The model as up to three parts: `first` up to the second place with weights where the model can be cut, `middle`, and the head from
 * the layer on that the caller says, else the last with weights where it can begin.
 *
 * @throws DataError naming the layer, and what is supported
 */
export async function importGraph(topology: unknown, weights: readonly NamedWeight[], headAt?: number): Promise<ImportedModel> {
  await tf.setBackend('cpu');
  assertSize(weights.reduce((sum, { values }) => sum + values.length, 0));
  const { topology: prepared, notes } = prepareTopology(topology);
  const model = await load(prepared, weights);
  try {
    const placed = placedIn(assertShape(model));
    const possible = [...placed.keys()].filter((i) => placed[i]!.begins && placed[i]!.parameters > 0);
    const head = checkHead(placed, possible, headAt ?? possible.at(-1));
    const second = possible[1];
    const beginnings = [...(second !== undefined && second < head ? [second] : []), head];
    const parts = partsOf(placed, beginnings);
    const names = beginnings.length === 2 ? blockNames : (['first', 'head'] as const);
    const made = parts.map((part) => part && partOf(part));
    const blocks = names.map((name, i) => ({ name, layers: made[i] ? [made[i].layer] : [] }));
    const imported = {
      model: { inputShape: model.inputs[0]!.shape.slice(1) as number[], blocks },
      weights: concat(made.flatMap((part) => (part ? [part.weights] : []))),
    };
    assertSame(model, imported);
    const { uncounted } = graphWork(parts.flatMap((part) => (part ? [part] : [])));
    return {
      ...imported,
      layers: placed.map(({ name, kind, outputShape, parameters, reads }, i) => ({
        name,
        kind,
        outputShape,
        parameters,
        reads,
        begins: possible.includes(i),
      })),
      headAt: head,
      identity: { description: JSON.stringify(prepared), weights: concat(weights.map(({ values }) => values)) },
      notes: [
        ...notes,
        'TensorFlow.js trains this model: our own kernels do not know its shape.',
        ...(uncounted.length ? [`Work is not counted for ${uncounted.join(', ')}, and left out of energy by work.`] : []),
      ],
    };
  } finally {
    // Parts share layers, and a nested model would be disposed of by each.
    for (const weight of model.weights) weight.dispose();
  }
}

async function load(topology: Record<string, unknown>, weights: readonly NamedWeight[]): Promise<layers.LayersModel> {
  const values = concat(weights.map((weight) => weight.values));
  const weightSpecs = weights.map(({ name, shape }) => ({ name, shape: [...shape], dtype: 'float32' as const }));
  try {
    const read = await layers.loadLayersModel({
      load: async () => ({ modelTopology: { model_config: topology }, weightSpecs, weightData: values.buffer as ArrayBuffer }),
    });
    // A Sequential model too becomes a graph of its layers.
    return layers.model({ inputs: read.inputs, outputs: read.outputs });
  } catch (error) {
    const unknown = /Unknown layer: (\S+?)\.? /.exec((error as Error).message);
    throw new DataError(
      unknown
        ? `the model has a layer of kind ${unknown[1]}, which TensorFlow.js does not know`
        : `TensorFlow.js cannot build the model (${firstSentence((error as Error).message)})`,
      { remedy: 'Build it from layers that tf.layers has, and save it again with its weights.' },
    );
  }
}

const firstSentence = (message: string): string =>
  message
    .split(/(?<=[.:])\s/)[0]!
    .replace(/[.:]$/, '')
    .slice(0, 200);

/** One input of a fixed size, one output of a number for each class. */
function assertShape(model: layers.LayersModel): layers.LayersModel {
  const { inputs, outputs } = model;
  if (inputs.length !== 1 || outputs.length !== 1)
    throw new DataError(`the model has ${inputs.length} inputs and ${outputs.length} outputs`, {
      remedy: 'Choose a model with one of each; branches inside may be as many as you like.',
    });
  const open = inputs[0]!.shape.slice(1).indexOf(null);
  if (open >= 0)
    throw new DataError(
      `the model takes inputs of shape [${inputs[0]!.shape
        .slice(1)
        .map((size) => size ?? 'any')
        .join(', ')}]`,
      { remedy: 'Save it with an input of a fixed size: what is compared here has the same size in every row.' },
    );
  const shape = outputs[0]!.shape.slice(1);
  if (shape.length !== 1 || !(shape[0]! >= 2))
    throw new DataError(`the model puts out [${shape.join(', ')}], not one number for each of two classes or more`, {
      remedy: 'Let it end in a Dense layer with one unit per class; two classes take two units and softmax.',
    });
  return model;
}

function checkHead(placed: readonly Placed[], possible: readonly number[], headAt: number | undefined): number {
  if (headAt !== undefined && possible.includes(headAt)) return headAt;
  const list = possible.map((i) => `${i} (${placed[i]!.name})`).join(', ');
  throw new DataError(
    headAt === undefined ? 'the model has no layer at which a head could begin' : `the head cannot begin at layer ${headAt}`,
    {
      remedy: list ? `Choose a layer with weights that everything goes through: ${list}.` : 'Choose a model with a Dense layer at its end.',
    },
  );
}

interface Part {
  readonly layer: Graph | LayerOf<'dense'>;
  readonly weights: Float32Array;
}

/** A part of one linear layer becomes a dense layer of our plan: heads are solved on that kind alone, and a graph would have to be trained. */
function linearOf(part: layers.LayersModel): Part | undefined {
  const [only, ...more] = part.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  if (!only || more.length > 0 || only.getClassName() !== 'Dense' || part.inputs[0]!.shape.length !== 2) return undefined;
  const { activation, units } = only.getConfig() as { readonly activation: unknown; readonly units: number };
  if (activation !== 'linear') return undefined;
  const values = only.weights.map((weight) => weight.read().dataSync() as Float32Array);
  return {
    layer: { kind: 'dense', units, activation: 'linear' },
    weights: concat(values.length === 1 ? [values[0]!, new Float32Array(units)] : values),
  };
}

function partOf(part: layers.LayersModel): Part {
  const linear = linearOf(part);
  if (linear) return linear;
  const sizes = ({ shape }: { readonly shape: readonly (number | null)[] }) => shape.slice(1) as number[];
  const arrays = part.weights.map((weight, i): SlotRule<string> => {
    const role = roleOfArray(weight.originalName, weight.trainable);
    const shape = weight.shape as number[];
    const fresh = role === 'scale' || role === 'moving-variance' ? 1 : role === 'kernel' && shape.length > 1 ? 'glorot-uniform' : 0;
    return { key: `${i}-${keyOf(weight.originalName)}`, role, shape, fresh };
  });
  // As it is after a way through JSON: undefined settings are gone.
  const config = JSON.parse(JSON.stringify(part.getConfig())) as Record<string, unknown>;
  const layer: Graph = { kind: 'graph', config, to: sizes(part.outputs[0]!), arrays, flops: graphWork([part]).flops };
  return { layer, weights: concat(part.weights.map((weight) => weight.read().dataSync() as Float32Array)) };
}

/** The parts, built again from what is kept of them, must answer as the model does. */
function assertSame(model: layers.LayersModel, imported: Pick<ImportedModel, 'model' | 'weights'>): void {
  const random = randomStream(1, 'graph');
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const largest = (tensor: tf.Tensor): number => tf.max(tf.abs(tensor)).dataSync()[0]!;
  const difference = tf.tidy(() => {
    const input = tf.tensor(
      Float32Array.from({ length: 2 * volume(shape) }, () => random.uniform()),
      [2, ...shape],
    );
    const answer = model.predict(input) as tf.Tensor;
    const built = buildLayersModel(imported.model);
    built.write(imported.weights);
    const value = built.apply(input);
    built.dispose();
    return largest(tf.sub(value, answer)) / Math.max(1, largest(answer));
  });
  if (!(difference <= SAME))
    throw new DataError(`the parts of the model answer otherwise than the whole, by ${difference.toPrecision(2)}`, {
      remedy: 'Let its head begin at another layer, or report this model.',
    });
}

function concat(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  arrays.reduce((at, array) => (all.set(array, at), at + array.length), 0);
  return all;
}
