/**
 * Lets the page import what a registry says of its entries without their code: `import facts from '../adapt/registry.ts?facts'` gives each
 * exported list with everything but functions. Build, development server and tests share it.
 */
import { runnerImport, type Plugin } from 'vite';

const QUERY = '?facts';

export function registryFacts(): Plugin {
  return {
    name: 'registry-facts',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(QUERY)) return undefined;
      const file = id.slice(0, -QUERY.length);
      const { module, dependencies } = await runnerImport<Record<string, unknown>>(file, { configFile: false, logLevel: 'error' });
      for (const dependency of [file, ...dependencies]) this.addWatchFile(dependency);
      const lists = Object.fromEntries(Object.entries(module).filter(([, value]) => Array.isArray(value)));
      return `export default ${JSON.stringify(lists)};`;
    },
  };
}
