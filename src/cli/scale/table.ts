/** What training costs by size, as text. */
import type { PowerLaw } from '../../maths/power-law.ts';
import { aligned } from '../../record/export/aligned.ts';
import type { ScalePoint, ScaleReport, ScaleSeries } from './types.ts';

/** Without a line end. */
export function scaleText({ selfTest, series, seconds }: ScaleReport): string {
  return [
    ...series.flatMap((each) => [...seriesLines(each), '']),
    `The WASM engine on one thread in Node; its self-test is off by ${selfTest.toExponential(0)}. Times are medians of sizes taken in turn; a late step is`,
    'held against the first hundred of a fresh training at the same moment. Exponents are slopes of log cost by log size ± standard error.',
    'Memory is what the engine and the prepared rows hold; of comparisons, their result as JSON.',
    `Measured in ${seconds.toFixed(0)} s.`,
  ].join('\n');
}

function seriesLines({ title, unit, of, points, time, memory, expected, met }: ScaleSeries): string[] {
  const relative = points.some((point) => point.relative !== undefined);
  const head = [unit, `time of ${of}`, ...(relative ? ['to the first 100'] : []), 'memory'];
  const row = (point: ScalePoint) => [
    point.size.toLocaleString('en'),
    duration(point.ms),
    ...(relative ? [`${point.relative!.toFixed(2)}×`] : []),
    point.bytes === null ? NONE : size(point.bytes),
  ];
  const outcome = met === null ? '' : met ? '  met' : '  NOT MET';
  return [
    title,
    ...aligned([head, ...points.map(row)]).map((line) => `  ${line}`),
    `  exponent: time ${power(time)}${memory ? `, memory ${power(memory)}` : ''}; expected ${expected}${outcome}`,
  ];
}

const NONE = '–';
const power = (law: PowerLaw | null): string =>
  law ? `${law.exponent.toFixed(2)}${law.error === null ? '' : ` ± ${law.error.toFixed(2)}`}` : NONE;
const three = (value: number): string => (value < 999.5 ? value.toPrecision(3) : Math.round(value).toLocaleString('en'));
const duration = (ms: number): string => (ms < 1 ? `${three(1000 * ms)} µs` : ms < 1000 ? `${three(ms)} ms` : `${three(ms / 1000)} s`);
const size = (bytes: number): string => (bytes < 1e6 ? `${three(bytes / 1e3)} kB` : `${three(bytes / 1e6)} MB`);
