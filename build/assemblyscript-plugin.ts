/**
 * Lets code import AssemblyScript as WebAssembly: `import unpack from '../src/cli/kernels.ts?assemblyscript'` gives what unpacks the
 * compiled module's bytes. Build, development server and tests share it, so that nothing compiled is committed.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { createRequire, register } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import type { Plugin } from 'vite';

const QUERY = '?assemblyscript';
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--initialMemory', '1', '--use', 'abort='];
const packageFile = createRequire(import.meta.url).resolve('assemblyscript/package.json');
/** Compiled modules by the hash of all that goes into them. */
const cache = join(dirname(packageFile), '../.cache/drift-lab');

export function assemblyScript(): Plugin {
  return {
    name: 'assemblyscript',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(QUERY)) return undefined;
      const file = id.slice(0, -QUERY.length);
      const sources = await sourcesBeside(file);
      for (const source of sources) this.addWatchFile(source);
      return asModule(await compile(file, sources));
    },
  };
}

/** Lets this process import AssemblyScript the same way from now on, through Node's own loader. */
export async function importAssemblyScript(file: string): Promise<void> {
  const code = asModule(await compile(file, await sourcesBeside(file)));
  const hook = `
    export const load = (url, context, next) =>
      url.endsWith('${QUERY}') ? { format: 'module', shortCircuit: true, source: ${JSON.stringify(code)} } : next(url, context);`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

/** Deflated before it is written as text: over the wire, packed again, that is a sixth less than the text of the module as it is. */
const asModule = (wasm: Buffer): string => `const packed = '${deflateRawSync(wasm, { level: 9 }).toString('base64')}';
export default () => {
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
};`;

/** The entry and whatever it may import: every source in its folder. */
async function sourcesBeside(file: string): Promise<string[]> {
  const names = await readdir(dirname(file));
  return names
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(dirname(file), name));
}

/** In a process of its own: the compiler installs handlers that end the process it runs in on any stray rejection. */
async function compile(file: string, sources: readonly string[]): Promise<Buffer> {
  const hash = createHash('sha256').update(OPTIONS.join(' '));
  for (const input of [packageFile, ...sources]) hash.update(await readFile(input));
  const key = hash.digest('hex').slice(0, 24);
  const compiled = join(cache, `${key}.wasm`);
  if (!existsSync(compiled)) {
    await mkdir(cache, { recursive: true });
    const partial = `${compiled}.${process.pid}`;
    await promisify(execFile)(process.execPath, [join(dirname(packageFile), 'bin/asc.js'), file, '--outFile', partial, ...OPTIONS]);
    await rename(partial, compiled);
  }
  return readFile(compiled);
}
