/** What a page is held to, and what was watched as figures beside those goals. */
import { quantile } from '../../data/quantile.ts';
import type { Figure, Goal, LongFrame, Mark, Phase, Shift, ToldTask, Watched } from './types.ts';

/** Chromium calls a task of the main thread long from here on, ms (W3C Long Tasks API). */
const LONG_MS = 50;

const longest = (phase: Phase, title: string): Goal => ({ id: `task-${phase}`, title, unit: 'ms', most: LONG_MS });

export const goals = {
  painted: { id: 'painted', title: 'first contentful paint', unit: 'ms', most: 300 },
  ready: { id: 'ready', title: 'Run can be pressed', unit: 'ms', most: 300 },
  shell: { id: 'shell', title: 'loaded before the first paint, gzip', unit: 'kB', most: 120 },
  shiftLoading: { id: 'shift-loading', title: 'layout shift while loading', unit: '', most: 0.01 },
  shiftRun: { id: 'shift-run', title: 'layout shift in a run', unit: '', most: 0.01 },
  taskLoading: longest('loading', 'longest task while loading'),
  taskRunning: longest('running', 'longest task while running'),
  taskFinishing: longest('finishing', 'longest task while finishing'),
  taskOpening: longest('opening', 'longest task while opening a panel'),
  frame: { id: 'frame', title: '95th percentile between frames in a run', unit: 'ms', most: 17 },
  estimate: { id: 'estimate', title: 'first estimate of time against the truth', unit: '×', most: 1.5 },
  curve: { id: 'curve', title: 'page open to the first moving curve', unit: 'ms', most: 1500 },
  heap: { id: 'heap', title: 'heap after runs, to that after the second', unit: '%', most: 105 },
} as const satisfies Readonly<Record<string, Goal>>;

export const figure = (goal: Goal, value: number | null): Figure => ({ ...goal, value, met: value === null ? null : value <= goal.most });

/** The phase that an entry falls into, by when it ended: what ends a run is part of its end. @param marks in order of time, the first at 0 */
export function markAt(marks: readonly Mark[], end: number): Mark {
  return marks.findLast(({ at }) => at <= end) ?? marks[0]!;
}

/** Shifts with their phases, largest first. */
export function shiftsOf({ marks, shifts }: Pick<Watched, 'marks' | 'shifts'>): (Shift & { readonly phase: Phase })[] {
  return shifts.map((shift) => ({ ...shift, phase: markAt(marks, shift.at).phase })).sort((a, b) => b.value - a.value);
}

/** Long tasks with their phases and what the frames around them say they did, longest first. */
export function tasksOf({ marks, tasks, frames }: Pick<Watched, 'marks' | 'tasks' | 'frames'>): ToldTask[] {
  return tasks
    .map((task) => {
      const { phase, what } = markAt(marks, task.at + task.ms);
      return { ...task, phase, ...(what !== undefined && { what }), did: didOf(task, frames) };
    })
    .sort((a, b) => b.ms - a.ms);
}

/** What the frame that overlaps most with a task did. */
function didOf(task: { readonly at: number; readonly ms: number }, frames: readonly LongFrame[]): string[] {
  const shared = ({ at, ms }: LongFrame) => Math.min(at + ms, task.at + task.ms) - Math.max(at, task.at);
  const [frame] = frames.filter((each) => shared(each) > 0).sort((a, b) => shared(b) - shared(a));
  if (!frame) return [];
  return [...frame.scripts, `rendering ${frame.renderMs.toFixed(0)} ms, of it style and layout ${frame.layoutMs.toFixed(0)} ms`];
}

/** How far an estimate of what is left is from what was, as a factor of at least 1; null where there was none. */
export function estimateFactor({ estimate, endedAt }: Pick<Watched, 'estimate' | 'endedAt'>): number | null {
  if (!estimate || endedAt === null) return null;
  const left = endedAt - estimate.at;
  return left > 0 && estimate.leftMs > 0 ? Math.max(estimate.leftMs / left, left / estimate.leftMs) : null;
}

/** Of a page with its run. @param shellKb gzip, in kB of 1000 bytes */
export function pageFigures(watched: Watched, shellKb: number): Figure[] {
  const shifts = shiftsOf(watched);
  const tasks = tasksOf(watched);
  const shifted = (...among: readonly Phase[]) =>
    shifts.filter(({ phase }) => among.includes(phase)).reduce((sum, { value }) => sum + value, 0);
  // No entry: every task was shorter than what Chromium tells of.
  const task = (in_: Phase) => Math.max(0, ...tasks.filter(({ phase }) => phase === in_).map(({ ms }) => ms));
  const { betweenFrames } = watched;
  return [
    figure(goals.painted, watched.paintedAt),
    figure(goals.ready, watched.readyAt),
    figure(goals.shell, shellKb),
    figure(goals.shiftLoading, shifted('loading')),
    figure(goals.shiftRun, watched.endedAt === null ? null : shifted('running', 'finishing')),
    figure(goals.taskLoading, task('loading')),
    figure(goals.taskRunning, watched.startedAt === null ? null : task('running')),
    figure(goals.taskFinishing, watched.endedAt === null ? null : task('finishing')),
    figure(goals.taskOpening, task('opening')),
    figure(
      goals.frame,
      betweenFrames.length
        ? quantile(
            betweenFrames.toSorted((a, b) => a - b),
            0.95,
          )
        : null,
    ),
    figure(goals.estimate, estimateFactor(watched)),
  ];
}

/** The heap after the last of several runs as a percentage of that after the second: the first fills what is kept on purpose. */
export function heapFigure(bytes: readonly number[]): Figure {
  return figure(goals.heap, bytes.length > 2 ? (100 * bytes.at(-1)!) / bytes[1]! : null);
}
