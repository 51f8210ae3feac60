/** Builds the app into `dist/` when it is missing, or was built of other sources than there are now. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.ts';
import { SOURCES_FILE, sourcesHash } from './sources.ts';

/**
 * Two that need it at the same time build it once. A build that is broken off leaves an app that is built again.
 * @param root folder of package.json @param signal ends the build. @throws Error of the bundler when the build fails
 */
export async function ensureApp(root: string, say: (text: string) => void, signal?: AbortSignal): Promise<void> {
  const sources = sourcesHash(root);
  if (builtOf(root) === sources) return;
  const lock = join(root, 'node_modules/.cache/drift-lab-build.lock');
  await withLock(lock, { say: () => say('Another command builds the app; waiting for it …'), ...(signal && { signal }) }, async (hold) => {
    const of = builtOf(root);
    if (of === sources) return;
    say(of === undefined ? 'Building the app …' : 'Building the app again: its sources have changed …');
    await build(root, hold, signal);
  });
}

/** In a process of its own, which can be ended at any moment and leaves this one free to hear of it. */
function build(root: string, hold: (pid: number) => void, signal: AbortSignal | undefined): Promise<void> {
  const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin/vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    if (child.pid !== undefined) hold(child.pid);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const stop = () => child.kill();
    signal?.addEventListener('abort', stop, { once: true });
    child.on('error', reject);
    child.on('close', (code) => {
      signal?.removeEventListener('abort', stop);
      if (code === 0) resolve();
      else reject(new Error(signal?.aborted ? 'it was stopped' : (/\S[^\n]*/.exec(said)?.[0] ?? `the bundler ended with ${code}`)));
    });
  });
}

/** The hash of the sources that the app in `dist/` was built of; undefined where there is none, or a build was broken off. */
function builtOf(root: string): string | undefined {
  const [page, hash] = ['index.html', SOURCES_FILE].map((name) => join(root, 'dist', name));
  return existsSync(page!) && existsSync(hash!) ? readFileSync(hash!, 'utf8').trim() : undefined;
}
