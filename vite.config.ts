import { execFileSync } from 'node:child_process';
import { defineConfig } from 'vite';
import { assemblyScript } from './build/assemblyscript-plugin.ts';
import { registryFacts } from './build/facts-plugin.ts';
import { embed } from './build/embed-plugin.ts';
import { font } from './build/font-plugin.ts';
import { shell } from './build/shell-plugin.ts';
import { licences } from './build/licenses-plugin.ts';
import { offline } from './build/offline-plugin.ts';
import { sourcesNoted } from './build/sources.ts';
import { responseHeaders } from './build/content-security-policy.ts';

const bundled = licences(import.meta.dirname, ['@fontsource-variable/inter', '@tensorflow/tfjs-backend-wasm']);

const first = shell('/src/ui/drift-lab.ts', [
  ...[
    '/src/state/framing.ts',
    '/src/words/language.ts',
    '/src/words/msg.ts',
    '/localize/init/install.js',
    '/internal/str-tag.js',
    '/internal/default-msg.js',
  ],
  // Templates of another language are made before the page is.
  ...['/lit/', '/lit-html/', '/lit-element/', '/@lit/reactive-element/'].map((name) => `node_modules${name}`),
]);

/** Undefined outside a repository. */
function commit(): string | undefined {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).trim();
  } catch {
    return undefined;
  }
}

export default defineConfig({
  base: './',
  define: { DRIFT_LAB_COMMIT: JSON.stringify(commit()) ?? 'undefined' },
  plugins: [
    sourcesNoted(import.meta.dirname),
    assemblyScript(),
    font(import.meta.dirname),
    registryFacts(),
    first.plugin,
    bundled.write(),
    embed(import.meta.dirname),
    offline(),
  ],
  build: {
    target: 'es2022',
    // Inlined assets would be data: URLs, which the policy refuses for fonts and WASM.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: first.groups } } },
  },
  worker: { format: 'es', plugins: () => [assemblyScript(), bundled.note()] },
  preview: { headers: responseHeaders },
  optimizeDeps: { entries: ['index.html', 'workers/*.ts', 'test/**/*.browser.test.ts'], exclude: [] },
});
