import { expect } from 'chai';
import fc from 'fast-check';
import type { Samples } from '../../src/data/types.ts';
import { oldWorld, whyNot } from '../../src/drift/apply.ts';
import { injections } from '../../src/drift/registry.ts';
import type { Injection, LedgerEntry } from '../../src/contracts/drift.ts';
import { randomStream } from '../../src/random/random.ts';
import { withDefaults } from '../../src/spec/parameter.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { drifted, sameNumbers, sameSamples, setting, worlds, type World } from './fixtures.ts';

const SEVERITIES = [1, 2, 3, 4, 5];
const WORLDS = ['image', 'tabular', 'text', 'concepts', 'colour', 'numbers'] as const;
/** Whether it acts on colour alone; all others meet grey images. */
const needsColour = ({ appliesTo, refuses }: Injection): boolean =>
  appliesTo.includes('image') && refuses?.({ inputShape: [8, 8, 1], columns: [], classes: ['0', '1', '2'] }) !== undefined;
const shapeOf = ({ samples, ...facts }: World) => ({ ...facts, inputShape: samples.inputShape });

/** How far the world moved, on the scale of what the injection changes. */
function distance({ resamples, kind }: Injection, { realised, rowsTouched }: LedgerEntry, { reference: { y }, classes }: World): number {
  if (kind === 'P(y)') {
    const old = classes.map((_, c) => y.filter((label) => label === c).length / y.length);
    return realised.priorsAfter.reduce((sum, prior, c) => sum + Math.abs(prior - old[c]!), 0) / 2;
  }
  if (resamples) return rowsTouched;
  return kind === 'P(y|x)' ? realised.labelFlips : realised.rmsChange + realised.labelFlips;
}

/** Draws of rows or labels that differ by chance: their distance grows with severity within this. */
const SLACK: Readonly<Record<string, number>> = {
  'new-subpopulation': 0.1,
  'minority-growth': 0.1,
  'importance-tilt': 0.03,
  'feature-filter': 0.02,
  'new-class': 0.02,
  'boundary-rotation': 0.01,
  'knock-out': 0.005,
};

/** Known before the tests are named, so that there are none in a world that a drift refuses. */
const all = await worlds();

