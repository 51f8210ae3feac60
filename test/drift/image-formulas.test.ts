/** Image injections against other ways to compute them, and against values worked out by hand. */
import { expect } from 'chai';
import type { Samples } from '../../src/data/types.ts';
import { defocusBlur, disc, gaussianBlur, motionBlur, zoomBlur } from '../../src/drift/image/blur.ts';
import { cannyEdges, edgeFinder } from '../../src/drift/image/canny-edges.ts';
import { elasticTransform } from '../../src/drift/image/elastic-transform.ts';
import { scale, shear, translate } from '../../src/drift/image/geometry.ts';
import { compress, dct, quantisationSteps } from '../../src/drift/image/jpeg.ts';
import { dottedLine, zigzag } from '../../src/drift/image/lines.ts';
import { impulseNoise, shotNoise, speckleNoise } from '../../src/drift/image/pixel-noise.ts';
import { pixelate } from '../../src/drift/image/pixelate.ts';
import { plasma } from '../../src/drift/image/plasma.ts';
import { gaussianKernel, mirror } from '../../src/drift/image/taps.ts';
import { brightness, inverse, quantize, stripe } from '../../src/drift/image/tone.ts';
import { fog, snow, spatter } from '../../src/drift/image/weather.ts';
import type { Injection } from '../../src/drift/types.ts';
import { stream } from '../../src/random/random.ts';
import { imageContext as context, samplesOf, SEVERITIES } from './fixtures.ts';

const drifted = (injection: Injection, images: Samples, severity: number, seed = 1): Float32Array =>
  injection.apply(images, context(images, severity, seed)).samples.x;
const flat = (side: number, grey: number): Samples => samplesOf([side, side, 1], new Array<number>(side * side).fill(grey));
const random = (height: number, width: number, channels = 1): Samples => {
  const numbers = stream(3, 'pixels');
  return samplesOf([height, width, channels], Array.from({ length: height * width * channels }, () => numbers.uniform()));
};
const mean = (x: Float32Array): number => x.reduce((a, b) => a + b, 0) / x.length;
const closeTo = (actual: Iterable<number>, expected: Iterable<number>, error = 1e-6): void => {
  const wanted = [...expected];
  [...actual].forEach((value, i) => expect(value, `pixel ${i}`).to.be.closeTo(wanted[i]!, error));
};

describe('pixel noise', () => {
  it('shot noise has mean and variance of a Poisson count over its photons (within five standard errors)', () => {
    [60, 25, 12, 5, 3].forEach((photons, i) => {
      const x = drifted(shotNoise, flat(200, 0.2), SEVERITIES[i]!);
      const variance = 0.2 / photons;
      expect(Math.abs(mean(x) - 0.2)).to.be.below(5 * Math.sqrt(variance / x.length));
      const measured = x.reduce((sum, value) => sum + (value - 0.2) ** 2, 0) / x.length;
      // The fourth central moment of a Poisson count is λ + 3 λ².
      const ofSquares = (0.2 * photons + 2 * (0.2 * photons) ** 2) / photons ** 4;
      expect(Math.abs(measured - variance)).to.be.below(5 * Math.sqrt(ofSquares / x.length) + 1e-4);
    });
  });

  it('impulse noise replaces the tabulated share, half of it by white (within five standard errors), a higher one the same and more', () => {
    let before = new Set<number>();
    [0.03, 0.06, 0.09, 0.17, 0.27].forEach((rate, i) => {
      const x = drifted(impulseNoise, flat(200, 0.5), SEVERITIES[i]!);
      const white = x.filter((value) => value === 1).length;
      const black = x.filter((value) => value === 0).length;
      const error = 5 * Math.sqrt((rate * (1 - rate)) / x.length);
      expect(Math.abs((white + black) / x.length - rate)).to.be.below(error);
      expect(Math.abs(white - black)).to.be.below(5 * Math.sqrt(white + black));
      const hit = new Set([...x.keys()].filter((p) => x[p] !== 0.5));
      expect([...before].every((p) => hit.has(p))).to.equal(true);
      before = hit;
    });
  });

  it('speckle noise is proportional to the pixel', () => {
    const x = drifted(speckleNoise, flat(100, 0.4), 1);
    const variance = x.reduce((sum, value) => sum + (value - 0.4) ** 2, 0) / x.length;
    expect(Math.abs(variance / (0.4 * 0.15) ** 2 - 1)).to.be.below(5 * Math.sqrt(2 / x.length));
    expect(Math.max(...drifted(speckleNoise, flat(10, 0), 5))).to.equal(0);
  });
});

