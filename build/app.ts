/** Builds the app into `dist/` when it is missing, or was built of other sources than there are now. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { SOURCES_FILE, sourcesHash } from './sources.ts';

/** @param root folder of package.json @throws Error of the bundler when the build fails */
export async function ensureApp(root: string, say: (text: string) => void): Promise<void> {
  const of = builtOf(root);
  if (of === sourcesHash(root)) return;
  say(of === undefined ? 'Building the app …' : 'Building the app again: its sources have changed …');
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error' });
}

/** The hash of the sources that the app in `dist/` was built of; undefined where there is none, or a build was broken off. */
function builtOf(root: string): string | undefined {
  const [page, hash] = ['index.html', SOURCES_FILE].map((name) => join(root, 'dist', name));
  return existsSync(page!) && existsSync(hash!) ? readFileSync(hash!, 'utf8').trim() : undefined;
}
