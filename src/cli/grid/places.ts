/** `--grid`: the nodes of a Selenium Grid as places where experiments run. Its hub distributes sessions; which experiment runs in which, we do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { CliError, exitCode } from '../cli-error.ts';
import type { Given, Option } from '../command.ts';
import { packageRoot } from '../paths.ts';
import type { Places } from '../run-many.ts';
import { hubFrom, nodesOf, type Hub } from './hub.ts';
import { openSession } from './session.ts';
import { serveForNodes, servingFrom } from './serve.ts';

export const gridOptions: readonly Option[] = [
  {
    name: 'grid',
    value: 'http://hub:4444',
    help: 'run on the nodes of a Selenium Grid 4, an experiment per slot at a time (docs/sweeps.md)',
  },
  {
    name: 'app-url',
    value: 'http://host/',
    help: 'with --grid: where nodes find the app, the same build as here (served from here unless told)',
  },
  {
    name: 'serve-host',
    value: 'address[:port]',
    help: 'with --grid: the address of this machine under which nodes reach it (found out unless told)',
  },
];

const MINUTE = 60_000;
/** Before anything has finished nobody knows how long is long. */
const FIRST_LEASE_MS = 30 * MINUTE;
const LEAST_LEASE_MS = 10 * MINUTE;
const LEASE_FACTOR = 10;

/** How long a node may say nothing of the experiment that it runs, in ms. */
export const leaseMs = (slowestMs: number | undefined): number =>
  slowestMs === undefined ? FIRST_LEASE_MS : Math.max(LEAST_LEASE_MS, LEASE_FACTOR * slowestMs);

/** Undefined where no Grid is asked for. @throws CliError that names the option */
export function gridFrom({ values }: Given): ((note: (text: string) => void) => Promise<Places>) | undefined {
  const { grid, 'app-url': appUrl, 'serve-host': serveHost } = values;
  if (grid === undefined) {
    const [alone] = Object.entries({ 'app-url': appUrl, 'serve-host': serveHost }).flatMap(([name, value]) =>
      value === undefined ? [] : name,
    );
    if (alone !== undefined) throw new CliError(`--${alone} says where the nodes of a Grid find the app; give --grid too.`);
    return undefined;
  }
  const hub = hubFrom(grid);
  if (appUrl !== undefined && serveHost !== undefined) throw new CliError('Give either --app-url or --serve-host, not both.');
  if (serveHost !== undefined) servingFrom(serveHost);
  const there = appUrl === undefined ? undefined : appAt(appUrl);
  return (note) => openPlaces(hub, there, serveHost, note);
}

async function openPlaces(
  hub: Hub,
  there: string | undefined,
  serveHost: string | undefined,
  note: (text: string) => void,
): Promise<Places> {
  const nodes = await nodesOf(hub);
  const served = there === undefined ? await serveForNodes(serveHost, nodes.map(({ uri }) => uri)) : undefined; // prettier-ignore
  const url = there ?? served!.url;
  const seats = nodes.reduce((sum, { slots }) => sum + slots, 0);
  const taken = nodes.reduce((sum, { sessions }) => sum + sessions.length, 0);
  note(
    `${hub.url.href}: ${counted(nodes.length, 'node')}, ${counted(seats, 'slot')}${taken ? ` (${taken} taken, which are waited for)` : ''}. They load the app from ${url}`,
  );
  const wanted = {
    url,
    note,
    nodeOf: async (sessionId: string) =>
      (await nodesOf(hub)).find(({ sessions }) => sessions.includes(sessionId))?.uri ?? 'an unnamed node',
    accept: (page: Page) => (there === undefined ? Promise.resolve() : sameBuild(page, there)),
  };
  return {
    seats,
    lease: leaseMs,
    open: (signal) => openSession(hub, wanted, signal ?? new AbortController().signal),
    close: () => served?.close() ?? Promise.resolve(),
  };
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function appAt(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new CliError(`--app-url: "${text}" is no address; write it as http://host/.`);
  url.hash = '';
  return url.href;
}

/**
 * Another version may count otherwise. Names of scripts hold a hash of what is in them and in all that they load, so that they say more than a version
 * or a commit, which changes nobody committed do not move.
 */
async function sameBuild(page: Page, url: string): Promise<void> {
  const there = await page.evaluate(() => Array.from(document.scripts, ({ src }) => src));
  const names = (sources: readonly string[]) => sources.map((source) => source.split('/').at(-1)!).filter(Boolean).join(', '); // prettier-ignore
  const here = [...readFileSync(join(packageRoot, 'dist/index.html'), 'utf8').matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g)];
  const [theirs, ours] = [names(there), names(here.map(([, source]) => source!))];
  if (theirs !== ours)
    throw new CliError(
      `--app-url: the app at ${url} is another build than this command line's (${theirs || 'no script'}, here ${ours}). Put this version's dist/ there, or leave --app-url out.`,
      exitCode.failed,
    );
}
