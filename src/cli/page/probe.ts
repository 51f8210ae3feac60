/** What runs inside the page while it is watched. Playwright sends the text of each function, so none may use anything outside itself. */
import type { LongFrame, LongTask, Mark, Phase, Shift, Watched } from './types.ts';

/** As much of a run as is looked at from outside the page's code. */
interface SeenRun {
  readonly phase: string;
  readonly progress?: { readonly etaMs?: number } | undefined;
  readonly derived?: unknown;
  readonly baseCurves?: { readonly version: number };
  readonly batches?: number;
  readonly ended?: number;
}

interface SeenStore {
  readonly run: SeenRun;
  start(): Promise<unknown>;
}

interface SeenStories {
  readonly story: unknown;
  readonly step?: { readonly guess?: { readonly from: number; readonly to: number }; readonly run?: true };
  readonly done: boolean;
  readonly busy: boolean;
  guess(value: number): void;
  run(): void;
  next(): void;
}

type App = HTMLElement & {
  readonly store: SeenStore & { readonly stream: SeenStore & { setSpeed(perSecond: number): void } };
  readonly stories?: SeenStories;
};

export interface Probe {
  /** Clicks Run or Play. @param stream the Stream page is meant */
  start(stream: boolean): void;
  /** The story goes on as fast as it lets itself be told, up to its first run. */
  hurry(): void;
  /** Opens every closed part of the page, one after another; resolves with their names. */
  openAll(): Promise<string[]>;
  readonly told: () => Watched;
}

declare global {
  interface Window {
    driftLabProbe?: Probe;
  }
}

