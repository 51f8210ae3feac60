/** One session of a Grid: a headless Chromium on a node, driven over the debugging connection that the hub passes on. */
import type { Page } from 'playwright-core';
import { CliError, exitCode } from '../cli-error.ts';
import type { Place } from '../place.ts';
import { command, whyOf, type Hub } from './hub.ts';

/**
 * A node that is cut off or hangs may leave its debugging connection open: the hub does not always close it. So the node is asked now and then,
 * which also keeps the session from being ended as idle.
 */
const KEEP_ALIVE_MS = 5_000;
/** So many commands in a row without an answer: the node is gone, whatever the hub still says of it. */
const MOST_UNANSWERED = 3;
const ANSWER_MS = 15_000;

export interface SessionWanted {
  /** Of the app, as nodes reach it. */
  readonly url: string;
  /** Whose address a session's node has. */
  nodeOf(sessionId: string): Promise<string>;
  accept(page: Page): Promise<void>;
  note(text: string): void;
}

/** Waits in the hub's queue until there is a slot. @throws CliError where none comes, or its browser does not start */
export async function openSession(hub: Hub, wanted: SessionWanted, signal: AbortSignal): Promise<Place> {
  const { url, accept, note } = wanted;
  const sessionId = await newSession(hub, url, signal);
  const path = `session/${sessionId}`;
  const end = () => command(hub, 'DELETE', path, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => undefined);
  try {
    const node = await wanted.nodeOf(sessionId);
    const { chromium } = await import('playwright-core');
    const browser = await chromium.connectOverCDP(debuggingUrl(hub, sessionId), { headers: { ...hub.headers } });
    const alive = keepAlive(
      () => command(hub, 'GET', `${path}/timeouts`, { signal: AbortSignal.timeout(ANSWER_MS) }),
      () => {
        note(`${node} does not answer any more.`);
        // What waits for the page is told so by its connection's end.
        browser.close().catch(() => undefined);
      },
    );
    const close = async () => {
      alive.dispose();
      // A node that is gone answers neither; the hub finds that out by itself.
      await end();
      await browser.close().catch(() => undefined);
    };
    return { browser, url, node, accept, close };
  } catch (error) {
    await end();
    throw error instanceof CliError
      ? error
      : new CliError(`A session could not be used: ${(error as Error).message.split('\n')[0]}.`, exitCode.failed);
  }
}

async function newSession(hub: Hub, url: string, signal: AbortSignal): Promise<string> {
  const options = { args: sessionFlags(url) };
  const body = { capabilities: { alwaysMatch: { browserName: 'chrome', 'goog:chromeOptions': options } } };
  try {
    const { sessionId } = (await command(hub, 'POST', 'session', { signal, body })) as { sessionId: string };
    return sessionId;
  } catch (error) {
    const why = error instanceof CliError ? error.message : `${whyOf(error)}.`;
    throw new CliError(
      `No session could be had of the hub. ${why} The log of the node tells more; docs/sweeps.md, what its browser may need.`,
      exitCode.failed,
    );
  }
}

/** As Playwright starts a browser here, as far as results and speed go; a node adds what it needs itself (`args` in its node.toml). */
export function sessionFlags(url: string): string[] {
  return [
    ...['--headless', '--enable-unsafe-webgpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ...['--no-first-run', '--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows'],
    ...['--disable-renderer-backgrounding', '--disable-dev-shm-usage'],
    // Elsewhere than at localhost the app would have no WebGPU and no hashes; it is this app alone that is trusted so.
    ...(isLocal(url) ? [] : [`--unsafely-treat-insecure-origin-as-secure=${new URL(url).origin}`]),
  ];
}

const isLocal = (url: string): boolean => /^(https:|http:\/\/(localhost|127\.[\d.]+|\[::1\])([:/]|$))/.test(url);

/** By the address under which the hub was reached: its own name for itself may mean nothing here. */
function debuggingUrl({ url }: Hub, sessionId: string): string {
  const found = new URL(`session/${sessionId}/se/cdp`, url);
  found.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return found.href;
}

/** Asks now and then; calls `lost` once nothing has answered several times in a row. */
function keepAlive(ask: () => Promise<unknown>, lost: () => void): { dispose(): void } {
  let unanswered = 0;
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  const next = () => {
    if (over) return;
    if (unanswered === MOST_UNANSWERED) return lost();
    timer = setTimeout(() => {
      ask().then(
        () => ((unanswered = 0), next()),
        () => (unanswered++, next()),
      );
    }, KEEP_ALIVE_MS);
  };
  next();
  return { dispose: () => ((over = true), clearTimeout(timer)) };
}
