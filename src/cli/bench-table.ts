/** The engine benchmark as text: a table of speeds per model, the claims, the self-tests, and the machine. */
import { ownEngine } from '../measure/bench-engines.ts';
import type { BenchFigure, BenchReport, BenchRow, BenchSelfTest } from '../contracts/bench.ts';

/** The engine that the others are compared with. */
const OURS = ownEngine(false);

export function benchText(report: BenchReport): string {
  const { rows, figures, selfTests } = report;
  const models = [...new Set(rows.map(({ model }) => model))];
  return [
    ...models.map((model) => speeds(rows.filter((row) => row.model === model))),
    ...(figures.length ? [claims(figures)] : []),
    ...(selfTests.length ? [proofs(selfTests)] : []),
    machine(report),
  ].join('\n\n');
}

/** One model: a row per engine. */
function speeds(rows: readonly BenchRow[]): string {
  const { title, parameters } = rows[0]!;
  const own = rows.find(({ engine }) => engine === OURS);
  const head = {
    cells: ['engine', 'examples/s', 'ms a step', 'first step', 'GFLOP/s', 'dispatches', 'host µs', 'parity', 'GPU errors', 'ours is'],
  };
  const lines = rows.map((row) =>
    row.examplesPerSecond === null
      ? { cells: [row.engine], rest: `no speed: ${row.failure}${row.gpuErrors ? ` (${row.gpuErrors} GPU errors)` : ''}` }
      : {
          cells: [
            row.engine,
            Math.round(row.examplesPerSecond).toLocaleString('en'),
            digits(row.stepMs),
            row.firstStepMs === null ? NONE : `${row.firstStepMs.toFixed(1)} ms`,
            digits(row.gflopPerSecond),
            String(row.dispatches ?? NONE),
            digits(row.hostUs),
            error(row.parityError),
            String(row.gpuErrors),
            ratio(row, own),
          ],
        },
  );
  return `${title} (${parameters.toLocaleString('en')} parameters)\n${table(head, ...lines)}`;
}

/** How many times as fast ours is. A software GPU is not ranked. */
function ratio(row: BenchRow, own: BenchRow | undefined): string {
  if (row.software) return `${NONE} software`;
  if (row === own || !own?.examplesPerSecond || !row.examplesPerSecond) return '';
  return `${digits(own.examplesPerSecond / row.examplesPerSecond)}×`;
}

function claims(figures: readonly BenchFigure[]): string {
  const lines = figures.map((figure) => {
    const { title, value, unit, goal, note } = figure;
    const measured = value === null ? NONE : withUnit(value, unit);
    const aim = goal ? `${goal.better === 'more' ? '≥' : '≤'} ${withUnit(goal.value, unit)}` : NONE;
    return { cells: [title, measured, aim, outcome(figure)], rest: note };
  });
  return `claims\n${table({ cells: ['claim', 'measured', 'goal', 'outcome'] }, ...lines)}`;
}

function outcome({ value, goal }: BenchFigure): string {
  if (value === null) return 'not measurable here';
  if (!goal) return NONE;
  return (goal.better === 'more' ? value >= goal.value : value <= goal.value) ? '✓ reached' : 'not reached';
}

function proofs(selfTests: readonly BenchSelfTest[]): string {
  const cases = [...new Set(selfTests.flatMap(({ errors }) => Object.keys(errors)))];
  const lines = selfTests.map(({ engine, errors, failure }) =>
    failure === null
      ? { cells: [engine, ...cases.map((name) => error(errors[name] ?? null))] }
      : { cells: [engine], rest: `not tested: ${failure}` },
  );
  return `self-tests (relative error of the weight update against a double-precision reference)\n${table({ cells: ['engine', ...cases] }, ...lines)}`;
}

function machine({ adapter, userAgent, cores, busy }: BenchReport): string {
  const gpu = !adapter ? 'none' : `${adapter.name || 'unnamed'}${adapter.software ? ', software: its speed says nothing about a GPU' : ''}`;
  return [
    `WebGPU adapter  ${gpu}`,
    `browser         ${userAgent}, ${cores} cores`,
    ...(busy ? ['busy            something else kept the processor busy when it began: these speeds are too low'] : []),
    'parity          relative error of the weight update against a double-precision reference',
    'host µs         time the commanding thread spends on a step until it is submitted',
  ].join('\n');
}

const NONE = '–';
const digits = (value: number | null): string =>
  value === null ? NONE : value < 999.5 ? value.toPrecision(3) : Number(value.toPrecision(3)).toLocaleString('en');
const error = (value: number | null): string => (value === null ? NONE : value.toExponential(0));
const withUnit = (value: number, unit: BenchFigure['unit']): string => {
  const text = Number.isInteger(value) ? value.toLocaleString('en') : digits(value);
  return unit === '×' ? `${text}×` : `${text} ${unit}`;
};

interface Line {
  readonly cells: readonly string[];
  /** Free text after the last cell. */
  readonly rest?: string;
}

/** Columns as wide as they need: the first to the left, the others to the right. */
function table(...lines: readonly Line[]): string {
  const widths = lines[0]!.cells.map((_, column) => Math.max(...lines.map(({ cells }) => cells[column]?.length ?? 0)));
  const padded = (cell: string, column: number) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!));
  return lines.map(({ cells, rest = '' }) => `  ${[...cells.map(padded), rest].join('  ')}`.trimEnd()).join('\n');
}
