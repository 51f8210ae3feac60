/** The built app: made when it is missing or older than what it is made of, and served with the headers of `npm start`. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { CliError, exitCode } from './cli-error.ts';
import { packageRoot } from './paths.ts';

const SOURCES = [
  ...['src', 'workers', 'datasets', 'index.html'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'],
];
const options = { root: packageRoot, configFile: join(packageRoot, 'vite.config.ts') };

/** Builds `dist/` unless it is newer than every source. @throws CliError when the build fails. */
export async function ensureBuilt(say: (text: string) => void): Promise<void> {
  const page = join(packageRoot, 'dist/index.html');
  const builtAt = existsSync(page) ? statSync(page).mtimeMs : undefined;
  if (builtAt !== undefined && builtAt >= newest(SOURCES.map((source) => join(packageRoot, source)))) return;
  say(builtAt === undefined ? 'Building the app …' : 'Building the app again: its sources have changed …');
  try {
    await build({ ...options, logLevel: 'error' });
  } catch (error) {
    throw new CliError(`The app could not be built: ${(error as Error).message}. "npm run build" tells more.`, exitCode.failed);
  }
}

/** Time of the last change in these files and folders (a folder's own time tells of files that were removed). */
function newest(paths: readonly string[]): number {
  return Math.max(
    ...paths.map((path) => {
      const stats = statSync(path);
      if (!stats.isDirectory()) return stats.mtimeMs;
      return Math.max(stats.mtimeMs, newest(readdirSync(path).map((name) => join(path, name))));
    }),
  );
}

/** Serves `dist/` to this computer only, on a port the system picks. */
export async function serveBuilt(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = await preview({ ...options, logLevel: 'silent', preview: { host: '127.0.0.1', port: 0, strictPort: true, open: false } });
  const { port } = server.httpServer.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
