/** What holds for every image injection, whatever the shape of the images. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Samples } from '../../src/data/types.ts';
import { injections } from '../../src/drift/registry.ts';
import { randomStream } from '../../src/random/random.ts';
import { drifted, samplesOf, worlds, type World } from './fixtures.ts';

const SEVERITIES = [1, 2, 3, 4, 5];
const ofImages = injections.filter(({ appliesTo }) => appliesTo.includes('image'));
const changesImages = ofImages.filter(({ kind, resamples }) => kind === 'P(x)' && !resamples);

function randomImages(shape: readonly [number, number, number], seed: number): Samples {
  const random = randomStream(seed, 'images');
  return samplesOf(
    shape,
    Array.from({ length: 3 * shape[0] * shape[1] * shape[2] }, () => random.uniform()),
  );
}

describe('the image catalogue', () => {
  it('has at least twenty injections, each under its own name', () => {
    expect(changesImages.length).to.be.at.least(20);
    expect(new Set(injections.map(({ id }) => id)).size).to.equal(injections.length);
  });

  it('says of each injection how closely it follows its source', () => {
    for (const { id, fidelity, why } of injections) {
      expect(fidelity, id).to.be.oneOf(['exact', 'approximation']);
      expect(why, id).to.match(/^\S.{20,}\.$/);
    }
  });
});

describe('the images that drift', () => {
  let grey: World;
  let colour: World;
  before(async () => {
    ({ image: grey, colour } = await worlds());
  });

  for (const { id, refuses } of changesImages) {
    it(`${id}: the mean absolute change grows with severity`, () => {
      const world = refuses?.({ columns: [], inputShape: grey.samples.inputShape, classes: grey.classes }) ? colour : grey;
      fc.assert(
        fc.property(fc.nat(10_000), (seed) => {
          const { x: old } = world.samples;
          const changes = SEVERITIES.map((severity) => {
            const { x } = drifted(world, [{ id, severity }], seed).samples;
            return x.reduce((sum, value, i) => sum + Math.abs(value - old[i]!), 0) / x.length;
          });
          changes.slice(1).forEach((change, i) => expect(change).to.be.at.least(changes[i]! - 1e-7));
        }),
        { numRuns: 5 },
      );
    });
  }

  for (const injection of changesImages) {
    it(`${injection.id}: takes images of any shape, from one pixel to colour, and stays within [0, 1]`, () => {
      const shapes = [
        [1, 1, 1],
        [1, 5, 1],
        [7, 1, 2],
        [2, 2, 1],
        [3, 11, 3],
        [16, 9, 1],
        [28, 28, 1],
      ] as const;
      for (const shape of shapes) {
        const images = randomImages(shape, 5);
        if (injection.refuses?.({ columns: [], inputShape: shape, classes: ['0', '1'] })) continue;
        const untouched = images.x.slice();
        for (const severity of SEVERITIES) {
          const context = {
            severity,
            params: {},
            world: randomStream(1, 'w'),
            noise: randomStream(1, 'n'),
            reference: images,
            columns: [],
            classes: ['0', '1'],
          };
          const { x } = injection.apply(images, context).samples;
          expect(x.length).to.equal(untouched.length);
          expect(
            x.every((value) => value >= 0 && value <= 1),
            `${shape} at ${severity}`,
          ).to.equal(true);
        }
        expect(images.x).to.deep.equal(untouched);
      }
    });
  }
});
