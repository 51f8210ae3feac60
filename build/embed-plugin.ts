/** Bundles `src/embed` into `dist/embed/drift-lab-embed.js`, one file that needs nothing else, after the app is built. */
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

export function embed(root: string): Plugin {
  return {
    name: 'embed',
    apply: 'build',
    async closeBundle() {
      await build({
        ...{ root, configFile: false, publicDir: false, logLevel: 'error' },
        build: {
          outDir: 'dist/embed',
          emptyOutDir: false,
          target: 'es2022',
          lib: { entry: join(root, 'src/embed/index.ts'), formats: ['es'], fileName: () => 'drift-lab-embed.js' },
          rolldownOptions: { output: { codeSplitting: false, minify: true } },
        },
      });
    },
  };
}
