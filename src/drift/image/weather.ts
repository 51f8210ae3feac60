/** Weather and dirt in front of the lens: fog, snow and spatter. */
import type { Samples } from '../../data/types.ts';
import type { Random } from '../../random/random.ts';
import { allFeatures, clip, short, withInputs } from '../features.ts';
import { plasma } from './plasma.ts';
import { nthSmallest } from './nth-smallest.ts';
import { at, type Ladder } from '../severity.ts';
import { aboutCentre, applyTaps, frameOf, gaussianBlurred, motionTaps, sideScale } from './taps.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Side of the images for which CIFAR-10-C gives its lengths. */
const SOURCE_SIDE = 32;

/** Thickness of the fog, and how fast its detail fades. */
const FOG = { thickness: [0.2, 0.5, 0.75, 1, 1.5], decay: [3, 3, 2.5, 2, 1.75] } as const satisfies Record<string, Ladder>;

/** The table of ImageNet-C, which MNIST-C keeps, gives severities 3 and 4 the same thickness: they would be no ladder. */
export const fog: Injection = {
  id: 'fog',
  title: 'Fog',
  help: 'Fog drifts past: every image gets a bright, cloudy veil of its own.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['thickness 0.2', 'thickness 0.5', 'thickness 0.75', 'thickness 1', 'thickness 1.5'],
  source: 'fog of CIFAR-10-C (Hendrycks & Dietterich 2019), with its severities',
  fidelity: 'approximation',
  why: 'The cloud’s map is the smallest that covers the image, where the source cuts from one of 32 pixels.',

  apply(samples, { severity, noise }) {
    const [height, width, channels] = frameOf(samples);
    const [thickness, decay] = [at(FOG.thickness, severity), at(FOG.decay, severity, FOG.decay[0])];
    const side = 2 ** Math.max(1, 32 - Math.clz32(Math.max(height, width) - 1));
    const x = samples.x.slice();
    const size = height * width * channels;
    for (let start = 0; start < x.length; start += size) {
      let brightest = 0;
      for (let f = start; f < start + size; f++) brightest = Math.max(brightest, x[f]!);
      const veil = plasma(side, decay, noise);
      for (let v = 0, f = start; v < height; v++) {
        for (let u = 0; u < width; u++) {
          const cloud = veil[v * side + u]!;
          for (let c = 0; c < channels; c++, f++) x[f] = clip(((x[f]! + thickness * cloud) * brightest) / (brightest + thickness));
        }
      }
    }
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { thickness, decay },
      sentence: `Every image got fog of its own of thickness ${short(thickness)}; labels are unchanged.`,
    };
  },
};

/** One `[height, width, 1]` field of normal numbers for every image. */
function normalField({ rows, inputShape }: Samples, mean: number, sd: number, random: Random): Samples {
  const [height, width] = frameOf({ inputShape });
  const x = new Float32Array(rows * height * width);
  for (let i = 0; i < x.length; i++) x[i] = mean + sd * random.normal();
  return { rows, inputShape: [height, width, 1], x, y: new Int32Array(rows) };
}

/** Noise above the cut is a flake; share of its own light that the picture keeps. */
const SNOW = { cut: [0.85, 0.7, 0.55, 0.4, 0.25], kept: [0.95, 0.9, 0.9, 0.85, 0.8] } as const satisfies Record<string, Ladder>;
/** Severity 3 of the source: mean and σ of the noise, its zoom, and radius and σ of the fall at a 32-pixel side. */
const FLAKES = { mean: 0.15, sd: 0.3, zoom: 1.75, radius: 10, sigma: 4 } as const;

/** Weights of red, green and blue in brightness (ITU-R BT.601); other numbers of channels count alike. */
const lumaWeights = (channels: number): readonly number[] =>
  channels === 3 ? [0.299, 0.587, 0.114] : new Array<number>(channels).fill(1 / channels);

