/** What moved and what took long on the page, as text. */
import { aligned } from '../../record/export/aligned.ts';
import type { Figure, PageReport, PageView } from './types.ts';

/** Shifts and tasks that are shown of a view. */
const SHOWN = 5;
/** Smaller shifts are not worth a line. */
const SMALL_SHIFT = 0.001;

/** Without a line end. */
export function pageText({ views, browser, cores, seconds }: PageReport): string {
  const missed = views.flatMap(({ figures }) => figures).filter(({ met }) => met === false).length;
  return [
    ...views.flatMap((view) => [...viewLines(view), '']),
    missed ? `${missed} of ${views.reduce((sum, { figures }) => sum + figures.length, 0)} goals missed.` : 'Every goal met.',
    'Layout shift is the sum over the phase, of what no input asked for; 0 ms says that no task was longer than 50 ms.',
    `Chromium ${browser}, ${cores} cores. Measured in ${seconds.toFixed(0)} s.`,
  ].join('\n');
}

function viewLines({ part, width, height, busy, figures, shifts, tasks, heapBytes }: PageView): string[] {
  const rows = figures.map((each) => [each.title, told(each, each.value), `≤ ${told(each, each.most)}`, outcome(each)]);
  const moved = shifts.filter(({ value }) => value >= SMALL_SHIFT).slice(0, SHOWN);
  const megabytes = heapBytes?.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ');
  return [
    `${part} at ${width}×${height}, ${busy ? 'all cores busy' : 'idle'}`,
    ...aligned([['', 'measured', 'goal', ''], ...rows]).map((line) => `  ${line}`),
    ...moved.flatMap((shift) => [`  moved ${shift.value.toFixed(4)} while ${shift.phase}:`, ...shift.moved.map((line) => `    ${line}`)]),
    ...tasks
      .slice(0, SHOWN)
      .flatMap(({ ms, phase, what, did }) => [
        `  task of ${ms.toFixed(0)} ms while ${phase}${what === undefined ? '' : ` "${what}"`}:`,
        ...did.map((line) => `    ${line}`),
      ]),
    ...(megabytes === undefined ? [] : [`  heap after each run, MB: ${megabytes}`]),
  ];
}

const outcome = ({ met }: Figure): string => (met === null ? 'not measured' : met ? 'met' : 'MISSED');

function told({ unit, most }: Figure, value: number | null): string {
  if (value === null) return '–';
  const digits = unit === '' ? 3 : most < 10 ? 2 : most < 100 || unit === 'kB' ? 1 : 0;
  return `${value.toFixed(digits)}${unit === '×' || unit === '' ? unit : ` ${unit}`}`;
}
