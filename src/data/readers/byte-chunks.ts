/** The bytes of a file in order, a chunk at a time: the one place where files are read, watched and stopped. */
import { DataError } from '../errors.ts';
import { MAX_FILE_BYTES } from './limits.ts';

export interface ReadOptions {
  /** Called after every chunk. */
  readonly onProgress?: (bytesDone: number, bytesTotal: number) => void;
  readonly signal?: AbortSignal;
}

export type ByteChunks = AsyncGenerator<Uint8Array<ArrayBuffer>, void>;

const CHUNK_BYTES = 1 << 18;

/**
 * The chunks of a file; the next is fetched while the last is worked on.
 * @throws DataError when the file is too large or cannot be read; the signal's reason when aborted.
 */
export async function* byteChunks(blob: Blob, { onProgress, signal }: ReadOptions = {}, chunkBytes = CHUNK_BYTES): ByteChunks {
  checkSize(blob);
  let next = readBytes(blob, 0, chunkBytes);
  for (let start = 0; start < blob.size; start += chunkBytes) {
    signal?.throwIfAborted();
    const chunk = await next;
    const end = start + chunk.length;
    next = readBytes(blob, end, end + chunkBytes);
    // Nobody awaits it when the consumer stops here.
    next.catch(() => undefined);
    yield chunk;
    onProgress?.(end, blob.size);
  }
  signal?.throwIfAborted();
}

/** Bytes `start` (inclusive) to `end` (exclusive) of a file. @throws DataError when it cannot be read. */
export async function readBytes(blob: Blob, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.slice(start, end).arrayBuffer());
  } catch (error) {
    throw new DataError(`the file cannot be read (${error instanceof Error ? error.message : String(error)})`, {
      remedy: 'It may have been moved or changed since it was chosen: choose it again.',
    });
  }
}

/** @throws DataError when a file exceeds what is opened at all. */
export function checkSize(blob: Blob): void {
  if (blob.size <= MAX_FILE_BYTES) return;
  throw new DataError(`the file has ${megabytes(blob.size)}, and at most ${megabytes(MAX_FILE_BYTES)} can be read`, {
    remedy: 'Take a part of it, such as a random sample of its rows.',
  });
}

export const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en-US')} MB`;
