/** What a training step costs the host, as text: a table per model. */
import type { HostCost } from '../engine/bench/host-cost.ts';

const HEADER = ['way', 'dispatches', 'host µs', 'of ours'];
const EXPLANATION = [
  'per training step, on a GPU that takes every command and computes nothing (Dawn, null backend): what JavaScript and WebGPU',
  'need to give the commands. No weights come out that could be compared; "bench engine" does that, on a GPU that computes.',
];

/** Without a line end. */
export function hostCostText(costs: readonly HostCost[]): string {
  const models = [...new Set(costs.map(({ model }) => model))];
  const tables = models.map((model) => [model, ...table(costs.filter((cost) => cost.model === model))].join('\n'));
  return [...tables, EXPLANATION.join('\n')].join('\n\n');
}

function table(costs: readonly HostCost[]): string[] {
  const lines = [{ cells: HEADER, failure: '' }, ...costs.map((cost) => ({ cells: cellsOf(cost), failure: failureOf(cost) }))];
  const widths = HEADER.map((_, column) => Math.max(...lines.map(({ cells }) => cells[column]!.length)));
  const padded = (cell: string, column: number) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!));
  return lines.map(({ cells, failure }) => `  ${[...cells.map(padded), failure].join('  ')}`.trimEnd());
}

const cellsOf = ({ way, dispatches, hostUs, ratio }: HostCost): string[] => [
  way,
  dispatches === null ? NONE : Math.round(dispatches).toLocaleString('en'),
  hostUs === null ? NONE : digits(hostUs),
  ratio === null ? NONE : `${digits(ratio)}×`,
];
const failureOf = ({ failure, gpuErrors }: HostCost): string =>
  failure === null ? '' : `no figures: ${failure.replace(/\s+/g, ' ')}${gpuErrors ? ` (${gpuErrors} GPU errors)` : ''}`;

const NONE = '–';
const digits = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en');
