/** What a long or heavy use of the page came to, as text. */
import { aligned } from '../../record/export/aligned.ts';
import type { Figure, LoadReport, LoadRow, Moment } from './types.ts';

/** Faults that are shown of a part. */
const SHOWN = 10;

/** As it must be: every goal met, and nothing went otherwise than it must. */
export const held = ({ rows }: Pick<LoadReport, 'rows'>): boolean =>
  rows.every(({ figures, faults }) => !faults.length && figures.every(({ met }) => met !== false));

/** Without a line end. */
export function loadText({ rows, share, browser, cores }: LoadReport): string {
  const figures = rows.flatMap((row) => row.figures);
  const missed = figures.filter(({ met }) => met === false).length;
  const faults = rows.reduce((sum, row) => sum + row.faults.length, 0);
  return [
    ...rows.flatMap((row) => [...rowLines(row), '']),
    missed || faults ? `${missed} goals missed, ${faults} times it did not go as it must.` : 'Every goal met.',
    '0 ms says that no task was longer than 50 ms. A busy machine makes tasks longer.',
    `${share === 1 ? 'All of it' : `A share of ${share}`}, in Chromium ${browser} on ${cores} cores.`,
  ].join('\n');
}

function rowLines({ id, title, times, seconds, figures, faults, moments }: LoadRow): string[] {
  return [
    `${id}: ${times.toLocaleString('en')} ${title}, in ${seconds.toFixed(0)} s`,
    ...indented([
      ['', 'measured', 'goal', ''],
      ...figures.map((each) => [each.title, told(each, each.value), goalOf(each), outcome(each)]),
    ]),
    ...figures.filter(({ met }) => met === false).flatMap(({ did = [] }) => did.map((line) => `    ${line}`)),
    ...(moments ? indented([['after', 'heap', 'processes', 'nodes', 'listeners', 'workers'], ...moments.map(momentRow)]) : []),
    ...faults.slice(0, SHOWN).map((fault) => `  ${fault}`),
    ...(faults.length > SHOWN ? [`  and ${faults.length - SHOWN} more`] : []),
  ];
}

const indented = (rows: readonly string[][]): string[] => aligned(rows).map((line) => `  ${line}`);

const megabytes = (bytes: number | null): string => (bytes === null ? '–' : `${(bytes / 1e6).toFixed(1)} MB`);

const momentRow = ({ after, heap, memory, nodes, listeners, workers }: Moment): string[] => [
  ...[after.toLocaleString('en'), megabytes(heap), megabytes(memory)],
  ...[nodes, listeners, workers].map(String),
];

function goalOf(each: Figure): string {
  if (each.most !== undefined) return `≤ ${told(each, each.most)}`;
  return each.least === undefined ? '' : `≥ ${told(each, each.least)}`;
}

const outcome = ({ met, most, least, value }: Figure): string =>
  met === null ? (value === null && (most ?? least) !== undefined ? 'not measured' : '') : met ? 'met' : 'MISSED';

function told({ unit }: Figure, value: number | null): string {
  if (value === null) return '–';
  const digits = unit === 's' || unit === 'MB' || unit === '%' ? 1 : 0;
  return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
}
