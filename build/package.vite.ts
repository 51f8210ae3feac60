/**
 * Bundles the command line for the package: `lib/cli/main.js`, its chunks beside it. What the package depends on is left to be installed;
 * all else is inside, with its licences in `lib/cli/licenses.md`. The library entries are compiled by `build/tsconfig.package.json`.
 *
 * With `--mode checkout` it bundles what `npm run lab` runs, for tests, which start it hundreds of times: `.cache/cli/main.js`. A bundle starts
 * in a third of the time that tsx needs for the same modules one by one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { assemblyScript } from './assemblyscript-plugin.ts';
import { licences } from './licenses-plugin.ts';

const root = join(import.meta.dirname, '..');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };

/** Run by Python, from beside the code that starts it. */
const scripts: Plugin = {
  name: 'scripts-beside-chunks',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'pytorch.py', source: readFileSync(join(root, 'src/cli/peers/pytorch.py')) });
  },
};

export default defineConfig(({ mode }) => {
  const checkout = mode === 'checkout';
  return {
    root,
    publicDir: false,
    ...(!checkout && { define: { DRIFT_LAB_PACKAGED: 'true' } }),
    plugins: [assemblyScript(), scripts, ...(checkout ? [] : [licences(root).write()])],
    ssr: { noExternal: true, external: [...Object.keys(dependencies), 'webgpu', ...(checkout ? ['vite'] : [])] },
    build: {
      ssr: 'src/cli/main.ts',
      // As deep as the sources: what asks for the package finds it.
      outDir: checkout ? '.cache/cli' : 'lib/cli',
      target: 'node20',
      rolldownOptions: {
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          banner: ({ isEntry }) => (isEntry ? '#!/usr/bin/env node' : ''),
        },
      },
    },
  };
});
