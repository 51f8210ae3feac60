/** Decoding image files with the browser's own decoders; works in workers, not in Node. */

/**
 * Turns an image file into `[side, side, 3]` red, green and blue, each in [0, 1]. Rejects when it cannot be decoded.
 */
export type ImageDecoder = (image: Blob, side: number) => Promise<Float32Array>;

/** One canvas per side, drawn upon and read at once, so that images decoded at the same time do not meet on it. */
const canvases = new Map<number, OffscreenCanvasRenderingContext2D>();

function canvas(side: number): OffscreenCanvasRenderingContext2D {
  const known = canvases.get(side);
  if (known) return known;
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = '#fff';
  context.imageSmoothingQuality = 'high';
  canvases.set(side, context);
  return context;
}

/** Stretched to a square with the browser's best filter; transparent parts are put on white. */
export const decodeImage: ImageDecoder = async (image, side) => {
  const bitmap = await createImageBitmap(image, { colorSpaceConversion: 'none' });
  const context = canvas(side);
  context.fillRect(0, 0, side, side);
  context.drawImage(bitmap, 0, 0, side, side);
  bitmap.close();
  const { data } = context.getImageData(0, 0, side, side);
  const pixels = new Float32Array(side * side * 3);
  for (let from = 0, to = 0; to < pixels.length; from += 4, to += 3) {
    for (let c = 0; c < 3; c++) pixels[to + c] = data[from + c]! / 255;
  }
  return pixels;
};
