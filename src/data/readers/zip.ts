/**
 * ZIP archives (PKWARE APPNOTE 6.3.10): the central directory is read and judged before anything is unpacked; entries
 * are then read from the file one at a time. fflate inflates, synchronously: its own workers would need blob URLs.
 */
import { Inflate } from 'fflate';
import { DataError } from '../errors.ts';
import { readBytes } from './byte-chunks.ts';
import { viewOf } from './bytes.ts';
import { crc32 } from './crc32.ts';
import { checkGrowth } from './gunzip.ts';
import { MAX_ENTRIES } from './limits.ts';
import { checkPath } from './path.ts';

const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
/** Names and extra fields of MAX_ENTRIES entries take far less. */
const MAX_DIRECTORY_BYTES = 32_000_000;
/** A local header may carry some more extra fields than the directory says. */
const SLACK_BYTES = 64;
const PIECE_BYTES = 1 << 16;

export interface ZipEntry {
  readonly name: string;
  /** Bytes in the archive, and unpacked. */
  readonly packed: number;
  readonly size: number;
  readonly method: number;
  readonly crc: number;
  /** Where the local header begins. */
  readonly offset: number;
}

/**
 * The files in an archive; folders are left out.
 * @throws DataError for more than MAX_ENTRIES entries, unsafe names, encryption, bombs and damage.
 */
export async function readZipDirectory(blob: Blob): Promise<ZipEntry[]> {
  const tailStart = Math.max(0, blob.size - END_BYTES - 0xffff);
  const tail = await readBytes(blob, tailStart, blob.size);
  const view = viewOf(tail);
  let end = tail.length - END_BYTES;
  while (end >= 0 && (view.getUint32(end, true) !== END_SIGNATURE || view.getUint16(end + 20, true) > tail.length - END_BYTES - end)) end--;
  if (end < 0) throw damaged('its directory is missing at the end, so it was cut off or is no ZIP file');
  const count = view.getUint16(end + 10, true);
  const length = view.getUint32(end + 12, true);
  const offset = view.getUint32(end + 16, true);
  if (count > MAX_ENTRIES) {
    const exact = count === 0xffff ? `${(0xffff).toLocaleString('en-US')} or more` : count.toLocaleString('en-US');
    throw new DataError(`the archive has ${exact} entries; at most ${MAX_ENTRIES.toLocaleString('en-US')} can be read`, {
      remedy: 'Take a random sample of the files.',
    });
  }
  if (offset === 0xffffffff || length === 0xffffffff) {
    throw new DataError('the archive is of the ZIP64 kind, for files above 4 GB', {
      remedy: 'Pack a smaller part of the files as an ordinary ZIP file.',
    });
  }
  const directoryStart = tailStart + end - length;
  // Nonzero where something was put before the archive, as self-extracting ones do.
  const shift = directoryStart - offset;
  if (length > MAX_DIRECTORY_BYTES || shift < 0) throw damaged('its directory does not lie where the end says');
  const directory = await readBytes(blob, directoryStart, directoryStart + length);
  const entries = parseDirectory(directory, count, shift);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  if (packed > blob.size) throw damaged('its entries overlap, as only decompression bombs do');
  checkGrowth(
    packed,
    entries.reduce((sum, { size }) => sum + size, 0),
    'the archive',
  );
  return entries;
}

function parseDirectory(bytes: Uint8Array, count: number, shift: number): ZipEntry[] {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
      throw damaged(`entry ${i + 1} of its directory is broken`);
    }
    const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
    const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) throw damaged(`entry ${i + 1} of its directory is broken`);
    const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, nameEnd));
    checkPath(name);
    if (view.getUint16(at + 8, true) & 1) {
      throw new DataError(`${name} is encrypted`, { remedy: 'Pack the files without a password.' });
    }
    const method = view.getUint16(at + 10, true);
    if (method !== 0 && method !== 8) {
      throw new DataError(`${name} is packed by method ${method}`, {
        remedy: 'Pack the files with the usual “deflate” method, or without compression.',
      });
    }
    const entry: ZipEntry = {
      name,
      method,
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true) + shift,
    };
    checkGrowth(entry.packed, entry.size, name);
    if (!name.endsWith('/')) entries.push(entry);
    at = next;
  }
  if (at !== bytes.length) throw damaged('its directory holds more entries than the end says');
  return entries;
}

/** The unpacked bytes of an entry. @throws DataError when they are not what the directory says. */
export async function readZipEntry(blob: Blob, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const { name, offset, packed } = entry;
  const guess = offset + LOCAL_BYTES + 3 * name.length + packed + SLACK_BYTES;
  let bytes = await readBytes(blob, offset, guess);
  if (bytes.length < LOCAL_BYTES || viewOf(bytes).getUint32(0, true) !== LOCAL_SIGNATURE) {
    throw damaged(`${name} does not lie where its directory says`);
  }
  const start = LOCAL_BYTES + viewOf(bytes).getUint16(26, true) + viewOf(bytes).getUint16(28, true);
  if (start + packed > bytes.length && offset + bytes.length < blob.size) bytes = await readBytes(blob, offset, offset + start + packed);
  if (start + packed > bytes.length) throw damaged(`${name} is cut off`);
  const body = bytes.subarray(start, start + packed);
  const unpacked = entry.method === 0 ? body.slice() : inflate(body, entry);
  if (unpacked.length !== entry.size || crc32(unpacked) !== entry.crc) throw damaged(`${name} does not match its checksum`);
  return unpacked;
}

/** Raw deflate (RFC 1951) that stops as soon as it gives more than the directory declares. */
function inflate(packed: Uint8Array, { name, size }: ZipEntry): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size);
  let length = 0;
  const inflater = new Inflate((part) => {
    if (length + part.length > size) throw damaged(`${name} unpacks to more than its directory says`);
    out.set(part, length);
    length += part.length;
  });
  try {
    for (let at = 0; at < packed.length; at += PIECE_BYTES) {
      inflater.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
    }
  } catch (error) {
    throw error instanceof DataError ? error : damaged(`${name} cannot be unpacked`);
  }
  return out.subarray(0, length);
}

const damaged = (why: string): DataError => new DataError(`the archive is damaged: ${why}`, { remedy: 'Download or pack it again.' });
