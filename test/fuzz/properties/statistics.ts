/** Tests of two samples, and detectors of streams, over values and parameters of any size. */
import { expect } from 'chai';
import fc from 'fast-check';
import { streamDetectors } from '../../../src/detect/streaming/registry.ts';
import { column } from '../../../src/detect/two-sample/define.ts';
import { twoSampleTests } from '../../../src/detect/two-sample/registry.ts';
import { randomStream } from '../../../src/random/random.ts';
import type { Parameter } from '../../../src/spec/parameter.ts';
import { nastyNumber, nastyText } from '../nasty.ts';
import { property, type FuzzProperty } from '../property.ts';

/** Above these, time is what was asked for. */
const COSTLY: Readonly<Record<string, number>> = { permutations: 60, maxRows: 300, centres: 60, runs: 200, folds: 5 };

/** Values of parameters: mostly within their range, sometimes anything. */
const settings = (parameters: readonly Parameter[]): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
  fc.record(
    Object.fromEntries(
      parameters.map((parameter) => {
        const { name } = parameter;
        if (parameter.kind !== 'number') {
          const choices = parameter.kind === 'choice' ? parameter.choices.map(({ id }) => id) : [''];
          return [name, fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...choices) }, { weight: 1, arbitrary: nastyText })];
        }
        const { min } = parameter;
        const max = Math.max(min, Math.min(parameter.max, COSTLY[name] ?? Infinity));
        const within = parameter.whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
        const odd = nastyNumber.filter((value) => !(COSTLY[name] !== undefined && value > COSTLY[name]));
        return [
          name,
          fc.oneof({ weight: 6, arbitrary: within }, { weight: 3, arbitrary: fc.constantFrom(min, max) }, { weight: 1, arbitrary: odd }),
        ];
      }),
    ),
    { requiredKeys: parameters.filter(({ name }) => COSTLY[name] !== undefined).map(({ name }) => name) },
  );

const values = (most: number) => {
  const scale = fc.constantFrom(1, 1, 1e-3, 1e6, 1e90, 1e-90, 1e-200, 1e200);
  const one = fc.oneof(fc.double({ min: -10, max: 10, noNaN: true }), fc.integer({ min: 0, max: 3 }));
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(scale, fc.array(one, { maxLength: most })).map(([unit, all]) => all.map((value) => value * unit)) },
    { weight: 1, arbitrary: fc.array(nastyNumber, { maxLength: most }) },
  );
};

/** @throws the error where it is no refusal in words */
function refused(error: unknown): void {
  if (!(error instanceof RangeError) || /call stack|Invalid array/.test(error.message)) throw error;
  expect(error.message).to.have.length.above(15);
}

interface Samples {
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly params: Readonly<Record<string, unknown>>;
}

export const statistics: readonly FuzzProperty[] = [
  ...twoSampleTests.map((entry) =>
    property<Samples>({
      id: `test-${entry.id}`,
      holds: `${entry.title}: a finite statistic and a probability, or a refusal in words.`,
      cases: fc.record({ reference: values(60), current: values(60), params: settings(entry.parameters) }),
      short: 12,
      check({ reference, current, params }) {
        try {
          const coded = (all: readonly number[]) =>
            entry.input === 'categorical' ? all.map((value) => Math.abs(Math.trunc(value)) % 5) : all;
          const { statistic, pValue, details } = entry.run(
            column(coded(reference)),
            column(coded(current)),
            params as never,
            randomStream(1),
          );
          for (const [name, value] of Object.entries({ statistic, ...details }))
            expect(Number.isFinite(value), `${name} is ${value}`).to.equal(true);
          if (!entry.distance) expect(pValue, 'p').to.be.within(0, 1);
        } catch (error) {
          refused(error);
        }
      },
    }),
  ),
  ...streamDetectors.map((entry) =>
    property<{ readonly stream: readonly number[]; readonly params: Readonly<Record<string, unknown>> }>({
      id: `detector-${entry.id}`,
      holds: `${entry.title}: a finite statistic and threshold or none yet, or a refusal in words.`,
      cases: fc.record({ stream: values(200), params: settings(entry.parameters) }),
      short: 12,
      check({ stream, params }) {
        try {
          const detector = entry.create(params as never, randomStream(1));
          for (const value of stream) {
            detector.update(entry.input === 'error' ? Number(value > 0) : value);
            for (const name of ['statistic', 'threshold'] as const) expect(Math.abs(detector[name]), name).to.not.equal(Infinity);
            // RDDM also rings when a warning lasts.
            if (detector.alarm && entry.id !== 'rddm')
              expect(detector.statistic, 'above its threshold').to.be.at.least(detector.threshold * (1 - 1e-9) - 1e-9);
          }
        } catch (error) {
          refused(error);
        }
      },
    }),
  ),
];
