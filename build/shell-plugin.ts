/**
 * What the first picture needs, in one file: the page as it is shown at once, without what it fetches later. Left to itself the bundler makes a
 * file of whatever two later parts share, and many small files travel worse than one (each is compressed alone, and names the others).
 */
import type { Plugin } from 'vite';

interface Group {
  name: string;
  test: (id: string) => boolean;
  priority: number;
}

/**
 * @param entry end of the name of the module from which the first picture is made
 * @param before parts of the names of modules in it that whatever fetches it also has, or has to have before
 */
export function shell(entry: string, before: readonly string[] = []): { readonly plugin: Plugin; readonly groups: Group[] } {
  const modules = new Set<string>();
  return {
    plugin: {
      name: 'shell',
      apply: 'build',
      buildEnd() {
        const visit = (id: string) => {
          if (modules.has(id)) return;
          modules.add(id);
          for (const imported of this.getModuleInfo(id)?.importedIds ?? []) visit(imported);
        };
        for (const id of this.getModuleIds()) if (id.endsWith(entry)) visit(id);
      },
    },
    groups: [
      // What fetches the shell must not be in it: it would be run before whatever the page does first.
      { name: 'fetch', test: (id) => id.includes('vite/preload-helper') || before.some((name) => id.includes(name)), priority: 2 },
      { name: 'shell', test: (id) => modules.has(id), priority: 1 },
    ],
  };
}
