/** Bringing a model of one's own: a TensorFlow.js layers model (model.json and its weights) as a model of ours. */
import { readBytes } from '../data/readers/byte-chunks.ts';
import { DataError } from '../data/errors.ts';
import { jsonIssues } from '../spec/json-issues.ts';
import { convertLayer, kerasArray, SUPPORTED } from './import-layers-config.ts';
import { readWeights, type NamedWeight } from './import-layers-weights.ts';
import type { KerasLayer } from './layers/keras.ts';
import { parameterCount, parameterSlots } from './parameters.ts';
import { outputShape } from './shapes.ts';
import { layersOf, type Layer, type Model } from './types.ts';

/** A layer as it can be shown and chosen. */
export interface ImportedLayer {
  /** As the file calls it. */
  readonly name: string;
  readonly kind: string;
  /** Sizes of one example. */
  readonly outputShape: readonly number[];
  readonly parameters: number;
  /** Indices of the layers that it reads, each before it. */
  readonly reads: readonly number[];
  /** The head may begin here. */
  readonly begins: boolean;
}

/** One that is a layer of ours. */
interface ConvertedLayer extends ImportedLayer {
  readonly layer: Layer;
}

/** The file describes a model that our own plan does not know; TensorFlow.js may. */
export class UnknownToPlan extends DataError {}

export interface ImportedModel {
  readonly model: Model;
  /** In the order of `parameterSlots(model)`. */
  readonly weights: Float32Array;
  /** All layers in order, blocks joined. */
  readonly layers: readonly ImportedLayer[];
  /** Index into `layers` at which the head begins. */
  readonly headAt: number;
  /** What makes it this model, wherever the head begins: its description, and all its weights. */
  readonly identity: { readonly description: string; readonly weights: Float32Array };
  /** What was guessed or changed, a sentence each. */
  readonly notes: readonly string[];
}

export interface ImportOptions {
  /** Index of the layer at which the head begins, one with weights; the last dense layer if absent. */
  readonly headAt?: number;
}

/** Sizes beyond this are no model for a browser tab. */
const MAX_PARAMETERS = 50_000_000;
/** Arrays of that size in a training: weights, gradient, and Adam's two moments. */
const BUFFERS = 4;
const RESAVE = 'Choose the model.json that model.save, or tensorflowjs_converter for a Keras model, wrote.';

/**
 * Reads a Sequential model. Its last softmax is left out: it is part of our loss. The first block goes up to the second
 * layer with a kernel, the head begins where the caller says, the rest is the middle.
 *
 * @param files model.json and every weights file it lists.
 * @throws DataError naming the layer or the file, and what is supported.
 */
export async function importLayers(files: readonly File[], { headAt }: ImportOptions = {}): Promise<ImportedModel> {
  const { modelTopology, weightsManifest } = await readModelFile(files);
  const { inputShape, layers } = converted(modelTopology);
  const head = checkHead(layers, headAt ?? layers.findLastIndex(({ layer }) => layer.kind === 'dense'));
  const model: Model = {
    inputShape,
    blocks: blocksOf({ inputShape, blocks: [{ name: 'head', layers: layers.map(({ layer }) => layer) }] }, head),
  };
  const weights = fill(model, layers, await readWeights(weightsManifest, files));
  const identity = { description: JSON.stringify([inputShape, layers.map(({ layer }) => layer)]), weights };
  return { model, weights, layers, headAt: head, identity, notes: [] };
}

/** @throws UnknownToPlan where the model is described in full, but is none of ours. */
function converted(topology: unknown): { readonly inputShape: readonly number[]; readonly layers: readonly ConvertedLayer[] } {
  try {
    const { inputShape, layers } = topologyOf(topology);
    return { inputShape, layers: convert(layers, inputShape) };
  } catch (error) {
    if (error instanceof DataError) throw new UnknownToPlan(error.message, { remedy: error.remedy });
    throw error;
  }
}

export async function readModelFile(files: readonly File[]): Promise<{ modelTopology?: unknown; weightsManifest?: unknown }> {
  const file = files.find(({ name }) => name.endsWith('.json'));
  if (!file)
    throw new DataError('there is no model.json among the files', { remedy: 'Choose model.json together with all its .bin files.' });
  const text = new TextDecoder().decode(await readBytes(file, 0, file.size));
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new DataError(`${file.name} is not JSON (${(error as Error).message})`, { remedy: RESAVE });
  }
  const unheld = jsonIssues(parsed);
  if (unheld.length) throw new DataError(`${file.name}, ${unheld[0]!.path}: ${unheld[0]!.message}`, { remedy: RESAVE });
  const { format } = record(parsed);
  if (format !== undefined && format !== 'layers-model') {
    throw new DataError(`${file.name} is a ${JSON.stringify(format)}, not a layers-model`, {
      remedy:
        format === 'graph-model'
          ? 'A graph model cannot be trained. Convert the Keras model with --output_format=tfjs_layers_model, or write what the graph model puts out for each row into an NPZ file and open that as data: a head can be trained on it.'
          : 'Convert it with --output_format=tfjs_layers_model.',
    });
  }
  return record(parsed);
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Both ways of nesting: TensorFlow.js writes the model itself, the Keras converter puts it into `model_config`. */
function topologyOf(topology: unknown): { readonly inputShape: readonly number[]; readonly layers: readonly KerasLayer[] } {
  const { model_config: nested = topology } = record(topology);
  const { class_name: kind, config } = record(nested);
  if (kind !== 'Sequential') {
    const what = typeof kind === 'string' ? `a ${kind} model` : 'no model';
    throw new DataError(`the file describes ${what}, not a Sequential one`, { remedy: `Build the model as a Sequential of ${SUPPORTED}.` });
  }
  const list = Array.isArray(config) ? (config as readonly unknown[]) : record(config).layers;
  if (!Array.isArray(list) || list.length === 0) throw new DataError('the model has no layers', { remedy: RESAVE });
  const layers = list.map((entry: unknown, i): KerasLayer => {
    const { class_name: layerKind, config: options } = record(entry);
    const { name } = record(options);
    return {
      kind: typeof layerKind === 'string' ? layerKind : 'unnamed',
      name: typeof name === 'string' ? name : `layer ${i}`,
      config: record(options),
    };
  });
  const { batch_input_shape: batchInput, batch_shape: batch } = layers[0]!.config;
  const shape = batchInput ?? batch;
  if (!Array.isArray(shape) || !shape.slice(1).every((size) => Number.isInteger(size) && size > 0) || ![2, 4].includes(shape.length)) {
    throw new DataError(`the model takes inputs of shape ${JSON.stringify(shape) ?? 'unknown'}`, {
      remedy: 'Give its first layer a fixed shape, [features] or [height, width, channels].',
    });
  }
  return { inputShape: shape.slice(1) as number[], layers };
}

