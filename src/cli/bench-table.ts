/** The engine benchmark as text: one table per model, with each engine's ratio to ours. */
import type { BenchReport, BenchRow } from '../experiment/bench-report.ts';

/** The engine that the others are compared with. */
const OURS = 'wasm';

export function benchText({ rows, adapter, userAgent, cores }: BenchReport): string {
  const models = [...new Set(rows.map((row) => row.model))];
  const tables = models.map((model) => {
    const own = rows.find((row) => row.model === model && row.engine === OURS);
    const lines = rows.filter((row) => row.model === model).map((row) => line(row, own));
    return [`${model} (${own?.parameters.toLocaleString('en')} parameters)`, header, ...lines].join('\n');
  });
  const gpu = !adapter ? 'none' : `${adapter.name || 'unnamed'}${adapter.software ? ', software: its speed says nothing about a GPU' : ''}`;
  return [...tables, `WebGPU adapter  ${gpu}\nbrowser         ${userAgent}, ${cores} cores\nparity          relative error of the weight update against a double-precision reference`].join('\n\n');
}

const columns = [14, 14, 12, 12, 10, 10, 12] as const;
const header = cells(['engine', 'examples/s', 'ms a step', 'first step', 'GFLOP/s', 'parity', 'ours is']);

function line(row: BenchRow, own: BenchRow | undefined): string {
  if (row.examplesPerSecond === null) return `  ${row.engine.padEnd(columns[0])}${row.failure}`;
  const ratio = own?.examplesPerSecond ? own.examplesPerSecond / row.examplesPerSecond : null;
  return cells([
    row.engine,
    Math.round(row.examplesPerSecond).toLocaleString('en'),
    row.stepMs!.toPrecision(3),
    `${row.firstStepMs!.toFixed(1)} ms`,
    row.gflopPerSecond!.toPrecision(3),
    row.parityError!.toExponential(0),
    row.engine === OURS || ratio === null ? '' : `${ratio.toPrecision(3)}×`,
  ]);
}

function cells(texts: readonly string[]): string {
  return `  ${texts.map((text, i) => (i ? text.padStart(columns[i]!) : text.padEnd(columns[i]!))).join('')}`;
}