describe('blur', () => {
  it('kernels sum to 1, and the Gaussian is its density', () => {
    for (const sigma of [0, 0.3, 1, 2.5]) expect(gaussianKernel(sigma).reduce((a, b) => a + b)).to.be.closeTo(1, 1e-12);
    for (const radius of [0.1, 0.86, 2, 3.4]) expect(disc(radius).kernel.reduce((a, b) => a + b)).to.be.closeTo(1, 1e-12);
    const kernel = gaussianKernel(1);
    expect(kernel.length).to.equal(9);
    expect(kernel[4]).to.be.closeTo(1 / Math.sqrt(2 * Math.PI), 1e-4);
  });

  it('Gaussian blur equals the direct two-dimensional sum with the border going on', () => {
    const images = random(28, 30);
    const kernel = Array.from({ length: 17 }, (_, i) => Math.exp(-((i - 8) ** 2) / 8));
    const sum = kernel.reduce((a, b) => a + b);
    const direct = images.x.map((_, p) => {
      let value = 0;
      for (let i = -8; i <= 8; i++) {
        for (let j = -8; j <= 8; j++) {
          const v = Math.min(27, Math.max(0, Math.floor(p / 30) + i));
          const u = Math.min(29, Math.max(0, (p % 30) + j));
          value += (kernel[i + 8]! * kernel[j + 8]! * images.x[v * 30 + u]!) / sum ** 2;
        }
      }
      return value;
    });
    closeTo(drifted(gaussianBlur, images, 2), direct);
  });

  it('defocus spreads a point evenly over a disc (area π r², radius 3 of 28 pixels)', () => {
    const point = samplesOf([28, 28, 1], Array.from({ length: 784 }, (_, p) => (p === 14 * 28 + 14 ? 1 : 0)));
    const x = drifted(defocusBlur, point, 1);
    expect(mean(x) * 784).to.be.closeTo(1, 1e-5);
    expect(x[14 * 28 + 14]).to.be.closeTo(1 / (Math.PI * 9), 1e-3);
    expect([x[14 * 28 + 16], x[14 * 28 + 18]]).to.deep.equal([x[14 * 28 + 14], 0]);
    expect([-1, 0, 4, 5, 8].map((i) => mirror(i, 5))).to.deep.equal([1, 0, 4, 3, 0]);
  });

  it('motion blur smears a point to one side along the drawn angle, with the weights of a half normal', () => {
    const point = samplesOf([28, 28, 1], Array.from({ length: 784 }, (_, p) => (p === 14 * 28 + 25 ? 1 : 0)));
    const { samples, params } = motionBlur.apply(point, context(point, 1));
    const angle = params['angleRad'] as number;
    const weights = Array.from({ length: 21 }, (_, i) => Math.exp(-(i ** 2) / 18));
    const sum = weights.reduce((a, b) => a + b);
    expect(Math.abs(angle)).to.be.at.most(Math.PI / 4);
    for (const i of [0, 4, 8]) {
      const place = (14 - Math.round(i * Math.sin(angle))) * 28 + 25 - Math.round(i * Math.cos(angle));
      expect(samples.x[place]).to.be.at.least(weights[i]! / sum - 1e-6);
    }
    expect(samples.x[14 * 28 + 26]).to.equal(0);
  });

  it('blurs and zooms leave a flat image as it is where they do not look outside', () => {
    for (const injection of [gaussianBlur, defocusBlur, motionBlur, zoomBlur]) {
      for (const severity of SEVERITIES) closeTo(drifted(injection, flat(9, 0.5), severity), new Array<number>(81).fill(0.5), 1e-5);
    }
  });

  it('zoom blur of a ramp keeps its centre and pulls its ends inwards by the mean zoom', () => {
    const ramp = samplesOf([1, 11, 1], Array.from({ length: 11 }, (_, u) => u / 10));
    const x = drifted(zoomBlur, ramp, 1);
    const zooms = [1, ...Array.from({ length: 11 }, (_, i) => 1 + i / 100)];
    const pulled = zooms.reduce((sum, zoom) => sum + 0.5 / zoom, 0) / 12;
    closeTo([x[5]!, x[10]!, x[0]!], [0.5, 0.5 + pulled, 0.5 - pulled]);
  });
});

