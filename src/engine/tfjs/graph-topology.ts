/** The topology of a Keras or TensorFlow.js layers model as TensorFlow.js reads it, and as a training here needs it. */
import { DataError } from '../../data/errors.ts';

type Json = Record<string, unknown>;

/** Layers that draw random numbers, and the setting that turns it off. */
const DRAWING: Readonly<Record<string, string>> = {
  Dropout: 'rate',
  SpatialDropout1D: 'rate',
  AlphaDropout: 'rate',
  GaussianDropout: 'rate',
  GaussianNoise: 'stddev',
};
/** Settings of recurrent layers that do. */
const RECURRENT = ['dropout', 'recurrent_dropout'] as const;

/** Ready to be read, and what was changed in it, a sentence each. */
export interface Prepared {
  readonly topology: Json;
  readonly notes: readonly string[];
}

const record = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {});

/**
 * Keras 3 is put into the words of Keras 2; a softmax at the end is left to our loss; whatever draws is turned off, since a run must
 * repeat itself; every layer may be trained, since a repair says what it trains.
 * @throws DataError naming the layer, and what is supported
 */
export function prepareTopology(given: unknown): Prepared {
  const { model_config: nested = given } = record(given);
  const topology = structuredClone(record(nested));
  if (!['Sequential', 'Functional', 'Model'].includes(String(topology['class_name'])))
    throw new DataError(`the file describes ${topology['class_name'] ? `a ${String(topology['class_name'])}` : 'no model'}`, {
      remedy: 'Choose the model.json of a Sequential or Functional model.',
    });
  const notes = new Set<string>();
  eachLayer(topology, (layer) => prepareLayer(layer, notes));
  const last = lastLayer(topology);
  const end = endOf(last);
  if (end) notes.add(end);
  return { topology, notes: [...notes] };
}

/** The layers of a model in their order; Sequential models of early versions are a bare list. */
const layersIn = (model: Json): Json[] => {
  const { config } = model;
  return ((Array.isArray(config) ? config : record(config)['layers']) as Json[] | undefined) ?? [];
};

function eachLayer(model: Json, visit: (layer: Json) => void): void {
  for (const layer of layersIn(model)) {
    visit(layer);
    const inner = record(record(layer['config'])['layer']);
    if (inner['class_name']) visit(inner);
    if (record(layer['config'])['layers']) eachLayer(layer, visit);
  }
  inOldWords(model);
}

function prepareLayer(layer: Json, notes: Set<string>): void {
  const config = record(layer['config']);
  const name = String(config['name'] ?? layer['name']);
  const kind = String(layer['class_name']);
  if (kind === 'Lambda' || kind === 'TFOpLambda')
    throw new DataError(`layer “${name}” (${kind}) runs code of its own, which a file does not hold`, {
      remedy: 'Build the model from layers of Keras alone, and save it again.',
    });
  if (config['stateful'] === true)
    throw new DataError(`layer “${name}” (${kind}) is stateful: what it gives depends on the rows before`, {
      remedy: 'Build it with stateful=False.',
    });
  if (typeof config['dtype'] === 'object') config['dtype'] = 'float32';
  if (config['batch_shape'] !== undefined && config['batch_input_shape'] === undefined) config['batch_input_shape'] = config['batch_shape'];
  if ('trainable' in config) config['trainable'] = true;
  const setting = DRAWING[kind];
  for (const key of setting ? [setting] : RECURRENT) {
    if (typeof config[key] !== 'number' || config[key] === 0) continue;
    config[key] = 0;
    notes.add(`The ${key.replace('_', ' ')} of layer “${name}” is off here: what it draws could not be repeated.`);
  }
}

/** Inbound nodes and ends of Keras 3 as Keras 2 writes them: lists of [layer, node, tensor, arguments]. */
function inOldWords(model: Json): void {
  const config = record(model['config']);
  for (const ends of ['input_layers', 'output_layers']) {
    const list = config[ends];
    if (Array.isArray(list) && typeof list[0] === 'string') config[ends] = [list];
  }
  for (const layer of layersIn(model)) {
    const nodes = layer['inbound_nodes'];
    if (!Array.isArray(nodes)) continue;
    layer['inbound_nodes'] = nodes.map((node: unknown) => {
      const { args, kwargs } = record(node);
      if (!Array.isArray(args)) return node;
      const histories = args
        .flatMap((arg: unknown) => (Array.isArray(arg) ? (arg as unknown[]) : [arg]))
        .flatMap((arg) => {
          const history = record(record(arg)['config'])['keras_history'];
          return Array.isArray(history) ? [[...(history as unknown[]), {}]] : [];
        });
      const { training } = record(kwargs);
      if (training === true)
        throw new DataError(`layer “${String(layer['name'])}” always acts as in training`, {
          remedy: 'Save the model without training=True.',
        });
      return histories;
    });
  }
}

function lastLayer(model: Json): Json {
  const layers = layersIn(model);
  const [end] = (record(model['config'])['output_layers'] as [string, number, number][] | undefined) ?? [];
  const last = layers.find((layer) => end && (layer['name'] ?? record(layer['config'])['name']) === end[0]) ?? layers.at(-1);
  if (!last) throw new DataError('the model has no layers', { remedy: 'Choose the model.json that model.save wrote.' });
  return record(last['config'])['layers'] ? lastLayer(last) : last;
}

/** Makes the last layer give logits, which is what our loss takes. Gives a sentence where that is a guess. */
function endOf(layer: Json): string | undefined {
  const config = record(layer['config']);
  const name = String(config['name'] ?? layer['name']);
  if (layer['class_name'] === 'Softmax') {
    layer['class_name'] = 'Activation';
    layer['config'] = { name: config['name'], trainable: true, dtype: 'float32', activation: 'linear' };
    return undefined;
  }
  const { activation } = config;
  if (activation === 'softmax') config['activation'] = 'linear';
  else if (activation === 'sigmoid')
    throw new DataError(`layer “${name}” ends the model in a sigmoid, which answers each class on its own`, {
      remedy: 'Let it end in one unit per class and softmax; two classes take two units.',
    });
  else if (activation === undefined || activation === 'linear')
    return `The model ends in “${name}” without a softmax: what it puts out is taken for logits.`;
  else return `What “${name}” puts out through ${String(activation)} is taken for logits.`;
  return undefined;
}