for (const injection of injections) {
  const { id } = injection;
  it(`${id} can act on at least one of the worlds tested here`, () => {
    expect(WORLDS.some((name) => !whyNot(injection, shapeOf(all[name])))).to.equal(true);
  });

  for (const name of WORLDS) {
    if (!injection.appliesTo.includes(name === 'concepts' || name === 'numbers' ? 'tabular' : name === 'colour' ? 'image' : name)) continue;
    // The generator's world is for what needs concepts; the table has everything else.
    if (name === 'concepts' && id !== 'concept-switch') continue;
    if (name === 'numbers' && id !== 'target-shift') continue;
    if (name === 'image' ? needsColour(injection) : name === 'colour' && !needsColour(injection)) continue;
    const world = all[name];
    if (whyNot(injection, shapeOf(world))) continue;
    describe(`${id} on the ${name} world`, () => {
      const seeds = fc.nat(10_000);
      const severities = fc.double({ min: 0.1, max: 5, noNaN: true });
      const drift = (severity: number, seed: number, batch?: string) => drifted(world, [{ id, severity }], seed, batch);
      const oldOf = (seed: number): Samples => oldWorld([globalDrift(id, 3)], world.samples, setting(world, seed));

      it('never writes into its input and keeps its shape', () => {
        const untouched = structuredClone(world.samples);
        const { samples } = drift(3, 1);
        expect(sameSamples(world.samples, untouched)).to.equal(true);
        expect([samples.rows, samples.x.length, samples.y.length]).to.deep.equal([
          world.samples.rows,
          world.samples.x.length,
          world.samples.rows,
        ]);
        if (injection.kind !== 'control') expect(sameSamples(samples, oldOf(1))).to.equal(false);
      });

      it('takes an empty batch', () => {
        const empty = {
          ...world,
          samples: {
            ...world.samples,
            rows: 0,
            x: new Float32Array(0),
            y: new Int32Array(0),
            group: new Int32Array(0),
            text: [],
            origin: new Int32Array(0),
            target: new Float64Array(0),
          },
        };
        expect(drifted(empty, [{ id, severity: 3 }]).samples.rows).to.equal(0);
      });

      it('changes nothing at severity 0, and little at a severity near it', () => {
        const nothing = drift(0, 1);
        expect(sameSamples(nothing.samples, oldOf(1))).to.equal(true);
        expect(nothing.ledger[0]!.rowsTouched).to.equal(0);
        expect(distance(injection, drift(0.1, 1).ledger[0]!, world)).to.be.at.most(distance(injection, drift(5, 1).ledger[0]!, world));
      });

      it('gives equal bytes for equal seeds', () => {
        fc.assert(
          fc.property(severities, seeds, (severity, seed) => {
            expect(sameSamples(drift(severity, seed).samples, drift(severity, seed).samples)).to.equal(true);
          }),
          { numRuns: 3 },
        );
      });

      it('makes the same world for every batch of a repeat', () => {
        fc.assert(
          fc.property(severities, seeds, (severity, seed) => {
            const [pool, test] = [drift(severity, seed, 'pool'), drift(severity, seed, 'test')];
            expect(pool.ledger[0]!.params).to.deep.equal(test.ledger[0]!.params);
          }),
          { numRuns: 3 },
        );
      });

      it(`changes ${injection.kind} and nothing else`, () => {
        fc.assert(
          fc.property(severities, seeds, (severity, seed) => {
            const { samples, from } = drift(severity, seed);
            const { kind, resamples } = injection;
            const width = samples.x.length / samples.rows;
            const [keepsInputs, keepsLabels] = [kind !== 'P(x)' && kind !== 'mixed', kind === 'P(x)' || kind === 'P(y)'];
            from.forEach((origin, row) => {
              if (!resamples) expect(origin).to.equal(row);
              if (keepsLabels) expect(samples.y[row]).to.equal(world.samples.y[origin]);
              if (!keepsInputs && !resamples) return;
              const old = world.samples.x.subarray(width * origin, width * (origin + 1));
              expect(sameNumbers(samples.x.subarray(width * row, width * (row + 1)), old), `row ${row}`).to.equal(true);
            });
          }),
          { numRuns: 3 },
        );
      });

      it('moves further at a higher severity, in every world', () => {
        if (injection.kind === 'control' && id !== 'label-noise') return expect(drift(5, 1).ledger[0]!.rowsTouched).to.equal(0);
        const slack = SLACK[id] ?? 0;
        return fc.assert(
          fc.property(seeds, (seed) => {
            const distances = SEVERITIES.map((severity) => distance(injection, drift(severity, seed).ledger[0]!, world));
            distances.slice(1).forEach((far, i) => expect(far, distances.join(' ')).to.be.at.least(distances[i]! - slack));
            // Two classes or three columns leave some ladders nothing to grow by.
            if (name === 'concepts' || id === 'minority-growth' || id === 'new-subpopulation') expect(distances[4]).to.be.above(0);
            else expect(distances[4], distances.join(' ')).to.be.above(distances[0]!);
          }),
          { numRuns: 6 },
        );
      });

      if (injection.kind !== 'P(x)' || injection.resamples) return;

      it('names the features that it changes', () => {
        const random = randomStream(7);
        const context = { ...world, severity: 2, params: withDefaults(injection.parameters), world: random, noise: random } as const;
        const { samples, features } = injection.apply(world.samples, context);
        const width = samples.x.length / samples.rows;
        const changed = [...samples.x.keys()].filter((i) => !Object.is(samples.x[i], world.samples.x[i]));
        expect(features).to.include.members([...new Set(changed.map((i) => i % width))]);
      });
    });
  }

  it(`${id} explains itself: title, help, source and five different steps`, () => {
    expect(injection.title && injection.help && injection.source).not.to.equal('');
    expect(new Set(injection.ladder).size).to.equal(5);
  });
}
