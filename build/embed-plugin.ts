/** Bundles `src/embed` into `dist/embed/drift-lab-embed.js`, one file that needs nothing else, after the app is built. */
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { registryFacts } from './facts-plugin.ts';

/** Of repairs the elements tell titles only: what the registry says of itself stands in for its code. */
function titlesOfRepairs(root: string): Plugin {
  const registry = join(root, 'src/adapt/registry.ts');
  return {
    name: 'titles-of-repairs',
    enforce: 'pre',
    load(id) {
      if (id !== registry) return undefined;
      return `import facts from '${registry}?facts';\nexport const { arms } = facts;\nexport const findArm = (id) => arms.find((arm) => arm.id === id);`;
    },
  };
}

export function embed(root: string): Plugin {
  return {
    name: 'embed',
    apply: 'build',
    async closeBundle() {
      await build({
        ...{ root, configFile: false, publicDir: false, logLevel: 'error' },
        plugins: [titlesOfRepairs(root), registryFacts()],
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
