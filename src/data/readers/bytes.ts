/** Bytes gathered into one array, and numbers read out of them. */
import { DataError } from '../errors.ts';
import { megabytes } from './byte-chunks.ts';
import { MAX_INFLATED_BYTES } from './limits.ts';
import { withRoom } from './typed.ts';

/**
 * All bytes of a file. Memory grows with what really comes, never with what a header claims.
 * @param limitOf Given all bytes so far, how many there may be at most; it may throw, too.
 * @throws DataError when there are more.
 */
export async function gather(
  chunks: AsyncIterable<Uint8Array>,
  limitOf: (soFar: Uint8Array) => number = () => MAX_INFLATED_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = new Uint8Array(0);
  let length = 0;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    bytes = withRoom(bytes, length + chunk.length - 1);
    bytes.set(chunk, length);
    length += chunk.length;
    const limit = limitOf(bytes.subarray(0, length));
    if (length > limit) {
      throw new DataError(`the file goes on after byte ${limit.toLocaleString('en-US')}, where it should end`, {
        remedy: `Check that it is complete and of one piece; at most ${megabytes(MAX_INFLATED_BYTES)} can be read.`,
      });
    }
  }
  return bytes.subarray(0, length);
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bytes as text, one character each (ISO 8859-1): for signatures and headers. */
export const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Whether the bytes begin with these characters (codes below 256). */
export const startsWith = (bytes: Uint8Array, signature: string): boolean => latin1(bytes.subarray(0, signature.length)) === signature;