describe('geometry', () => {
  it('translate moves by whole pixels at 28: each image is its old self, one pixel along both axes', () => {
    const images = random(28, 28);
    const { samples, params } = translate.apply(images, context(images, 1));
    const [down, right] = [params['down'] as number, params['right'] as number];
    expect([Math.abs(down), Math.abs(right)]).to.deep.equal([1, 1]);
    for (let v = 0; v < 28; v++) {
      for (let u = 0; u < 28; u++) {
        const [from, along] = [v - down, u - right];
        const inside = from >= 0 && from < 28 && along >= 0 && along < 28;
        expect(samples.x[v * 28 + u]).to.equal(inside ? images.x[from * 28 + along] : 0);
      }
    }
  });

  it('scale at one half takes every second pixel of an odd image, and black around it', () => {
    const x = drifted(scale, samplesOf([1, 9, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9].map((v) => v / 10)), 5);
    closeTo(x, [0, 0, 0.1, 0.3, 0.5, 0.7, 0.9, 0, 0]);
  });

  it('shear keeps the centre and moves a dot by the sine of its angle', () => {
    const dot = samplesOf([17, 17, 1], Array.from({ length: 289 }, (_, p) => (p === 12 * 17 + 8 ? 1 : 0)));
    const { samples, params } = shear.apply(dot, context(dot, 1));
    const angle = params['angleRad'] as number;
    let [mass, right, down] = [0, 0, 0];
    samples.x.forEach((value, p) => {
      mass += value;
      right += value * ((p % 17) - 8);
      down += value * (Math.floor(p / 17) - 8);
    });
    expect(down / mass).to.be.closeTo(4 / Math.cos(angle), 0.15);
    expect(right / mass).to.be.closeTo((4 / Math.cos(angle)) * Math.sin(angle), 0.15);
  });

  it('the elastic field displaces by the tabulated root mean square (Simard et al.: a uniform field blurred by σ = 4)', () => {
    // On a ramp far from the border, the change of value is the displacement to the right. The field varies by
    // 1/3 · α² / (4 π σ²); its mean over many images is close to that.
    const width = 41;
    const rows = 200;
    const ramp = samplesOf([29, width, 1], Array.from({ length: rows * 29 * width }, (_, p) => (p % width) / (width - 1)));
    const x = drifted(elasticTransform, ramp, 4);
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const p = row * 29 * width + 14 * width + 20;
      squares += ((x[p]! - ramp.x[p]!) * (width - 1)) ** 2;
    }
    const variance = 34 ** 2 / (12 * Math.PI * 16);
    expect(squares / rows / variance).to.be.closeTo(1, 5 * Math.sqrt(2 / rows));
  });
});

describe('tone', () => {
  it('brightness adds to grey and scales colours up to the new largest channel', () => {
    closeTo(drifted(brightness, samplesOf([1, 3, 1], [0, 0.4, 0.95]), 1), [0.1, 0.5, 1]);
    closeTo(drifted(brightness, samplesOf([1, 2, 3], [0.5, 0.25, 0, 0, 0, 0]), 5), [1, 0.5, 0, 0.5, 0.5, 0.5]);
  });

  it('quantize rounds to 2^bits levels', () => {
    closeTo(drifted(quantize, samplesOf([1, 4, 1], [0, 0.3, 0.6, 1]), 4), [0, 1 / 3, 2 / 3, 1]);
    closeTo(drifted(quantize, samplesOf([1, 4, 1], [0, 0.3, 0.6, 1]), 5), [0, 0, 1, 1]);
  });

  it('inverse ends at 1 − x and is flat grey half way between 2 and 3', () => {
    closeTo(drifted(inverse, samplesOf([1, 3, 1], [0, 0.3, 1]), 5), [1, 0.7, 0]);
    closeTo(drifted(inverse, samplesOf([1, 2, 1], [0, 1]), 2), [0.4, 0.6]);
  });

  it('stripe at severity 4 inverts the columns 0–6 and 21–27 of 28, as MNIST-C does', () => {
    const x = drifted(stripe, flat(28, 0), 4);
    x.forEach((value, p) => expect(value).to.equal(p % 28 < 7 || p % 28 >= 21 ? 1 : 0));
  });
});

