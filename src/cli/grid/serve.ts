/** The build, served where the nodes of a Grid reach it. */
import { createSocket } from 'node:dgram';
import { hostname, networkInterfaces } from 'node:os';
import { serveBuilt, type Serving } from '../built-app.ts';
import { CliError, exitCode } from '../cli-error.ts';

const LOOPBACK = '127.0.0.1';
const NAME_ONE = 'Name an address of this machine that the nodes reach: --serve-host address, or address:port.';

/** @param asked of `--serve-host` @param nodes their addresses @throws CliError that names the option */
export async function serveForNodes(asked: string | undefined, nodes: readonly string[]): ReturnType<typeof serveBuilt> {
  const serving: Serving = asked === undefined ? { listen: await addressFor(nodes) } : servingFrom(asked);
  try {
    return await serveBuilt(serving);
  } catch (error) {
    const place = [serving.listen, serving.port].filter((part) => part !== undefined).join(':');
    throw new CliError(
      `--serve-host: the app cannot be served at ${place} (${(error as NodeJS.ErrnoException).code}). ${NAME_ONE}`,
      exitCode.failed,
    );
  }
}

/** `lab.example:8080`. A name that is no address of this machine (a router's, a tunnel's) is listened for on all of its own. */
export function servingFrom(text: string): Required<Pick<Serving, 'listen' | 'name'>> & Serving {
  const [, bracketed, plain, port] = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const name = bracketed ?? plain;
  if (name === undefined || Number(port ?? 1) > 65_535) throw new CliError(`--serve-host: "${text}" is no address. ${NAME_ONE}`);
  const listen = name === 'localhost' ? LOOPBACK : isOwn(name) ? name : '0.0.0.0';
  return { name, listen, ...(port !== undefined && { port: Number(port) }) };
}

/** This machine alone where all nodes are on it, else the address that it has towards the first that is not. */
async function addressFor(nodes: readonly string[]): Promise<string> {
  const other = nodes.map((uri) => new URL(uri)).find(({ hostname: host }) => !isOwn(host) && host !== hostname());
  if (!other) return LOOPBACK;
  const socket = createSocket(other.hostname.startsWith('[') ? 'udp6' : 'udp4');
  try {
    // Only asks for the route: nothing is sent.
    await new Promise<void>((connected, failed) => {
      socket.once('error', failed);
      socket.connect(Number(other.port || 80), other.hostname.replace(/^\[|\]$/g, ''), connected);
    });
    return socket.address().address;
  } catch (error) {
    throw new CliError(
      `--grid: nothing leads from here to the node ${other.href} (${(error as NodeJS.ErrnoException).code}). ${NAME_ONE}`,
      exitCode.failed,
    );
  } finally {
    socket.close();
  }
}

const isOwn = (host: string): boolean =>
  /^(localhost|127\.[\d.]+|\[?::1\]?)$/.test(host) ||
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === host.replace(/^\[|\]$/g, '')));
