/** QR codes in pictures: the library that reads them comes when the first picture does. */
import { imageHeader } from '../../data/readers/image-header.ts';
import { MAX_SOURCE_PIXELS } from '../../data/readers/limits.ts';

/** The size of a picture stands so far in its file, behind a photo's notes about itself at the latest. */
const HEADER_BYTES = 262_144;
/** Larger pictures are shrunk to this: codes stay legible, and reading stays quick (px). */
const LONGEST_SIDE = 1600;

/** The text of the code in a picture. @throws Error in words where there is none, or it is no picture */
export async function codeInPicture(file: Blob): Promise<string> {
  const header = imageHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
  if (header && header.width * header.height > MAX_SOURCE_PIXELS)
    throw new Error(`it has ${header.width} × ${header.height} pixels; scale it to ${MAX_SOURCE_PIXELS / 1e6} megapixels at most`);
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error('it is no picture that this browser can read');
  });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  // What is transparent counts as paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const { decodeQR } = await import('qr/decode.js');
  try {
    return decodeQR({ width, height, data }, { timeLimit: PATIENCE_MS });
  } catch {
    throw new Error('there is no QR code in this picture that can be read: take it closer and straight, or paste the text');
  }
}

/** For a picture that is read once; a camera has many (ms). */
const PATIENCE_MS = 1000;
