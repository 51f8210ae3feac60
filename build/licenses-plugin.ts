/**
 * Writes `licenses.md`: what is bundled, in the page and in its workers, with the licence of each. Vite's own list knows no workers, whose
 * bundles are made apart, so the plugin is given to both; workers are ready before the page is.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

interface Licences {
  /** For the bundles of workers: takes note. */
  readonly note: () => Plugin;
  /** For the bundle that is written last: takes note, and writes what was noted. */
  readonly write: () => Plugin;
}

/** @param root folder of package.json @param also packages of which no module shows in a bundle, such as fonts */
export function licences(root: string, also: readonly string[] = []): Licences {
  const found = new Set(also.map((name) => join(root, 'node_modules', name)));
  const take = (
    bundle: Readonly<
      Record<string, { readonly type: string; readonly modules?: Readonly<Record<string, { readonly renderedLength: number }>> }>
    >,
  ) => {
    for (const { modules = {} } of Object.values(bundle))
      for (const [id, { renderedLength }] of Object.entries(modules))
        if (renderedLength && id.includes('/node_modules/')) found.add(packageOf(id));
  };
  return {
    note: () => ({ name: 'licences-noted', generateBundle: (_, bundle) => take(bundle) }),
    write: () => ({
      name: 'licences-written',
      generateBundle(_, bundle) {
        take(bundle);
        const sections = [...found].map(section).sort();
        this.emitFile({
          type: 'asset',
          fileName: 'licenses.md',
          source: ['# Licences of what is bundled here', ...sections, ''].join('\n\n'),
        });
      },
    }),
  };
}

/** Folder of the package that the module belongs to, right below `node_modules` or a scope there. */
function packageOf(id: string): string {
  let folder = dirname(id.replace(/^\0+/, '').replace(/\?.*/, ''));
  while (!/node_modules\/(@[^/]+\/)?[^/]+$/.test(folder)) folder = dirname(folder);
  return folder;
}

function section(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    'name' | 'version' | 'license',
    string
  >;
  const texts = existsSync(folder) ? readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)(\.|$)/i.test(file)) : [];
  return [`## ${name} ${version} (${license})`, ...texts.map((file) => readFileSync(join(folder, file), 'utf8').trim())].join('\n\n');
}
