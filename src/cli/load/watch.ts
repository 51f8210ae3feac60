/** Looks at a page from outside: what it holds, and how long it kept its main thread. */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import type { Stage } from '../faults/stage.ts';
import { goals, figure, growth, settledAfter } from './goals.ts';
import type { Figure, Moment, Outcome } from './types.ts';

interface Longest {
  /** Of the task, 0 where none took more than 50 ms. */
  ms: number;
  frameMs: number;
  /** What ran in the frame: function, file and ms, longest first. */
  did: string[];
}

declare global {
  interface Window {
    /** The longest task and the longest frame since they were last asked for. */
    driftLabLongest?: Longest;
  }
}

/** Remembers the longest task from the first line of the page on. Playwright sends the text: it may use nothing outside itself. */
function watchTasks(): void {
  window.driftLabLongest = { ms: 0, frameMs: 0, did: [] };
  const observe = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type });
  observe('longtask', ({ duration }) => (window.driftLabLongest!.ms = Math.max(window.driftLabLongest!.ms, duration)));
  observe('long-animation-frame', (entry) => {
    const { startTime, duration, renderStart, scripts } = entry as PerformanceEntry & {
      renderStart: number;
      scripts: { duration: number; sourceURL: string; sourceFunctionName: string; invoker: string }[];
    };
    const longest = window.driftLabLongest!;
    if (duration <= longest.frameMs) return;
    longest.frameMs = duration;
    longest.did = [
      ...[...scripts]
        .sort((a, b) => b.duration - a.duration)
        .slice(0, 3)
        .map((each) => `${each.sourceFunctionName || each.invoker} (${each.sourceURL.split('/').pop()}) ${each.duration.toFixed(0)} ms`),
      ...(renderStart ? [`drawing ${(startTime + duration - renderStart).toFixed(0)} ms`] : []),
    ];
  });
}

export interface Watch {
  hold(after: number): Promise<Moment>;
  /** The longest task since this was last asked; 0 where none took more than 50 ms. */
  longestTask(): Promise<Figure>;
  /** Does something so many times, in portions, and looks before, once settled, at half, and at the end. */
  repeated(times: number, portion: number, some: (from: number, to: number) => Promise<readonly string[]>): Promise<Outcome>;
}

/** @param stage whose first page is not yet open */
export async function watchStage(stage: Stage): Promise<Watch> {
  const { page } = stage;
  // A compiler that keeps names calls this; the page does not have it.
  await stage.context.addInitScript('globalThis.__name ??= (named) => named');
  await stage.context.addInitScript(watchTasks);
  const session = await stage.session();
  await session.send('Performance.enable');
  const watch: Watch = {
    hold: (after) => moment(stage, session, after),
    async longestTask() {
      const { ms, did } = await page.evaluate(() => {
        const longest = window.driftLabLongest!;
        window.driftLabLongest = { ms: 0, frameMs: 0, did: [] };
        return longest;
      });
      return { ...figure(goals.task, ms), ...(ms > 0 && { did }) };
    },
    async repeated(times, portion, some) {
      const before = await watch.hold(0);
      const settles = settledAfter(times);
      const half = Math.max(settles + 1, Math.ceil(times / 2));
      const looks = new Map<number, Moment>();
      const faults: string[] = [];
      await watch.longestTask();
      let longest = figure(goals.task, 0);
      for (let done = 0; done < times;) {
        const until = Math.min(times, done + portion, ...[settles, half].filter((look) => look > done));
        faults.push(...(await some(done, until)));
        done = until;
        const task = await watch.longestTask();
        if (task.value! > longest.value!) longest = task;
        if ((done === settles || done === half) && done < times) looks.set(done, await watch.hold(done));
      }
      const end = await watch.hold(times);
      return {
        times,
        figures: [...growth(looks.get(settles), looks.get(half), end), longest],
        faults,
        moments: [before, ...looks.values(), end],
      };
    },
  };
  return watch;
}

async function moment({ page, place }: Stage, session: CDPSession, after: number): Promise<Moment> {
  await settled(page);
  // What the first collection lets go of may hold something that only the second one can take.
  for (let time = 0; time < 2; time++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize: heap } = await session.send('Runtime.getHeapUsage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)!.value;
  return {
    ...{ after, heap, nodes: metric('Nodes'), listeners: metric('JSEventListeners') },
    workers: page.workers().length,
    memory: await memoryOf(place),
  };
}

/** Whatever was to be drawn is drawn, and what waits for an idle page has been done. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let idle = 0;
        const next = () => (++idle > 5 ? resolve() : requestIdleCallback(() => requestAnimationFrame(next), { timeout: 2_000 }));
        next();
      }),
  );

/** What the processes that draw pages hold and share with nobody. */
async function memoryOf({ browser }: Stage['place']): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { id }) => sum + anonymousOf(id), 0);
  } catch {
    // Only Linux tells it this way.
    return null;
  } finally {
    await session.detach();
  }
}

const anonymousOf = (pid: number): number => 1024 * Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
