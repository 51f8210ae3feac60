/** The built app: made from the sources where they are, and served with the headers of `npm start`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { responseHeaders } from '../../build/content-security-policy.ts';
import { CliError, exitCode } from './cli-error.ts';
import { packageRoot } from './paths.ts';

/** Builds `dist/` unless it is of the sources there are; the package has it built. @throws CliError when the build fails, or is stopped. */
export async function ensureBuilt(say: (text: string) => void, signal?: AbortSignal): Promise<void> {
  if (typeof DRIFT_LAB_PACKAGED === 'undefined') {
    const { ensureApp } = await import('../../build/app.ts');
    try {
      await ensureApp(packageRoot, say, signal);
    } catch (error) {
      if (signal?.aborted) throw new CliError('Stopped: the app was not built.', exitCode.failed);
      throw new CliError(`The app could not be built: ${(error as Error).message}. "npm run build" tells more.`, exitCode.failed);
    }
  }
}

/** Where the app is served: the interface that listens (this computer only, unless told), the port (one that the system picks), and the name in its address. */
export interface Serving {
  readonly listen?: string;
  readonly port?: number;
  readonly name?: string;
}

/** Serves `dist/`. @throws what the system refuses to listen with */
export async function serveBuilt({ listen = '127.0.0.1', port: asked = 0, name = listen }: Serving = {}): Promise<{
  readonly url: string;
  close(): Promise<void>;
}> {
  const setHeaders = (response: { setHeader(name: string, value: string): unknown }) => {
    for (const [header, value] of Object.entries(responseHeaders)) response.setHeader(header, value);
  };
  const server = createServer(sirv(join(packageRoot, 'dist'), { setHeaders }));
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(asked, listen, listening);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      // A browser that was closed may have left connections open.
      server.closeAllConnections();
    });
  return { url: `http://${name.includes(':') ? `[${name}]` : name}:${port}/`, close };
}
