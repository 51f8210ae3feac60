/**
 * The page's font, less what the page never asks of it: weights under 400 and over 700, and the features of OpenType that no style turns on
 * (letters in other shapes, fractions, small capitals). Every character stays, and looks the same (test/build/font-plugin.browser.test.ts);
 * 48 kB become 26.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** As `src/ui/theme.css` asks for it. */
const FONT = '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
/** Above all that the file has a shape for; what it has none for is left to the next font. */
const CHARACTERS = Array.from({ length: 0x10000 - 32 }, (_, i) => i + 32)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCharCode(code))
  .join('');
const KEPT = {
  targetFormat: 'woff2',
  variationAxes: { wght: { min: 400, max: 700 } },
  // Distances between letters, accents that are put together, local forms, figures of one width.
  keepFeatures: ['kern', 'ccmp', 'locl', 'tnum'],
} as const;

export function font(root: string): Plugin {
  const find = new RegExp(`^${FONT}(?=$|\\?)`);
  return { name: 'font', config: async () => ({ resolve: { alias: [{ find, replacement: await subset(root) }] } }) };
}

/** Path of the subset, made once for each version of the font and of what is kept. */
async function subset(root: string): Promise<string> {
  const whole = await readFile(createRequire(import.meta.url).resolve(FONT));
  const key = createHash('sha256').update(JSON.stringify(KEPT)).update(whole).digest('hex').slice(0, 24);
  const cache = join(root, 'node_modules/.cache/drift-lab', key);
  const made = join(cache, 'inter.woff2');
  if (!existsSync(made)) {
    await mkdir(cache, { recursive: true });
    const partial = `${made}.${process.pid}`;
    await writeFile(partial, await subsetFont(whole, CHARACTERS, KEPT));
    await rename(partial, made);
  }
  return made;
}