describe('lossy storage', () => {
  it('the cosine transform of a flat block is its mean alone, and back again is exact', () => {
    const block = new Float64Array(64).fill(3);
    dct(block);
    closeTo(block, [24, ...new Array<number>(63).fill(0)], 1e-12);
    const noise = stream(2, 'block');
    const old = Float64Array.from({ length: 64 }, () => noise.normal());
    const copy = old.slice();
    dct(copy);
    expect(copy.reduce((sum, v) => sum + v * v, 0)).to.be.closeTo(old.reduce((sum, v) => sum + v * v, 0), 1e-10);
    dct(copy, true);
    closeTo(copy, old, 1e-12);
  });

  it('matches the DCT-II written out (ITU-T T.81, A.3.3)', () => {
    const noise = stream(4, 'block');
    const old = Float64Array.from({ length: 64 }, () => noise.normal());
    const block = old.slice();
    dct(block);
    for (const [v, u] of [[0, 0], [0, 3], [5, 0], [7, 6]] as const) {
      let sum = 0;
      old.forEach((value, i) => {
        const [y, x] = [Math.floor(i / 8), i % 8];
        sum += value * Math.cos(((2 * x + 1) * u * Math.PI) / 16) * Math.cos(((2 * y + 1) * v * Math.PI) / 16);
      });
      const factor = (u === 0 ? Math.SQRT1_2 : 1) * (v === 0 ? Math.SQRT1_2 : 1);
      expect(block[v * 8 + u]).to.be.closeTo((factor * sum) / 4, 1e-12);
    }
  });

  it('has the table of the standard at quality 50, doubled at 25, and steps of one at 100', () => {
    expect(quantisationSteps(50).slice(0, 8)).to.deep.equal([16, 11, 10, 16, 24, 40, 51, 61]);
    expect(quantisationSteps(25).slice(0, 8)).to.deep.equal([32, 22, 20, 32, 48, 80, 102, 122]);
    expect(new Set(quantisationSteps(100))).to.deep.equal(new Set([1]));
  });

  it('at quality 100 hardly changes an image, even one that no block divides', () => {
    const images = random(13, 10, 2);
    closeTo(compress(images.x, [13, 10, 2], 100), images.x, 3 / 255);
  });

  it('pixelate takes means over boxes (by hand: 4×4 reduced to 2×2) and never less than a pixel', () => {
    const x = drifted(pixelate, samplesOf([4, 4, 1], Array.from({ length: 16 }, (_, p) => p / 16)), 2);
    const [a, b, c, d] = [2.5, 4.5, 10.5, 12.5].map((value) => value / 16) as [number, number, number, number];
    closeTo(x, [a, a, b, b, a, a, b, b, c, c, d, d, c, c, d, d]);
    closeTo(drifted(pixelate, samplesOf([1, 2, 1], [0, 1]), 5), [0.5, 0.5]);
  });
});

