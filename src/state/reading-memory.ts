/** How a person last had their files read, kept on this device by the hash of the files' bytes: the same files are read so again. */
import type { LibraryService } from '../contracts/library.ts';
import { canonicalJson } from '../spec/canonical.ts';
import type { ReadingOptions } from '../spec/reading-options.ts';

/** Where settings are kept. */
export interface Settings {
  setting(...of: Parameters<LibraryService['setting']>): Promise<unknown>;
  set(...of: Parameters<LibraryService['set']>): Promise<unknown>;
}

/** Of larger files nothing is remembered: hashing them would hold all of them in memory. */
const MOST_BYTES = 256 * 2 ** 20;

/** SHA-256 over the names and the SHA-256 of each file, in their order; undefined where they are too large, or the page is not served securely. */
async function nameOf(files: readonly File[]): Promise<string | undefined> {
  const { subtle } = globalThis.crypto as { readonly subtle?: SubtleCrypto };
  if (!subtle || files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return undefined;
  const hex = async (bytes: BufferSource): Promise<string> =>
    Array.from(new Uint8Array(await subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const each: string[][] = [];
  for (const file of files) each.push([file.name, await hex(await file.arrayBuffer())]);
  return `reading ${await hex(new TextEncoder().encode(canonicalJson(each)))}`;
}

/** What was chosen for these files; undefined where nothing was, or nothing can be kept here. */
export async function recall(settings: Settings, files: readonly File[]): Promise<ReadingOptions | undefined> {
  try {
    const name = await nameOf(files);
    return name === undefined ? undefined : (((await settings.setting(name)) as ReadingOptions | null | undefined) ?? undefined);
  } catch {
    // A browser that keeps nothing, or a file that is gone, which reading it will tell.
    return undefined;
  }
}

/** Keeps it, or with undefined forgets it. Where nothing can be kept it holds for this visit. */
export async function remember(settings: Settings, files: readonly File[], reading: ReadingOptions | undefined): Promise<void> {
  try {
    const name = await nameOf(files);
    if (name !== undefined) await settings.set(name, reading ?? null);
  } catch {
    // As above: what was chosen is done; it is only not known the next time.
  }
}
