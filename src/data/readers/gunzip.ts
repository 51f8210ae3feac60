/** Gzip (RFC 1952) unpacked on the way, within limits: checksum and length are verified, a decompression bomb is stopped. */
import { DataError } from '../errors.ts';
import { megabytes, type ByteChunks } from './byte-chunks.ts';
import { MAX_INFLATE_RATIO, MAX_INFLATED_BYTES, RATIO_FREE_BYTES } from './limits.ts';

/** Deflate packs at most 1032 : 1, so that a piece never grows beyond 17 MB before the limits are looked at. */
const PIECE_BYTES = 1 << 14;

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** @throws DataError when the data are damaged or grow beyond the limits; whatever reading `packed` throws. */
export async function* gunzip(packed: ByteChunks): ByteChunks {
  const { readable, writable } = new DecompressionStream('gzip');
  const reader = readable.getReader();
  const writer = writable.getWriter();
  let failure: { readonly cause: unknown } | undefined;
  let fed = 0;
  const feed = async (): Promise<void> => {
    try {
      for await (const chunk of packed) {
        for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
          const piece = chunk.slice(at, at + PIECE_BYTES);
          fed += piece.length;
          await writer.write(piece).catch(damaged);
        }
      }
      await writer.close().catch(damaged);
    } catch (cause) {
      failure ??= { cause };
      await writer.abort(cause).catch(() => undefined);
    }
  };
  const feeding = feed();
  let inflated = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(async () => {
        await feeding;
        throw failure?.cause ?? damaged();
      });
      if (done) break;
      inflated += value.length;
      checkGrowth(fed, inflated);
      yield new Uint8Array(value);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

/** @throws DataError when something packed into `packed` bytes grows to more than it may. */
export function checkGrowth(packed: number, inflated: number, name = 'the file'): void {
  const ratio = inflated > RATIO_FREE_BYTES && inflated > MAX_INFLATE_RATIO * packed;
  if (!ratio && inflated <= MAX_INFLATED_BYTES) return;
  throw new DataError(
    ratio
      ? `${name} unpacks to more than ${MAX_INFLATE_RATIO} times its size, as only decompression bombs do`
      : `${name} unpacks to more than ${megabytes(MAX_INFLATED_BYTES)}`,
    { remedy: 'Unpack it yourself if you trust it, and choose what is inside.' },
  );
}

function damaged(): never {
  throw new DataError('the compressed data are damaged or cut off', { remedy: 'Download or copy the file again.' });
}
