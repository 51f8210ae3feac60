/** Many runs in one file: a ZIP of run files, and out of any ZIP those that are runs. */
import { unzipSync, zipSync } from 'fflate';
import { MOST_BYTES } from '../../record/file/read.ts';

/** More runs at once are no file of this page. */
export const MOST_RUNS = 2_000;
const MOST_ZIP_BYTES = 512 * 2 ** 20;

export function archiveOf(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Uint8Array<ArrayBuffer> {
  // They are gzipped already.
  return zipSync(Object.fromEntries(files.map(({ name, bytes }) => [`${name}.driftlab.json.gz`, bytes])), { level: 0 });
}

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Files of a ZIP that may be runs, by name. @throws Error in words for what would not fit */
export function filesIn(zip: Uint8Array): { readonly name: string; readonly bytes: Uint8Array }[] {
  let total = 0;
  let count = 0;
  const files = unzipSync(zip, {
    filter({ name, originalSize }) {
      if (name.endsWith('/') || !/\.(json|gz)$/.test(name)) return false;
      total += originalSize;
      if (originalSize > MOST_BYTES || total > MOST_ZIP_BYTES) throw new Error(`it unpacks to more than ${MOST_ZIP_BYTES / 2 ** 20} MiB`);
      if (++count > MOST_RUNS) throw new Error(`it holds more than ${MOST_RUNS} files`);
      return true;
    },
  });
  return Object.entries(files).map(([name, bytes]) => ({ name, bytes }));
}
