/** The hub of a Selenium Grid 4: what it says of its nodes, and the commands it takes (W3C WebDriver). */
import { CliError, exitCode } from '../cli-error.ts';

/** How long an answer that needs no waiting may take, in ms. */
const ANSWER_MS = 15_000;
const START_ONE = 'docs/sweeps.md says how to start a hub and nodes.';

export interface Hub {
  /** Without user and password. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** A node that is up, with the slots on which a Chromium fits. */
export interface GridNode {
  readonly uri: string;
  readonly slots: number;
  /** Ids of the sessions that run there now, whoever asked for them. */
  readonly sessions: readonly string[];
}

/** @throws CliError for what is no address */
export function hubFrom(text: string): Hub {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new CliError(`--grid: "${text}" is no address; write it as http://hub:4444.`);
  const { username, password } = url;
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  [url.username, url.password, url.hash, url.search] = ['', '', '', ''];
  // Clients of Selenium were told addresses that end so for years.
  url.pathname = `${url.pathname.replace(/(\/wd\/hub)?\/*$/, '')}/`;
  return { url, headers: username ? { Authorization: `Basic ${secret}` } : {} };
}

/** Nodes that are up and have room for a Chromium at all. @throws CliError that says what is missing */
export async function nodesOf(hub: Hub): Promise<GridNode[]> {
  const status = await statusOf(hub);
  const up = status.nodes.filter(({ availability }) => availability === 'UP');
  const named = status.nodes.map(({ uri, availability }) => `${uri} is ${availability}`).join(', ');
  if (!up.length)
    throw new CliError(`--grid: the hub at ${hub.url.href} has no node that is up${named && ` (${named})`}. ${START_ONE}`, exitCode.failed);
  const fitting = up
    .map(({ uri, maxSessions, slots }): GridNode => {
      const fit = slots.filter(({ stereotype }) => stereotype?.browserName === 'chrome');
      return {
        uri,
        slots: Math.min(maxSessions ?? fit.length, fit.length),
        sessions: fit.flatMap(({ session }) => session?.sessionId ?? []),
      };
    })
    .filter(({ slots }) => slots > 0);
  if (fitting.length) return fitting;
  const browsers = [...new Set(up.flatMap(({ slots }) => slots.map(({ stereotype }) => stereotype?.browserName ?? 'unknown')))];
  throw new CliError(
    `--grid: no slot of the ${up.length} nodes fits: they offer ${browsers.join(', ') || 'nothing'}, and the lab needs chrome (Chrome or Chromium). ${START_ONE}`,
    exitCode.failed,
  );
}

interface Status {
  readonly nodes: readonly {
    readonly uri: string;
    readonly availability: string;
    readonly maxSessions?: number;
    readonly slots: readonly {
      readonly stereotype?: { readonly browserName?: string };
      readonly session?: { readonly sessionId: string } | null;
    }[];
  }[];
}

async function statusOf(hub: Hub): Promise<Status> {
  const { href } = hub.url;
  let value: Partial<Status> | undefined;
  try {
    value = (await command(hub, 'GET', 'status', { signal: AbortSignal.timeout(ANSWER_MS) })) as Partial<Status> | undefined;
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`--grid: no hub answers at ${href} (${whyOf(error)}). ${START_ONE}`, exitCode.failed);
  }
  if (!Array.isArray(value?.nodes))
    throw new CliError(`--grid: what answers at ${href} is no hub of a Selenium Grid 4. Give the address of the hub.`, exitCode.failed);
  return value as Status;
}

/** One command; what it says under `value`. @throws CliError with what the hub refuses it with, and whatever fetch throws */
export async function command(
  { url, headers }: Hub,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  { signal, body }: { readonly signal: AbortSignal; readonly body?: unknown },
): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    ...{ method, signal },
    headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json; charset=utf-8' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.status === 401)
    throw new CliError(`--grid: the hub at ${url.href} wants a user and a password; write them as http://user:password@hub:4444.`);
  const text = await response.text();
  const { value } = jsonIn(text) as { value?: unknown };
  if (response.ok) return value;
  const { message } = (value ?? {}) as { message?: string };
  const [first] = (message ?? text).split('\n');
  throw new CliError(`The hub refused (${response.status}): ${first!.slice(0, 300) || 'without a word'}.`, exitCode.failed);
}

function jsonIn(text: string): object {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    // A page of some other server.
    return {};
  }
}

/** `ECONNREFUSED` rather than “fetch failed”. */
export const whyOf = (error: unknown): string => {
  const { cause, name, message } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? (name === 'TimeoutError' ? `nothing within ${ANSWER_MS / 1000} s` : message);
};
