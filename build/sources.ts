/** What the app is built of, as one hash: whether `dist/` is still what the sources say, whatever their dates are. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const SOURCES = [
  ...['src', 'workers', 'datasets', 'public', 'build', 'index.html'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'],
];

/** In `dist/`, written by the build. */
export const SOURCES_FILE = 'sources.sha256';

/** SHA-256 (hex) over names and contents of all that the app is built of. @param root folder of package.json */
export function sourcesHash(root: string, sources: readonly string[] = SOURCES): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    const whole = join(root, path);
    if (statSync(whole).isDirectory()) return readdirSync(whole).sort().forEach((name) => visit(`${path}/${name}`)); // prettier-ignore
    const content = readFileSync(whole);
    hash.update(`${path} ${content.length}\n`).update(content);
  };
  for (const source of sources) visit(source);
  return hash.digest('hex');
}

/** Writes that hash beside the app, as the sources were when the build began; last of all, so that a build that was broken off has none. */
export function sourcesNoted(root: string): Plugin {
  let [noted, failed] = ['', false];
  return {
    name: 'sources-noted',
    apply: 'build',
    buildStart() {
      noted = sourcesHash(root);
    },
    buildEnd(error) {
      failed = error !== undefined;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        if (!failed) writeFileSync(join(root, 'dist', SOURCES_FILE), `${noted}\n`);
      },
    },
  };
}