/** Puts `window.driftLabProbe` there; before anything else of the page. */
export function watchPage(): void {
  /** A part that is opened has this long to fetch its code and draw, ms. */
  const OPENING_MS = 300;
  /** Most parts opened of one page. */
  const MOST_PARTS = 40;
  const marks: Mark[] = [{ phase: 'loading', at: 0 }];
  const shifts: Shift[] = [];
  const tasks: LongTask[] = [];
  const frames: LongFrame[] = [];
  const betweenFrames: number[] = [];
  let paintedAt: number | null = null;
  let readyAt: number | null = null;
  let startedAt: number | null = null;
  let endedAt: number | null = null;
  let curveAt: number | null = null;
  let estimate: Watched['estimate'] = null;
  let streams = false;
  let hurried = false;
  let last = 0;

  const mark = (phase: Phase, what?: string) => marks.push({ phase, at: performance.now(), ...(what !== undefined && { what }) });
  const app = () => document.querySelector<App>('drift-lab');
  const box = ({ x, y, width, height }: DOMRectReadOnly) =>
    `${[x, y].map(Math.round).join(',')} ${[width, height].map(Math.round).join('×')}`;
  /** Where an element stands: its innermost hosts, and its own classes. */
  const nameOf = (element: Element): string => {
    const names = [`${element.localName}${[...element.classList].map((each) => `.${each}`).join('')}`];
    for (let host = (element.getRootNode() as ShadowRoot).host; host && names.length < 3; host = (host.getRootNode() as ShadowRoot).host)
      names.unshift(host.localName);
    return names.join(' › ');
  };
  /** What is at a point, inside shadow roots too, from the inside out. */
  const chainAt = (x: number, y: number): Element[] => {
    let element = document.elementFromPoint(x, y);
    while (element?.shadowRoot) {
      const inner = element.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === element) break;
      element = inner;
    }
    const chain: Element[] = [];
    for (; element; element = element.parentElement ?? ((element.getRootNode() as ShadowRoot).host as Element | undefined) ?? null)
      chain.push(element);
    return chain;
  };
  /** An entry names no node inside a shadow root: whatever has that box now, or the first around it. */
  const movedTo = (node: Node | null, { x, y, width, height }: DOMRectReadOnly): string => {
    if (node instanceof Element) return nameOf(node);
    const chain = width && height ? chainAt(x + width / 2, y + height / 2) : [];
    const off = (each: Element) => {
      const own = each.getBoundingClientRect();
      const [top, bottom] = [Math.max(0, own.top), Math.min(innerHeight, own.bottom)];
      return Math.abs(own.left - x) + Math.abs(own.width - width) + Math.abs(top - y) + Math.abs(bottom - top - height);
    };
    const [best] = chain.map((each) => [off(each), each] as const).sort(([p], [q]) => p - q);
    return !best ? 'out of sight' : best[0] < 8 ? nameOf(best[1]) : `in ${nameOf(chain[0]!)}`;
  };
  /** Everything of that selector, inside shadow roots too. */
  const everywhere = (selector: string, root: ParentNode = document): HTMLElement[] =>
    [...root.querySelectorAll('*')].flatMap((each) => [
      ...(each.matches(selector) ? [each as HTMLElement] : []),
      ...(each.shadowRoot ? everywhere(selector, each.shadowRoot) : []),
    ]);
  const startButton = (stream: boolean) =>
    everywhere(stream ? 'stream-page #play' : '#run', document)[0] ?? everywhere(stream ? '#play' : '#run')[0];
  const storeNow = () => (streams ? app()?.store.stream : app()?.store);

  const observe = (type: string, take: (entry: PerformanceEntry) => void) => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  };
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') paintedAt = startTime;
  });
  observe('layout-shift', (entry) => {
    const { value, hadRecentInput, startTime, sources } = entry as PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
    };
    if (hadRecentInput) return;
    const moved = sources.map(
      ({ node, previousRect, currentRect }) => `${movedTo(node, currentRect)} ${box(previousRect)} → ${box(currentRect)}`,
    );
    shifts.push({ at: startTime, value, moved });
  });
  observe('longtask', ({ startTime, duration }) => tasks.push({ at: startTime, ms: duration }));
  observe('long-animation-frame', (entry) => {
    const { startTime, duration, renderStart, styleAndLayoutStart, scripts } = entry as PerformanceEntry & {
      renderStart: number;
      styleAndLayoutStart: number;
      scripts: { duration: number; sourceURL: string; sourceFunctionName: string; invoker: string; forcedStyleAndLayoutDuration: number }[];
    };
    const end = startTime + duration;
    const longestFirst = [...scripts].sort((a, b) => b.duration - a.duration).slice(0, 4);
    frames.push({
      at: startTime,
      ms: duration,
      renderMs: renderStart ? end - renderStart : 0,
      layoutMs: styleAndLayoutStart ? end - styleAndLayoutStart : 0,
      scripts: longestFirst.map(
        (script) =>
          `${script.sourceFunctionName || script.invoker} (${script.sourceURL.split('/').pop() || 'inline'}) ${script.duration.toFixed(0)} ms` +
          (script.forcedStyleAndLayoutDuration > 1 ? `, forced layout ${script.forcedStyleAndLayoutDuration.toFixed(0)} ms` : ''),
      ),
    });
  });

  const look = (now: number) => {
    const own = app();
    if (readyAt === null) {
      const button = startButton(location.hash.startsWith('#/stream')) as HTMLButtonElement | undefined;
      if (button && !button.disabled) readyAt = now;
    }
    const run = startedAt === null && !hurried ? undefined : storeNow()?.run;
    if (run && curveAt === null && ((run.baseCurves?.version ?? 0) > 0 || (run.batches ?? 0) > 0)) curveAt = now;
    if (run && startedAt !== null && endedAt === null) {
      if (last) betweenFrames.push(now - last);
      last = now;
      const left = run.progress?.etaMs;
      if (!estimate && left !== undefined) estimate = { at: now, leftMs: left };
      const over = ['finished', 'stopped', 'failed'].includes(run.phase);
      if ((over || run.derived !== undefined) && marks.at(-1)!.phase === 'running') mark('finishing');
      if (over) endedAt = now;
    }
    const stories = own?.stories;
    if (hurried && stories?.story && stories.step && !stories.busy && curveAt === null) {
      const { guess, run: runs } = stories.step;
      if (stories.done) stories.next();
      else if (guess) stories.guess(Math.round((guess.from + guess.to) / 2));
      else if (runs) stories.run();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  const settled = (ms: number) => new Promise<void>((resolve) => setTimeout(() => requestAnimationFrame(() => resolve()), ms));

  window.driftLabProbe = {
    start(stream) {
      streams = stream;
      const button = startButton(stream);
      if (!button) throw new Error('The page has no button that starts a run.');
      mark('running');
      startedAt = performance.now();
      button.click();
    },
    hurry() {
      hurried = true;
    },
    async openAll() {
      const opened: string[] = [];
      const seen = new Set<Element>();
      const open = async (name: string, act: () => void) => {
        mark('opening', name);
        opened.push(name);
        act();
        await settled(OPENING_MS);
      };
      for (;;) {
        const next = everywhere('details:not([open]) > summary').find((each) => !seen.has(each) && each.checkVisibility());
        if (!next || opened.length >= MOST_PARTS) break;
        seen.add(next);
        await open(next.textContent.trim().replace(/\s+/g, ' ').slice(0, 60), () => next.click());
      }
      const buttons = everywhere('header button', app()?.shadowRoot ?? document).filter((each) => each.checkVisibility());
      for (const each of buttons.filter(({ textContent }) => /Share|^\?$/.test(textContent.trim()))) {
        await open(each.getAttribute('aria-label') ?? each.textContent.trim(), () => each.click());
        for (const dialog of everywhere('dialog[open]')) (dialog as HTMLDialogElement).close();
      }
      return opened;
    },
    told: () => ({
      ...{ marks, shifts, tasks, frames, paintedAt, readyAt, startedAt, endedAt, betweenFrames, estimate, curveAt },
      shell: (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ startTime, initiatorType }) => paintedAt !== null && startTime < paintedAt && initiatorType !== 'other')
        .map(({ name }) => name),
    }),
  };
}
