/** Bytes decoded to text on the way: UTF-8, UTF-16, or Windows-1252 where the bytes are neither; or as the user says. */
import { DataError } from '../errors.ts';
import type { ByteChunks } from './byte-chunks.ts';
import { encodings, type Encoding } from '../../spec/reading-options.ts';

export interface TextOptions {
  /** What the user says it is. */
  readonly encoding?: Encoding | undefined;
  /** Called once it is known to be something else than UTF-8. */
  readonly onEncoding?: (encoding: Encoding, reason: string) => void;
}

/** What no text holds, whatever its language. */

const CONTROL = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/**
 * The text of a file, chunk by chunk; a character cut in two by a chunk's end comes whole in the next. A byte order mark
 * is left out.
 * @throws DataError when the bytes are not text.
 */
export async function* textChunks(bytes: ByteChunks, { encoding, onEncoding }: TextOptions = {}): AsyncGenerator<string, void> {
  let decoder: Decoder | undefined;
  for await (const chunk of bytes) {
    decoder ??= decoderFor(chunk, encoding, onEncoding);
    yield decoder.take(chunk);
  }
  if (decoder) yield decoder.end();
}

/** The encoding that the first bytes of a text speak for. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const part = head.subarray(0, 1024);
  const zeros = [0, 0];
  part.forEach((byte, i) => (zeros[i % 2]! += byte === 0 ? 1 : 0));
  const many = 0.3 * part.length;
  if (part.length >= 8 && zeros[1]! > many && zeros[0] === 0) return 'utf-16le';
  if (part.length >= 8 && zeros[0]! > many && zeros[1] === 0) return 'utf-16be';
  return 'utf-8';
}

interface Decoder {
  take(chunk: Uint8Array): string;
  end(): string;
}

function decoderFor(head: Uint8Array, said: Encoding | undefined, onEncoding: TextOptions['onEncoding']): Decoder {
  const found = encodingOf(head);
  if (said === undefined && found === 'utf-8') return new Utf8(onEncoding);
  if (said === undefined) onEncoding?.(found, 'its first bytes say so');
  return strict(said ?? found);
}

/** @throws DataError when the bytes are not of that encoding. */
function strict(encoding: Encoding): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (work: () => string): string => {
    try {
      return work();
    } catch {
      throw new DataError(`the file is not ${encoding.toUpperCase().replace(/(LE|BE)$/, '')} text`, {
        remedy: 'Save it again with UTF-8 encoding, or name its encoding.',
      });
    }
  };
  return { take: (chunk) => decode(() => decoder.decode(chunk, { stream: true })), end: () => decode(() => decoder.decode()) };
}

/** UTF-8 until bytes come that are none; what is then in hand decides what the text is. */
class Utf8 implements Decoder {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private other: TextDecoder | undefined;
  private carry: Uint8Array = new Uint8Array(0);
  private foreign = false;
  private begun = false;

  constructor(private readonly onEncoding: TextOptions['onEncoding']) {}

  take(chunk: Uint8Array): string {
    if (chunk.includes(0)) throw notText('it holds NUL bytes');
    const bytes = this.carry.length ? Uint8Array.of(...this.carry, ...chunk) : chunk;
    const whole = this.other?.encoding === 'windows-1252' ? bytes.length : bytes.length - cutOff(bytes);
    this.carry = bytes.slice(whole);
    return this.decode(bytes.subarray(0, whole));
  }

  end(): string {
    const bytes = this.carry;
    this.carry = new Uint8Array(0);
    return this.decode(bytes);
  }

  private decode(bytes: Uint8Array): string {
    if (this.other) return this.other.decode(bytes);
    try {
      const text = this.decoder.decode(bytes);
      if (text.length !== bytes.length) this.foreign = true;
      const first = !this.begun && text !== '';
      this.begun ||= first;
      return first ? text.replace(/^\ufeff/, '') : text;
    } catch {
      return this.decodeOther(bytes);
    }
  }

  private decodeOther(bytes: Uint8Array): string {
    const lossy = new TextDecoder('utf-8').decode(bytes);
    const broken = lossy.split('\ufffd').length - 1;

    const sound = this.foreign || (lossy.match(/[^\u0000-\u007f\ufffd]/g)?.length ?? 0) > 4 * broken;
    this.begun = true;
    if (sound) {
      this.other = new TextDecoder('utf-8');
      this.onEncoding?.('utf-8', 'some bytes are none and were replaced by �');
      return lossy;
    }
    this.other = new TextDecoder('windows-1252');
    const text = this.other.decode(bytes);
    if (CONTROL.test(text)) throw notText('it holds control characters');
    this.onEncoding?.('windows-1252', 'its bytes are not UTF-8');
    return text;
  }
}

/** How many bytes at the end are the beginning of a character that goes on. */
function cutOff(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

const notText = (why: string): DataError =>
  new DataError(`this is not a text file (${why})`, {
    remedy: `Save the table as CSV with UTF-8 encoding; spreadsheets cannot be read directly. Known encodings: ${encodings.join(', ')}.`,
  });
