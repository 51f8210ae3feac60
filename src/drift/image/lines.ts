/** Scratches: dotted lines and zigzags drawn across every image. */
import type { Samples } from '../../data/types.ts';
import { allFeatures, clip, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import { frameOf, sideScale } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';
import type { Random } from '../../random/random.ts';
import { log } from '../../maths/portable.ts';

/** Lines in every image. */
const LINES: Ladder = [1, 2, 3, 4, 5];
const linesAt = (severity: number): number => Math.ceil(at(LINES, severity));
const WORDS = ['1 line', '2 lines', '3 lines', '4 lines', '5 lines'] as const;
/** Vertical distance at which a line ends, in pixels of a 28-pixel side. */
const HALF_WIDTH = 2.3;

/** Brightness of a line at a vertical distance in pixels: 1 on it, fading by a logarithm, 0 from about 0.63 of `half`. */
const ink = (distance: number, half: number): number => (distance >= half ? 0 : Math.max(0, log(1 - distance / half) + 1));

/** A line: its row at a column, and undefined where it has a gap. */
type Line = (column: number) => number | undefined;

/** Draws `count` lines; every image draws the random numbers of all five. */
function drawLines(samples: Samples, count: number, line: () => Line): Samples {
  const [height, width, channels] = frameOf(samples);
  const half = Math.max(1, HALF_WIDTH * sideScale(frameOf(samples), 28));
  const x = samples.x.slice();
  const size = height * width * channels;
  for (let start = 0; start < x.length; start += size) {
    for (const each of LINES.map(line).slice(0, count)) {
      for (let u = 0; u < width; u++) {
        const row = each(u);
        if (row === undefined) continue;
        const bottom = Math.min(height - 1, Math.floor(row + half));
        for (let v = Math.max(0, Math.ceil(row - half)); v <= bottom; v++) {
          const light = ink(Math.abs(v - row), half);
          const pixel = start + (v * width + u) * channels;
          for (let f = pixel; f < pixel + channels; f++) x[f] = clip(x[f]! + light);
        }
      }
    }
  }
  return withInputs(samples, x);
}

export const dottedLine: Injection = {
  id: 'dotted-line',
  title: 'Dotted line',
  help: 'Someone drew on the paper: dotted lines cross every image, each time elsewhere.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: WORDS,
  source: 'dotted_line of MNIST-C (Mu & Gilmer 2019) at severity 1; more lines are our own',
  fidelity: 'approximation',
  why: 'The source has one severity, one line; dots and thickness are scaled to the image’s side, the line at least one pixel thick.',

  apply(samples, { severity, noise }) {
    const lines = linesAt(severity);
    const frame = frameOf(samples);
    const dot = Math.max(1, Math.round(2 * sideScale(frame, 28)));
    return {
      samples: drawLines(samples, lines, () => dotted(frame[0], frame[1], dot, noise)),
      features: allFeatures(samples),
      params: { lines, dot },
      sentence: `${lines} dotted white lines cross every image from left to right, each at random; labels are unchanged.`,
    };
  },
};

function dotted(height: number, width: number, dot: number, random: Random): Line {
  const [from, to] = [random.int(Math.max(1, height - 1)), random.int(Math.max(1, height - 1))];
  const slope = (to - from) / Math.max(1, width - 1);
  return (column) => (Math.floor(column / dot) % 2 === 1 ? from + slope * column : undefined);
}

export const zigzag: Injection = {
  id: 'zigzag',
  title: 'Zigzag',
  help: 'Someone scribbled on the paper: zigzag lines cross every image, each time elsewhere.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: WORDS,
  source: 'zigzag of MNIST-C (Mu & Gilmer 2019) at severity 1; more lines are our own',
  fidelity: 'approximation',
  why: 'The source has one severity, one line, whose teeth it turns with the line; here they stay upright and scale with the image.',

  apply(samples, { severity, noise }) {
    const lines = linesAt(severity);
    const frame = frameOf(samples);
    const tooth = Math.max(1, 2 * sideScale(frame, 28));
    return {
      samples: drawLines(samples, lines, () => toothed(frame[0], frame[1], tooth, noise)),
      features: allFeatures(samples),
      params: { lines, tooth },
      sentence: `${lines} white zigzags cross every image from left to right, each at random; labels are unchanged.`,
    };
  },
};

/** Teeth of height `tooth` and length 2 · `tooth` on a slightly sloping line, from 2/28 to 25/28 of the width. */
function toothed(height: number, width: number, tooth: number, random: Random): Line {
  const [first, last] = [(2 / 28) * width, (25 / 28) * width];
  const from = random.int(Math.max(1, height - 1));
  const slope = ((random.between(-5, 5) / 28) * height) / Math.max(1, last - first);
  return (column) => {
    if (column < Math.floor(first) || column > Math.ceil(last)) return undefined;
    const along = column - first;
    const phase = (((along / (4 * tooth)) % 1) + 1) % 1;
    const wave = phase < 0.25 ? 4 * phase : phase < 0.75 ? 2 - 4 * phase : 4 * phase - 4;
    return from + slope * along + tooth * wave;
  };
}
