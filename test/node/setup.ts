/** Loaded by Node before any test: what the build does to imports for the page, this does for the process. */
import { register } from 'node:module';
import { importAssemblyScript } from '../../build/assemblyscript-plugin.ts';

const FACTS = '?facts';

/** As build/facts-plugin.ts: each exported list of a registry, with everything but functions. */
const factsHook = `
  export const load = (url, context, next) => {
    if (!url.endsWith('${FACTS}')) return next(url, context);
    const source =
      'import * as registry from ' + JSON.stringify(url.slice(0, -${FACTS.length})) + ';' +
      'const lists = Object.entries(registry).filter(([, value]) => Array.isArray(value));' +
      'export default JSON.parse(JSON.stringify(Object.fromEntries(lists)));';
    return { format: 'module', shortCircuit: true, source };
  };`;

await importAssemblyScript('src/engine/wasm/assembly/kernels.ts');
register(`data:text/javascript,${encodeURIComponent(factsHook)}`);
