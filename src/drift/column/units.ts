/** Columns that arrive in another unit or too late. */
import { featureCount, numericColumns } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';
import { chosenColumns, columnParameter, mapColumns, namesOf, needsNumeric } from './columns.ts';

const UNITS: Readonly<Record<string, { readonly title: string; readonly factor: number; readonly offset: number }>> = {
  'inch-to-cm': { title: 'inch → cm (×2.54)', factor: 2.54, offset: 0 },
  'celsius-to-fahrenheit': { title: '°C → °F (×1.8 + 32)', factor: 1.8, offset: 32 },
  'kilo-to-unit': { title: 'kilo → unit (×1000)', factor: 1000, offset: 0 },
};

/** Share of the rows that come in the new unit. */
const CONVERTED: Ladder = [0.2, 0.4, 0.6, 0.8, 1];

export const unitChange: Injection = {
  id: 'unit-change',
  title: 'Changed unit',
  help: 'Someone switched a column to another unit, and more and more senders follow.',
  kind: 'P(x)',
  appliesTo: ['tabular'],
  ladder: ['20 % of the rows', '40 % of the rows', '60 % of the rows', '80 % of the rows', 'every row'],
  source: 'unit conversion, a common data quality fault (Schelter et al. 2018 name scaling of numbers)',
  fidelity: 'exact',
  why: 'The conversions are exact; the shares of rows are our own.',
  parameters: [
    columnParameter,
    {
      name: 'unit',
      title: 'Conversion',
      help: 'From which unit to which.',
      kind: 'choice',
      default: 'celsius-to-fahrenheit',
      choices: Object.entries(UNITS).map(([id, { title }]) => ({ id, title })),
    },
  ],
  refuses: needsNumeric,

  apply(samples, { severity, params, columns, world, noise }) {
    const features = chosenColumns(numericColumns(columns), columns, params, world);
    const { title, factor, offset } = UNITS[params.unit as string] ?? UNITS['celsius-to-fahrenheit']!;
    const share = at(CONVERTED, severity);
    const converted = Uint8Array.from({ length: samples.rows }, () => Number(noise.uniform() < share));
    return {
      samples: mapColumns(samples, features, (value, _, row) => (converted[row] ? factor * value + offset : value)),
      features,
      params: { unit: title, share, columns: features },
      sentence: `${namesOf(features, columns)} came in another unit, ${title}, in ${Math.round(100 * share)} % of the rows; labels are unchanged.`,
    };
  },
};

/** Share of the readings that come late. */
const LATE: Ladder = [0.2, 0.4, 0.6, 0.8, 1];

/** A late reading in row i is that of row i − lag; the first rows repeat the first value. Rows must come in the order of time. */
export const timeLag: Injection = {
  id: 'time-lag',
  title: 'Time lag',
  help: 'Clocks are out of step: some columns show the values of earlier rows.',
  kind: 'P(x)',
  appliesTo: ['tabular'],
  ladder: ['20 % of the readings', '40 % of the readings', '60 % of the readings', '80 % of the readings', 'every reading'],
  source: 'time shift of a channel against the others; the severities are our own',
  fidelity: 'approximation',
  why: 'Rows stand for time steps; in data without an order of time, a lag pairs values of unrelated rows at once.',
  parameters: [
    columnParameter,
    { name: 'lag', title: 'Lag', help: 'By how many rows.', kind: 'number', whole: true, min: 1, max: 1000, default: 5, unit: 'rows' },
  ],
  refuses: needsNumeric,

  apply(samples, { severity, params, columns, world, noise, reference }) {
    const features = chosenColumns(numericColumns(columns), columns, params, world);
    const lag = params.lag as number;
    const share = at(LATE, severity);
    const width = featureCount(reference.inputShape);
    return {
      samples: mapColumns(samples, features, (value, f, row) =>
        noise.uniform() < share ? samples.x[Math.max(0, row - lag) * width + f]! : value,
      ),
      features,
      params: { lag, share, columns: features },
      sentence: `${Math.round(100 * share)} % of the readings of ${namesOf(features, columns)} came ${lag} ${lag === 1 ? 'row' : 'rows'} late; labels are unchanged.`,
    };
  },
};
