import { expect } from 'chai';
import fc from 'fast-check';
import { hashArrays } from '../../src/data/hash.ts';
import type { Samples } from '../../src/data/types.ts';
import { applyDrifts } from '../../src/drift/apply.ts';
import { injections } from '../../src/drift/registry.ts';
import type { LedgerEntry, Severity } from '../../src/drift/types.ts';
import { stream } from '../../src/random/random.ts';
import { setting, worlds, type World } from './fixtures.ts';

const SEVERITIES: readonly Severity[] = [1, 2, 3, 4, 5];
const hash = ({ x, y }: Samples): string => hashArrays(x, y);

/** How far the world moved, on the scale of what the kind of drift changes. */
function distance({ kind, realised }: LedgerEntry): number {
  if (kind === 'P(x)') return realised.rmsChange;
  if (kind === 'P(y|x)') return realised.labelFlips;
  return realised.priorsAfter.reduce((sum, prior, c) => sum + Math.abs(prior - realised.priorsBefore[c]!), 0) / 2;
}

for (const injection of injections) {
  for (const kind of injection.appliesTo) {
    describe(`${injection.id} on ${kind} data`, () => {
      const { id } = injection;
      let world: World;
      before(async () => {
        world = (await worlds())[kind];
      });
      const seeds = fc.nat(10_000);
      const severities = fc.constantFrom(...SEVERITIES);
      const drift = (severity: Severity, seed: number, batch?: string) =>
        applyDrifts([{ id, severity }], world.samples, setting(world, seed, batch));

      it('never writes into its input and keeps its shape', () => {
        const untouched = hash(world.samples);
        const { samples } = drift(3, 1);
        expect(hash(world.samples)).to.equal(untouched);
        expect(hash(samples)).not.to.equal(untouched);
        expect([samples.rows, samples.x.length]).to.deep.equal([world.samples.rows, world.samples.x.length]);
      });

      it('gives equal bytes for equal seeds', () => {
        fc.assert(
          fc.property(severities, seeds, (severity, seed) => {
            expect(hash(drift(severity, seed).samples)).to.equal(hash(drift(severity, seed).samples));
          }),
          { numRuns: 5 },
        );
      });

      it('makes the same world for every batch of a repeat', () => {
        fc.assert(
          fc.property(severities, seeds, (severity, seed) => {
            const [pool, test] = [drift(severity, seed, 'pool'), drift(severity, seed, 'test')];
            expect(pool.ledger[0]!.params).to.deep.equal(test.ledger[0]!.params);
          }),
          { numRuns: 5 },
        );
      });

      it(`changes ${injection.kind} and nothing else`, () => {
        fc.assert(
          fc.property(severities, seeds, (severity, seed) => {
            const { samples, from } = drift(severity, seed);
            const width = samples.x.length / samples.rows;
            from.forEach((origin, row) => {
              if (injection.kind !== 'P(y)') expect(origin).to.equal(row);
              if (injection.kind !== 'P(y|x)') expect(samples.y[row]).to.equal(world.samples.y[origin]);
              if (injection.kind === 'P(x)') return;
              const old = world.samples.x.subarray(width * origin, width * (origin + 1));
              expect(hashArrays(samples.x.subarray(width * row, width * (row + 1)))).to.equal(hashArrays(old));
            });
          }),
          { numRuns: 5 },
        );
      });

      it('moves further at a higher severity, in every world', () => {
        fc.assert(
          fc.property(seeds, (seed) => {
            const distances = SEVERITIES.map((severity) => distance(drift(severity, seed).ledger[0]!));
            expect(distances[0]).to.be.above(0);
            distances.slice(1).forEach((far, i) => expect(far).to.be.at.least(distances[i]!));
            expect(distances[4]).to.be.above(distances[0]!);
          }),
          { numRuns: 15 },
        );
      });

      if (injection.kind !== 'P(x)') return;

      it('names the features that it changes', () => {
        const random = stream(7);
        const context = { ...world, severity: 2, world: random, noise: random } as const;
        const { samples, features } = injection.apply(world.samples, context);
        const width = samples.x.length / samples.rows;
        const changed = [...samples.x.keys()].filter((i) => !Object.is(samples.x[i], world.samples.x[i]));
        expect(features).to.include.members([...new Set(changed.map((i) => i % width))]);
      });
    });
  }

  it(`${injection.id} explains itself: title, help, source and five different steps`, () => {
    expect(injection.title && injection.help && injection.source).not.to.equal('');
    expect(new Set(injection.ladder).size).to.equal(5);
  });
}