describe('weather', () => {
  it('a cloud spans 0 … 1 and gets rougher with less decay', () => {
    const roughness = (decay: number): number => {
      const field = plasma(32, decay, stream(1, 'cloud'));
      expect([Math.min(...field), Math.max(...field)]).to.deep.equal([0, 1]);
      return field.reduce((sum, value, i) => sum + Math.abs(value - field[(i + 1) % field.length]!), 0);
    };
    expect(roughness(1.5)).to.be.above(roughness(3));
  });

  it('fog is (x + t·cloud) · max / (max + t) with the thickness of CIFAR-10-C', () => {
    const images = samplesOf([8, 8, 1], Array.from({ length: 64 }, (_, p) => (p % 9) / 10));
    [0.2, 0.5, 0.75, 1, 1.5].forEach((thickness, i) => {
      const cloud = plasma(8, [3, 3, 2.5, 2, 1.75][i]!, stream(1, 'noise'));
      closeTo(drifted(fog, images, SEVERITIES[i]!), images.x.map((value, p) => ((value + thickness * cloud[p]!) * 0.8) / (0.8 + thickness)));
    });
  });

  it('snow only brightens, and every image gets its own flakes', () => {
    const images = samplesOf([16, 16, 1], new Array<number>(512).fill(0.1));
    const x = drifted(snow, images, 3);
    expect(x.every((value) => value >= 0.1 * 0.9 + 0.1 * 0.65 - 1e-6)).to.equal(true);
    expect([...x.subarray(0, 256)]).not.to.deep.equal([...x.subarray(256)]);
  });

  it('spatter puts the tabulated share of the picture under mud of grey 63/255', () => {
    const white = samplesOf([32, 32, 1], new Array<number>(10 * 1024).fill(1));
    [0.05, 0.1, 0.2, 0.3, 0.4].forEach((covered, i) => {
      const x = drifted(spatter, white, SEVERITIES[i]!);
      expect((1 - mean(x)) / (1 - 63 / 255)).to.be.closeTo(covered, 0.01);
      expect(Math.min(...x)).to.be.closeTo(63 / 255, 1e-2);
    });
  });
});

describe('lines', () => {
  it('a dotted line at 28 pixels has gaps of two columns and dots of two, as in MNIST-C', () => {
    const x = drifted(dottedLine, flat(28, 0), 1);
    const inked = Array.from({ length: 28 }, (_, u) => [...x.keys()].some((p) => p % 28 === u && x[p]! > 0));
    expect(inked).to.deep.equal(Array.from({ length: 28 }, (_, u) => u % 4 >= 2));
  });

  it('lines only add light, more at a higher severity, and never thinner than a pixel', () => {
    for (const injection of [dottedLine, zigzag]) {
      let before = new Float32Array(64);
      for (const severity of SEVERITIES) {
        const x = drifted(injection, flat(8, 0), severity);
        expect(x.every((value, p) => value >= before[p]!)).to.equal(true);
        before = x as Float32Array<ArrayBuffer>;
      }
      expect(before.some((value) => value > 0.5)).to.equal(true);
    }
  });

  it('a zigzag at 28 pixels runs from column 2 to 25', () => {
    for (let seed = 0; seed < 10; seed++) {
      const x = drifted(zigzag, flat(28, 0), 1, seed);
      const columns = [...x.keys()].filter((p) => x[p]! > 0).map((p) => p % 28);
      expect(Math.min(...columns)).to.be.at.least(2);
      expect(Math.max(...columns)).to.be.at.most(25);
    }
  });
});

describe('canny edges', () => {
  it('follow the rim of a square and nothing inside it (a step of 1 is an edge, one of 0.04 is not)', () => {
    const square = (step: number): Samples =>
      samplesOf([15, 15, 1], Array.from({ length: 225 }, (_, p) => (Math.max(Math.abs((p % 15) - 7), Math.abs(Math.floor(p / 15) - 7)) <= 3 ? step : 0)));
    const x = drifted(cannyEdges, square(1), 5);
    x.forEach((value, p) => {
      const ring = Math.max(Math.abs((p % 15) - 7), Math.abs(Math.floor(p / 15) - 7));
      if (ring < 2 || ring > 5) expect(value).to.equal(0);
    });
    for (const p of [7 * 15 + 3, 7 * 15 + 11, 3 * 15 + 7, 11 * 15 + 7]) expect(Math.max(x[p]!, x[p - 1]!, x[p + 1]!, x[p - 15]!, x[p + 15]!)).to.equal(1);
    expect(Math.max(...drifted(cannyEdges, square(0.04), 5))).to.equal(0);
  });

  it('go on through weak parts that touch a strong one, and drop weak ones that do not', () => {
    const slope = (rise: (v: number) => number): Float32Array =>
      Float32Array.from({ length: 63 }, (_, p) => (p % 7 < 3 ? 0 : p % 7 === 3 ? rise(Math.floor(p / 7)) / 2 : rise(Math.floor(p / 7))));
    const count = (rise: (v: number) => number): number => edgeFinder(9, 7)(slope(rise)).reduce((sum, edge) => sum + edge, 0);
    expect(count(() => 0.03)).to.equal(0);
    expect(count((v) => (v < 3 ? 0.06 : 0.03))).to.be.at.least(9);
  });
});