export const snow: Injection = {
  id: 'snow',
  title: 'Snow',
  help: 'It snows: white streaks fall across a brighter, paler picture.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['flakes above 0.85', 'flakes above 0.7', 'flakes above 0.55', 'flakes above 0.4', 'flakes above 0.25'],
  source: 'snow of CIFAR-10-C (Hendrycks & Dietterich 2019), its flakes at severity 3; the cuts are our own',
  fidelity: 'approximation',
  why: 'The source’s table does not grow, so its flakes stay and a cut lets more fall; lengths scale to the side, one wind for all.',

  apply(samples, { severity, world, noise }) {
    const frame = frameOf(samples);
    const [height, width, channels] = frame;
    const scale = sideScale(frame, SOURCE_SIDE);
    const [cut, kept] = [at(SNOW.cut, severity, 1), at(SNOW.kept, severity, 1)];
    const { mean, sd, zoom, radius, sigma } = FLAKES;
    const angleRad = world.between((-3 / 4) * Math.PI, -Math.PI / 4);
    const field = normalField(samples, mean, sd, noise);
    const zoomed = applyTaps(
      field,
      aboutCentre(frame, (down, right) => [down / zoom, right / zoom]),
    );
    const flakes = zoomed.x;
    for (let i = 0; i < flakes.length; i++) flakes[i] = flakes[i]! < cut ? 0 : clip(flakes[i]!);
    const fall = motionTaps(frame, radius * scale, sigma * scale, angleRad);
    const layer = applyTaps(zoomed, fall).x;

    const luma = lumaWeights(channels);
    const pixels = height * width;
    const x = samples.x.slice();
    for (let image = 0; image < layer.length; image += pixels) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        const fallen = layer[image + pixel]!;
        const turned = layer[image + pixels - 1 - pixel]!;
        const first = (image + pixel) * channels;
        let grey = 0;
        for (let c = 0; c < channels; c++) grey += luma[c]! * x[first + c]!;
        for (let f = first; f < first + channels; f++) {
          const pale = kept * x[f]! + (1 - kept) * Math.max(x[f]!, 1.5 * grey + 0.5);
          x[f] = clip(pale + fallen + turned);
        }
      }
    }
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { cut, kept, angleRad },
      sentence:
        `Normal noise above ${short(cut)}, smeared along one direction, fell as snow on every image, which kept ` +
        `${Math.round(100 * kept)} % of its own light; labels are unchanged.`,
    };
  },
};

/** Share of the picture under mud, before its rim is softened. */
const COVERED: Ladder = [0.05, 0.1, 0.2, 0.3, 0.4];
/** Blur of the noise that becomes drops, and of their rim, in pixels of a 28-pixel side; the grey of the mud. */
const MUD = { drop: 2, rim: 0.5, grey: 63 / 255 } as const;

export const spatter: Injection = {
  id: 'spatter',
  title: 'Spatter',
  help: 'Mud splashes on the lens: dark grey drops cover other places in every image.',
  kind: 'P(x)',
  appliesTo: ['image'],
  ladder: ['5 % covered', '10 % covered', '20 % covered', '30 % covered', '40 % covered'],
  source: 'mud of spatter in MNIST-C (Mu & Gilmer 2019); the shares covered are our own',
  fidelity: 'approximation',
  why: 'Drops are where blurred noise is highest, as in the source, but cut to a share of the image: its own table does not grow.',

  apply(samples, { severity, noise }) {
    const frame = frameOf(samples);
    const [height, width, channels] = frame;
    const scale = sideScale(frame, 28);
    const covered = at(COVERED, severity);
    const liquid = gaussianBlurred(normalField(samples, 0, 1, noise), MUD.drop * scale);
    const size = height * width;
    const mask = new Float32Array(liquid.x.length);
    const scratch = new Float32Array(size);
    for (let start = 0; start < mask.length; start += size) {
      scratch.set(liquid.x.subarray(start, start + size));
      const cut = nthSmallest(scratch, Math.min(size - 1, Math.floor((1 - covered) * size)));
      for (let p = start; p < start + size; p++) mask[p] = liquid.x[p]! >= cut ? 1 : 0;
    }
    const mud = gaussianBlurred(withInputs(liquid, mask), MUD.rim * scale).x;
    const x = samples.x.slice();
    for (let p = 0, f = 0; p < mud.length; p++) {
      const share = mud[p]!;
      for (let c = 0; c < channels; c++, f++) x[f] = clip(x[f]! * (1 - share) + MUD.grey * share);
    }
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { covered },
      sentence: `Drops of dark grey mud cover about ${Math.round(100 * covered)} % of every image; labels are unchanged.`,
    };
  },
};
