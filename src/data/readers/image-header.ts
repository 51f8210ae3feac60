/** Type and size of an image file, from its first bytes: known before a decoder spends memory on it. */
import { latin1, startsWith, viewOf } from './bytes.ts';

export interface ImageHeader {
  /** MIME type. */
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** PNG, JPEG, GIF, BMP and WebP; undefined for anything else and for headers that are cut off. */
export function imageHeader(bytes: Uint8Array): ImageHeader | undefined {
  if (bytes.length < 30) return undefined;
  const view = viewOf(bytes);
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) {
    return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  // Four reserved zeros tell a BMP from a text; its height is negative where its rows go from top to bottom.
  if (startsWith(bytes, 'BM') && view.getUint32(6) === 0) {
    return { type: 'image/bmp', width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
  }
  if (startsWith(bytes, 'RIFF') && startsWith(bytes.subarray(8), 'WEBP')) return webp(bytes, view);
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? jpeg(view) : undefined;
}

/** The three layouts of WebP (RFC 9649, sections 2.5–2.7). */
function webp(bytes: Uint8Array, view: DataView): ImageHeader | undefined {
  const type = 'image/webp';
  const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  switch (latin1(bytes.subarray(12, 16))) {
    case 'VP8 ':
      return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { type, width: uint24(24) + 1, height: uint24(27) + 1 };
    default:
      return undefined;
  }
}

/** Walks the segments to the frame header, SOF0 … SOF15 without DHT, JPG and DAC (ITU-T T.81, B.2.2). */
function jpeg(view: DataView): ImageHeader | undefined {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}
