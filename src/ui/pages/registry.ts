/**
 * Every page, in the order of the navigation. The first comes with the app, is meant where the address names none, and stays on the page,
 * hidden, while another is shown; the code of the others is fetched when they are first wanted. A new page is its element and an entry here.
 */
import { msg } from '../../words/msg.ts';
import { helpKey, runKeys } from './keys.ts';
import { CLASS, LEARN, RUNS, SEAT } from '../../state/url.ts';
import './lab-page.ts';
import type { Page } from './page.ts';

/** A headline comes in parts. */
const inOneLine = <K extends string>(headline: { readonly [Part in 'before' | 'after' | K]: string } | undefined, named: K): string =>
  headline ? `${headline.before}${headline[named]}${headline.after}` : '';

const lab: Page = {
  id: 'lab',
  title: () => msg('Lab'),
  kind: 'compare',
  element: 'lab-page',
  load: () => Promise.resolve(),
  keys: runKeys,
  busy: ({ run }) => run.busy,
  run: ({ run }) => ({ run, conclusion: inOneLine(run.derived?.verdict.headline, 'arm') }),
  experiment: (store) => store,
};

const learn: Page = {
  id: 'learn',
  title: () => msg('Learn'),
  fragment: LEARN,
  element: 'learn-page',
  load: () => import('./learn-page.ts'),
  keys: (_store, frame) => [helpKey(frame)],
  busy: () => false,
  run: () => undefined,
  experiment: (store) => store,
};

const stream: Page = {
  id: 'stream',
  title: () => msg('Stream'),
  fragment: '#/stream',
  kind: 'stream',
  element: 'stream-page',
  load: () => import('./stream-page.ts'),
  keys: ({ stream: store }, frame) => [
    ...runKeys(store, frame),
    { key: '.', does: msg('one batch of a paused stream'), act: () => store.step() },
  ],
  busy: ({ stream: { run } }) => run.busy,
  run: ({ stream: { run } }) => ({ run, conclusion: inOneLine(run.record?.derived.verdict.headline, 'policy') }),
  experiment: ({ stream: store }) => store,
};

const runs: Page = {
  id: 'runs',
  title: () => msg('Runs'),
  fragment: RUNS,
  element: 'runs-page',
  load: () => import('./runs-page.ts'),
  keys: (_store, frame) => [helpKey(frame)],
  busy: () => false,
  run: () => undefined,
  experiment: (store) => store,
};

const bench: Page = {
  id: 'bench',
  title: () => msg('Bench'),
  fragment: '#/bench',
  element: 'bench-page',
  load: () => import('./bench-page.ts'),
  // No key starts anything here: what it would start is out of sight.
  keys: (store, frame) => [{ key: 'Escape', does: msg('stop'), act: measured(store) }, helpKey(frame)],
  busy: (store) => measured(store) !== undefined,
  run: () => undefined,
  experiment: (store) => store,
};

/** How to stop what the Bench measures or runs; undefined where it does neither. */
function measured(store: Parameters<Page['busy']>[0]): (() => void) | undefined {
  if (store.bench.measuring) return () => store.bench.stop();
  return store.seriesBusy('science') ? () => store.stop() : undefined;
}

/** A class takes the Lab's experiment: whoever collects it, and whoever takes a seat. */
const collects: Page = {
  id: 'class',
  unlisted: true,
  title: () => msg('Class'),
  fragment: CLASS,
  below: true,
  element: 'class-page',
  load: () => import('./class-page.ts'),
  keys: (_store, frame) => [helpKey(frame)],
  busy: (store) => store.seriesBusy('class'),
  run: lab.run,
  experiment: (store) => store,
};

const seat: Page = {
  ...collects,
  id: 'seat',
  title: () => msg('Seat'),
  fragment: SEAT,
  element: 'seat-page',
  load: () => import('./seat-page.ts'),
  busy: lab.busy,
};

export const pages: readonly [Page, ...Page[]] = [lab, learn, stream, runs, bench, collects, seat];
