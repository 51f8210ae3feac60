/** Telemetry of pumps in four plants, simulated: which fault, if any, does a machine have? */
import { digestArrays } from '../../src/data/hash.ts';
import type { Dataset } from '../../src/data/types.ts';
import { randomStream, type Random } from '../../src/random/random.ts';
import type { ParameterValues } from '../../src/spec/parameter.ts';
import { checkRows, type BuiltIn } from '../built-in.ts';
import { channels } from './channels.ts';
import { conditions, type State } from './faults.ts';

/** Standard deviation of a reading's own noise, in spreads. At 0.25 a small perceptron learns 93–98 %. */
const NOISE = 0.25;
/** Standard deviation of a plant's offset in each channel, in spreads. */
const PLANT_OFFSET = 0.25;
/** Share of rows without a fault; the faults share the rest equally. */
const NORMAL_SHARE = 0.3;

const groups = { name: 'plant', names: ['Plant A', 'Plant B', 'Plant C', 'Plant D'] };
const MAX_ROWS = 20_000;

export const sensors: BuiltIn = {
  id: 'sensors',
  title: 'Pump telemetry, 24 channels',
  card: {
    summary: 'Readings of pumps in four plants under varying load and weather, healthy or with one of five faults.',
    origin: 'procedural',
    source: 'Generated here from the root seed by a hand-made model of a pump; no machine was measured.',
    licence: 'CC0 1.0',
    caution: 'Synthetic: faults are cleaner and more frequent than in any real plant.',
  },
  inputKind: 'tabular',
  inputShape: [channels.length],
  columns: channels.map(({ name, unit }) => ({ name, unit, kind: 'numeric' })),
  classes: conditions.map(({ name }) => name),
  groups,
  defaultSplit: { baseTrain: 1_000, baseTest: 400, newPool: 600, newTest: 400 },
  maxRows: MAX_ROWS,
  load,
  endless: true,
};

/** Row i depends on the root and i alone. */
async function load(rows: number, root: number, _params?: ParameterValues, from = 0): Promise<Dataset> {
  checkRows(rows, MAX_ROWS);
  const width = channels.length;
  const x = new Float32Array(rows * width);
  const y = new Int32Array(rows);
  const group = new Int32Array(rows);
  const offsets = groups.names.map((_, plant) => plantOffsets(randomStream(root, 'sensors', 'plant', plant)));
  for (let row = 0; row < rows; row++) {
    const random = randomStream(root, 'sensors', 'row', from + row);
    group[row] = random.int(groups.names.length);
    y[row] = random.uniform() < NORMAL_SHARE ? 0 : 1 + random.int(conditions.length - 1);
    measure(x.subarray(row * width, (row + 1) * width), y[row]!, offsets[group[row]!]!, random);
  }
  const { id, title, card, inputShape, columns, classes } = sensors;
  const samples = { rows, inputShape, x, y, group };
  return { id, title, card, samples, columns, classes, groups, sha256: await digestArrays(x, y, group), notes: [] };
}

const plantOffsets = (random: Random): number[] => channels.map(() => PLANT_OFFSET * random.normal());

/** One reading of every channel, in its unit, into `reading` (`[24]`). `offsets` are in spreads. */
function measure(reading: Float32Array, fault: number, offsets: readonly number[], random: Random): void {
  const state: State = {
    load: random.between(0.2, 1),
    ambient: random.normal(),
    viscosity: random.normal(),
    progress: random.between(0.7, 1.5),
    side: random.int(2) * 2 - 1,
  };
  const load = (state.load - 0.6) / (0.8 / Math.sqrt(12));
  const { drive, shows } = conditions[fault]!;
  const strength = drive(state);
  channels.forEach((channel, c) => {
    const level =
      channel.load * load +
      channel.ambient * state.ambient +
      channel.viscosity * state.viscosity +
      (shows[channel.name] ?? 0) * strength +
      offsets[c]! +
      NOISE * random.normal();
    const steps = Math.round((channel.typical + channel.spread * level) / channel.resolution);
    reading[c] = steps * channel.resolution;
  });
}
