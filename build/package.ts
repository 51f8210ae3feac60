/** `npm run build:package`: all that the package holds: the app in `dist/`, the library and the command line in `lib/`. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { ensureApp } from './app.ts';

const root = join(import.meta.dirname, '..');

rmSync(join(root, 'lib'), { recursive: true, force: true });
await ensureApp(root, console.error);
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'build/tsconfig.package.json')], {
  stdio: 'inherit',
});
await build({ configFile: join(root, 'build/package.vite.ts'), logLevel: 'warn' });
