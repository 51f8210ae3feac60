/** Builds the app into `dist/` when it is missing or older than what it is made of. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const SOURCES = [
  ...['src', 'workers', 'datasets', 'public', 'index.html'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'],
];

/** @param root folder of package.json @throws Error of the bundler when the build fails */
export async function ensureApp(root: string, say: (text: string) => void): Promise<void> {
  const page = join(root, 'dist/index.html');
  const builtAt = existsSync(page) ? statSync(page).mtimeMs : undefined;
  if (builtAt !== undefined && builtAt >= newest(SOURCES.map((source) => join(root, source)))) return;
  say(builtAt === undefined ? 'Building the app …' : 'Building the app again: its sources have changed …');
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error' });
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
