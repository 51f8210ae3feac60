/** Images with one folder per class, from a folder or an archive. */
import { DataError } from '../errors.ts';
import { parts, type Dataset } from '../types.ts';
import type { ReadOptions } from './byte-chunks.ts';
import type { ImageDecoder } from './decode-image.ts';
import { drawnNote, drawRows } from './draw.ts';
import { Findings } from './findings.ts';
import { folderClasses } from './folder-classes.ts';
import { imageHeader, type ImageHeader } from './image-header.ts';
import { finishImages, imageLimit } from './image-set.ts';
import { Labels } from './labels.ts';
import { MAX_SOURCE_PIXELS } from './limits.ts';
import { folderName, isLitter } from './path.ts';

/** A file that has not been read yet. */
export interface FolderFile {
  readonly path: string;
  /** Bytes, for the progress. */
  readonly size: number;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

export interface FolderOptions extends ReadOptions {
  readonly title: string;
  readonly decode: ImageDecoder;
  /** Classes by path, where a table beside the images gives them. */
  readonly labels?: ReadonlyMap<string, string>;
  readonly findings?: Findings;
}

/** Common side of all images: that of MNIST where the first image is no larger, else that of CIFAR. */
const SIDES = [28, 32] as const;
/** Decoded at a time. */
const BATCH = 16;
/** An image of more pixels is decoded while no other such is: together they never take more than one of the largest. */
const LARGE_PIXELS = MAX_SOURCE_PIXELS / BATCH;
/** Files that are not images are passed over up to this share. */
const TOLERATED = 0.05;

/**
 * The class of an image is the folder it lies in, or the nearest above it that tells images apart; folders called train and
 * test are a split that is kept. Images of any size are stretched to a square of 28 or 32 pixels; they
 * become grey (1 channel) when every pixel of every image is grey, else colour (3 channels).
 * @throws DataError naming the file when one in 20 or more is not an image, or a file lies in no folder.
 */
export async function imageFolder(given: readonly FolderFile[], options: FolderOptions): Promise<Dataset> {
  const { title, decode, onProgress, signal, labels: byPath, findings = new Findings() } = options;
  const files = given.filter(({ path }) => !isLitter(path) && (!byPath || byPath.has(path))).sort((a, b) => (a.path < b.path ? -1 : 1));
  if (files.length === 0)
    throw new DataError('there are no images', { remedy: 'Choose a folder or ZIP file with one folder of images per class.' });
  const loose = byPath ? undefined : files.find(({ path }) => folderName(path) === '');
  if (loose)
    throw new DataError(`${loose.path} lies in no folder`, {
      remedy: 'Put the images of every class into a folder that is called as the class, or add a table (CSV) of file names and labels.',
    });

  const { classOf, partOf } = byPath
    ? { classOf: (path: string) => byPath.get(path)!, partOf: undefined }
    : folderClasses(files.map(({ path }) => path));
  const partOfSlot: number[] = [];
  const side = (await firstSide(files)) <= SIDES[0] ? SIDES[0] : SIDES[1];
  const size = side * side * 3;
  const drawn = drawRows(files.length, imageLimit([side, side, 3]));
  const chosen = Array.from(drawn, (i) => files[i]!);
  const totalBytes = chosen.reduce((sum, file) => sum + file.size, 0);
  const x = new Float32Array(chosen.length * size);
  const labels = new Labels('label');
  const sizes = new Map<string, number>();
  const failed: string[] = [];
  let rows = 0;
  let doneBytes = 0;
  for (let start = 0; start < chosen.length; start += BATCH) {
    signal?.throwIfAborted();
    const batch = chosen.slice(start, start + BATCH);
    let large: Promise<unknown> = Promise.resolve();
    const inTurn: ImageDecoder = (image, to) => {
      const turn = large.then(() => {
        signal?.throwIfAborted();
        return decode(image, to);
      });
      // Whether it failed is told to whoever asked for it; the next one only waits.
      large = turn.catch(() => undefined);
      return turn;
    };
    const images = await Promise.all(batch.map((file) => decodeFile(file, side, decode, inTurn)));
    signal?.throwIfAborted();
    images.forEach((image, i) => {
      const { path, size: bytes } = batch[i]!;
      doneBytes += bytes;
      if (!image) return void failed.push(path);
      x.set(image.pixels, rows * size);
      if (partOf) partOfSlot.push(partOf(path));
      labels.push(classOf(path), rows++);
      const dims = `${image.header.width} × ${image.header.height}`;
      sizes.set(dims, (sizes.get(dims) ?? 0) + 1);
    });
    if (failed.length >= TOLERATED * chosen.length) throw notAnImage(failed[0]!);
    onProgress?.(doneBytes, totalBytes);
  }
  signal?.throwIfAborted();

  const notes = [...drawnNote(chosen.length, files.length, 'images'), ...sizeNotes(sizes, side), ...failedNotes(failed)];
  const colour = x.subarray(0, rows * size);
  const grey = isGrey(colour);
  const pixels = grey ? firstOfThree(colour) : colour.slice();
  if (partOf) {
    const listed = parts
      .flatMap((name, part) => (partOfSlot.includes(part) ? `${partOfSlot.filter((each) => each === part).length} images of ${name}` : []))
      .join(', ');
    findings.guess({ what: 'split', value: 'from the folders', reason: listed }, `The split of the folders is kept: ${listed}.`);
  }
  const facts = { title, notes, findings, ...(partOf && { part: (slot: number) => partOfSlot[slot]! }) };
  return finishImages(pixels, [side, side, grey ? 1 : 3], labels, facts);
}

function isGrey(colour: Float32Array): boolean {
  for (let i = 0; i < colour.length; i += 3) {
    if (colour[i] !== colour[i + 1] || colour[i] !== colour[i + 2]) return false;
  }
  return true;
}

function firstOfThree(colour: Float32Array): Float32Array {
  const grey = new Float32Array(colour.length / 3);
  for (let i = 0; i < grey.length; i++) grey[i] = colour[3 * i]!;
  return grey;
}

/** The longer side of the first file that is an image. */
async function firstSide(files: readonly FolderFile[]): Promise<number> {
  for (const file of files.slice(0, BATCH)) {
    const header = imageHeader(await file.read());
    if (header) return Math.max(header.width, header.height);
  }
  throw notAnImage(files[0]!.path);
}

async function decodeFile(
  file: FolderFile,
  side: number,
  decode: ImageDecoder,
  inTurn: ImageDecoder,
): Promise<{ header: ImageHeader; pixels: Float32Array } | undefined> {
  const bytes = await file.read();
  const header = imageHeader(bytes);
  if (!header) return undefined;
  if (header.width * header.height > MAX_SOURCE_PIXELS) {
    throw new DataError(`${file.path} has ${header.width} × ${header.height} pixels`, {
      remedy: `Scale it to at most ${(MAX_SOURCE_PIXELS / 1e6).toLocaleString('en-US')} megapixels.`,
    });
  }
  // A decoder says no more than that it failed.
  const pixels = await (header.width * header.height > LARGE_PIXELS ? inTurn : decode)(
    new Blob([bytes], { type: header.type }),
    side,
  ).catch(() => undefined);
  return pixels && { header, pixels };
}

function sizeNotes(sizes: ReadonlyMap<string, number>, side: number): string[] {
  const [first] = sizes.keys();
  const target = `${side} × ${side}`;
  if (sizes.size > 1) return [`The images have ${sizes.size} different sizes; all were stretched to ${target} pixels.`];
  return first === target ? [] : [`The images were scaled from ${first} to ${target} pixels.`];
}

const failedNotes = (failed: readonly string[]): string[] =>
  failed.length ? [`Files that are not images were left out: ${failed.length}, such as ${failed[0]}.`] : [];

const notAnImage = (path: string): DataError =>
  new DataError(`${path} is not an image that can be read`, {
    remedy: 'Give PNG, JPEG, WebP, GIF or BMP files only, one folder per class.',
  });
