/** Bytes decoded to text on the way: UTF-8, or UTF-16 where a byte order mark says so. */
import { DataError } from '../errors.ts';
import type { ByteChunks } from './byte-chunks.ts';

/**
 * The text of a file, chunk by chunk; a character cut in two by a chunk's end comes whole in the next. A byte order mark
 * is left out.
 * @throws DataError when the bytes are not text.
 */
export async function* textChunks(bytes: ByteChunks): AsyncGenerator<string, void> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    yield decode(decoder, chunk);
  }
  if (decoder) yield decode(decoder);
}

/** The encoding that the first bytes of a text speak for. */
export function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** Decodes a chunk, or without one what is left at the end of the file. */
function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  const utf8 = decoder.encoding === 'utf-8';
  if (utf8 && chunk?.includes(0)) {
    throw new DataError('this is not a text file (it holds NUL bytes)', {
      remedy:
        'Save the table as CSV with UTF-8 encoding; spreadsheets, and UTF-16 text without a byte order mark, cannot be read directly.',
    });
  }
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    const name = utf8 ? 'UTF-8' : 'UTF-16';
    throw new DataError(`the file is not ${name} text`, { remedy: 'Save it again with UTF-8 encoding.' });
  }
}