function convert(described: readonly KerasLayer[], inputShape: readonly number[]): ConvertedLayer[] {
  const layers: ConvertedLayer[] = [];
  let shape = inputShape;
  described.forEach((each, i) => {
    const layer = convertLayer(each, { isLast: i === described.length - 1, inputShape: shape });
    if (!layer) return;
    const before = shape;
    try {
      shape = outputShape(layer, shape);
    } catch (error) {
      throw new DataError(`layer “${each.name}”: ${(error as RangeError).message}`, {
        remedy: 'Check the shapes of the layers before it.',
      });
    }
    const parameters = parameterCount({ inputShape: before, blocks: [{ name: 'head', layers: [layer] }] });
    const reads = layers.length ? [layers.length - 1] : [];
    layers.push({ name: each.name, kind: layer.kind, layer, outputShape: shape, parameters, reads, begins: parameters > 0 });
  });
  assertSize(layers.reduce((sum, { parameters }) => sum + parameters, 0));
  if (shape.length !== 1 || shape[0]! < 2) {
    throw new DataError(`the model puts out [${shape.join(', ')}], not one number for each of two classes or more`, {
      remedy: 'Let it end in a Dense layer with one unit per class; two classes take two units and softmax.',
    });
  }
  return layers;
}

/** @throws DataError with the numbers where a tab would not hold the model, its gradient and its moments */
export function assertSize(parameters: number): void {
  if (parameters <= MAX_PARAMETERS) return;
  const megabytes = (count: number) => `${Math.round((4 * BUFFERS * count) / 1e6).toLocaleString('en-US')} MB`;
  throw new DataError(
    `the model has ${parameters.toLocaleString('en-US')} weights, and training them takes ${megabytes(parameters)} before any row`,
    { remedy: `Choose one of at most ${MAX_PARAMETERS.toLocaleString('en-US')} (${megabytes(MAX_PARAMETERS)}).` },
  );
}

function checkHead(layers: readonly ConvertedLayer[], headAt: number): number {
  if (layers[headAt]?.parameters) return headAt;
  const possible = layers.flatMap(({ name, parameters }, i) => (parameters ? `${i} (${name})` : []));
  throw new DataError(`the head cannot begin at layer ${headAt}`, {
    remedy: possible.length ? `Choose a layer with weights: ${possible.join(', ')}.` : 'Choose a model with a Dense layer.',
  });
}

function blocksOf(model: Model, headAt: number): Model['blocks'] {
  const layers = layersOf(model);
  const below = layers.slice(0, headAt);
  const withKernel = new Set(parameterSlots(model).flatMap(({ role, layer }) => (role === 'kernel' ? layer : [])));
  const kernels = below.flatMap((_, i) => (withKernel.has(i) ? i : []));
  const middleAt = kernels[1] ?? below.length;
  return [
    { name: 'first', layers: below.slice(0, middleAt) },
    { name: 'middle', layers: below.slice(middleAt) },
    { name: 'head', layers: layers.slice(headAt) },
  ];
}

function fill(model: Model, layers: readonly ConvertedLayer[], given: readonly NamedWeight[]): Float32Array {
  const weights = new Float32Array(parameterCount(model));
  for (const { layer, key: ours, shape, offset, size } of parameterSlots(model)) {
    const { name, layer: own } = layers[layer]!;
    const { name: key, absent } = kerasArray(own, ours);
    const found = given.filter((weight) => belongs(weight.name, name, key));
    if (found.length === 0 && absent !== undefined) weights.fill(absent, offset, offset + size);
    else if (found.length === 1 && String(found[0]!.shape) === String(shape)) weights.set(found[0]!.values, offset);
    else {
      const what =
        found.length === 1
          ? `the shape [${found[0]!.shape.join(', ')}], not [${shape.join(', ')}]`
          : `${found.length} entries in the manifest`;
      throw new DataError(`the weights ${name}/${key} have ${what}`, {
        remedy: 'Choose model.json and the weights that were saved with it.',
      });
    }
  }
  return weights;
}

/**
 * Whether the manifest's name is that of a layer's array: `dense/kernel`, `model/dense/kernel`, `dense/kernel:0`, or
 * `dense/kernel_1` as TensorFlow.js calls it where the page had a model of that name before.
 */
function belongs(name: string, layer: string, key: string): boolean {
  const path = `/${name.replace(/:\d+$/, '').replace(/_\d+$/, '')}`;
  return path.endsWith(`/${layer}/${key}`);
}
