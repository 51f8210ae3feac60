/** Labelled images, however they were stored, as a data set. */
import { DataError } from '../errors.ts';
import { hashArrays } from '../hash.ts';
import type { DataCard, Dataset } from '../types.ts';
import { drawnNote, drawRows } from './draw.ts';
import { Findings } from './findings.ts';
import { Labels } from './labels.ts';
import { MAX_IMAGE_SIDE, MAX_IMAGE_VALUES, MAX_IMAGES } from './limits.ts';
import { codeUnits, hashable } from './typed.ts';

/** Images of one shape, in a file that is open. */
export interface ImagePart {
  /** The file, for messages. */
  readonly name: string;
  readonly rows: number;
  /** `[height, width, channels]`. */
  readonly shape: readonly number[];
  /** Writes the pixels of a row, each in [0, 1], to `target` from `offset`. */
  write(row: number, target: Float32Array, offset: number): void;
  label(row: number): string;
}

export interface ImageSetFacts {
  readonly title: string;
  /** The labels there can be, in order; found in the data if absent. */
  readonly classes?: readonly string[];
  readonly notes?: readonly string[];
  /** What was guessed and left out on the way. */
  readonly findings?: Findings;
  /** `[rows]`, what each row is for, an index into `parts`, where the file says so. */
  readonly part?: (row: number) => number;
}

const CARD: DataCard = {
  summary: 'Images of your own, read on this device.',
  origin: 'yours',
  source: 'files you chose; they never leave this browser',
  licence: 'yours to know',
};

/** How many images of a shape are kept. */
export const imageLimit = (shape: readonly number[]): number =>
  Math.min(MAX_IMAGES, Math.floor(MAX_IMAGE_VALUES / shape.reduce((a, b) => a * b, 1)));

/** @throws DataError when an image has no or too many pixels, or not 1 or 3 channels. */
function checkShape([height, width, channels]: readonly number[], name: string): void {
  if (channels !== 1 && channels !== 3) {
    throw new DataError(`${name} holds images of ${channels} channels`, {
      remedy: 'Give grey images (1 channel) or colour images (3 channels, the last axis).',
    });
  }
  if (Math.min(height!, width!) < 1 || Math.max(height!, width!) > MAX_IMAGE_SIDE) {
    throw new DataError(`${name} holds images of ${width} × ${height} pixels`, {
      remedy: `Scale them to at most ${MAX_IMAGE_SIDE} pixels a side.`,
    });
  }
}

/**
 * The rows of all parts, one after the other; of too many, a random sample.
 * @throws DataError when there are none, shapes differ, or fewer than two classes remain.
 */
export function imageDataset(parts: readonly ImagePart[], { title, classes, notes = [], ...facts }: ImageSetFacts): Dataset {
  const shape = parts[0]?.shape ?? [];
  const total = parts.reduce((sum, { rows }) => sum + rows, 0);
  if (total === 0) throw new DataError('there are no images', { remedy: 'Choose files with at least one image of every class.' });
  for (const part of parts) {
    checkShape(part.shape, part.name);
    if (String(part.shape) === String(shape)) continue;
    throw new DataError(`${part.name} holds images of ${part.shape.join(' × ')}, ${parts[0]!.name} of ${shape.join(' × ')}`, {
      remedy: 'Choose files whose images have one size.',
    });
  }
  const size = shape.reduce((a, b) => a * b, 1);
  const drawn = drawRows(total, imageLimit(shape));
  const x = new Float32Array(drawn.length * size);
  const labels = new Labels('label', classes);
  let part = 0;
  let first = 0;
  drawn.forEach((row, slot) => {
    while (row - first >= parts[part]!.rows) first += parts[part++]!.rows;
    parts[part]!.write(row - first, x, slot * size);
    labels.push(parts[part]!.label(row - first), slot);
  });
  return finishImages(x, shape, labels, {
    ...facts,
    ...{ title, notes: [...drawnNote(drawn.length, total, 'images'), ...notes] },
    ...(facts.part && { part: (slot: number) => facts.part!(drawn[slot]!) }),
  });
}

/** A data set of images already in memory: `x` is `[rows, ...shape]`, the label of row i is in slot i. */
export function finishImages(x: Float32Array, shape: readonly number[], labels: Labels, facts: ImageSetFacts): Dataset {
  const { title, notes = [], findings = new Findings(), part } = facts;
  findings.notes.push(...notes);
  const size = shape.reduce((a, b) => a * b, 1);
  const all = Int32Array.from({ length: x.length / size }, (_, i) => i);
  const { classes, slots, y } = labels.finish(all, findings);
  const parts = part && Uint8Array.from(slots, part);
  slots.forEach((slot, i) => slot > i && x.copyWithin(i * size, slot * size, (slot + 1) * size));
  const kept = slots.length === all.length ? x : x.slice(0, slots.length * size);
  return {
    id: 'own',
    title,
    card: CARD,
    samples: { rows: slots.length, inputShape: shape, x: kept, y, ...(parts && { part: parts }) },
    columns: [],
    classes,
    sha256: hashArrays(kept, y, codeUnits(JSON.stringify([shape, classes])), ...(parts ? [hashable(parts)] : [])),
    report: findings.report([title], all.length, slots.length),
    notes: findings.notes,
  };
}
