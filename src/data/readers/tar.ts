/** TAR archives (POSIX.1-1988 ustar, as GNU tar writes them for short names), read in one pass. */
import { DataError } from '../errors.ts';
import type { ByteChunks } from './byte-chunks.ts';
import { latin1 } from './bytes.ts';
import { MAX_ENTRIES, MAX_INFLATED_BYTES } from './limits.ts';
import { checkPath } from './path.ts';

const BLOCK = 512;

export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Whether a file begins with a TAR header. */
export const isTar = (head: Uint8Array): boolean => head.length >= BLOCK && latin1(head.subarray(257, 262)) === 'ustar';

/**
 * The regular files of an archive for which `wanted` holds; all others are passed over unread.
 * @throws DataError when a header's checksum is wrong, a name is unsafe or the archive is cut off.
 */
export async function* tarFiles(chunks: ByteChunks, wanted: (name: string) => boolean): AsyncGenerator<TarFile, void> {
  const source = new BlockReader(chunks);
  for (let entries = 0; ; entries++) {
    const header = await source.read(BLOCK);
    if (!header || header.every((byte) => byte === 0)) break;
    if (entries === MAX_ENTRIES) throw damaged(`it has more than ${MAX_ENTRIES.toLocaleString('en-US')} entries`);
    const { name, size, isFile } = parseHeader(header, source.position - BLOCK);
    const bytes = isFile && wanted(name) ? await source.read(size) : await source.passOver(size);
    const padding = await source.passOver((BLOCK - (size % BLOCK)) % BLOCK);
    if (!bytes || !padding) throw damaged(`${name} is cut off`);
    if (bytes !== true) yield { name, bytes };
  }
  // To the end, so that a checksum behind the archive is looked at.
  while (await source.passOver(BLOCK));
}

function parseHeader(header: Uint8Array, position: number) {
  const text = (start: number, length: number): string => latin1(header.subarray(start, start + length)).replace(/\0.*$/s, '');
  const octal = (start: number, length: number): number => parseInt(text(start, length).trim() || '0', 8);
  let sum = 8 * 32;
  header.forEach((byte, i) => (sum += i >= 148 && i < 156 ? 0 : byte));
  if (octal(148, 8) !== sum) throw damaged(`the header at byte ${position} does not match its checksum`);
  const prefix = text(345, 155);
  const name = prefix ? `${prefix}/${text(0, 100)}` : text(0, 100);
  checkPath(name);
  const size = octal(124, 12);
  if (!(size >= 0 && size <= MAX_INFLATED_BYTES)) throw damaged(`${name} has a size that cannot be`);
  const type = text(156, 1);
  return { name, size, isFile: type === '' || type === '0' };
}

/** Bytes by number instead of by chunk. */
class BlockReader {
  position = 0;
  private chunk: Uint8Array = new Uint8Array(0);

  constructor(private readonly chunks: ByteChunks) {}

  /** The next `size` bytes; undefined at the end of the file. */
  async read(size: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const parts: Uint8Array[] = [];
    if (!(await this.each(size, (part) => parts.push(part)))) return undefined;
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  async passOver(size: number): Promise<true | undefined> {
    return (await this.each(size, () => undefined)) ? true : undefined;
  }

  private async each(size: number, take: (part: Uint8Array) => void): Promise<boolean> {
    for (let left = size; left > 0;) {
      if (this.chunk.length === 0) {
        const { done, value } = await this.chunks.next();
        if (done) return false;
        this.chunk = value;
      }
      const part = this.chunk.subarray(0, left);
      take(part);
      this.chunk = this.chunk.subarray(part.length);
      this.position += part.length;
      left -= part.length;
    }
    return true;
  }
}

const damaged = (why: string): DataError => new DataError(`the archive is damaged: ${why}`, { remedy: 'Download or pack it again.' });
