/** Coarse pixels: the picture is reduced and enlarged again. */
import { allFeatures } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import { applyTaps, frameOf, tapsOf } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Side of the reduced picture in the old one's. */
const REDUCED: Ladder = [0.6, 0.5, 0.4, 0.3, 0.25];

export const pixelate: Injection = {
  id: 'pixelate',
  title: 'Pixelate',
  help: 'The camera has fewer pixels: the picture is reduced and enlarged again.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['60 % of the side', '50 % of the side', '40 % of the side', '30 % of the side', '25 % of the side'],
  source: 'pixelate of MNIST-C (Mu & Gilmer 2019) and ImageNet-C (Hendrycks & Dietterich 2019), with its severities',
  fidelity: 'exact',
  why: 'The source’s formula and severities: a box filter over whole pixels, sides rounded down, at least one pixel.',

  apply(samples, { severity }) {
    const frame = frameOf(samples);
    const reduced = [frame[0], frame[1]].map((side) => Math.max(1, Math.floor(side * at(REDUCED, severity, 1))));
    const rows = boxes(frame[0], reduced[0]!);
    const columns = boxes(frame[1], reduced[1]!);
    const taps = tapsOf(frame, (v, u, add) => {
      const [[top, bottom], [left, right]] = [rows[v]!, columns[u]!];
      const weight = 1 / ((bottom - top) * (right - left));
      for (let row = top; row < bottom; row++) for (let column = left; column < right; column++) add(row, column, weight);
    });
    return {
      samples: applyTaps(samples, taps),
      features: allFeatures(samples),
      params: { rows: reduced[0]!, columns: reduced[1]! },
      sentence: `Every image was reduced to ${reduced[0]}×${reduced[1]} pixels and enlarged again; labels are unchanged.`,
    };
  },
};

/** For every old index, the half-open range of old indices whose mean it becomes. */
function boxes(length: number, reduced: number): (readonly [number, number])[] {
  const factor = length / reduced;
  return Array.from({ length }, (_, i) => {
    const box = Math.min(reduced - 1, Math.floor(((i + 0.5) * reduced) / length));
    return [Math.floor(box * factor + 0.5), Math.min(length, Math.floor((box + 1) * factor + 0.5))] as const;
  });
}
