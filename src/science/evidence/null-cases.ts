/** What is said where nothing differs: by a sweep over label budgets whose repairs are all equal, and by tests of two samples of one distribution. */
import { crossover } from '../../decide/crossover.ts';
import { andersonDarling } from '../../detect/two-sample/anderson-darling.ts';
import { chiSquare } from '../../detect/two-sample/chi-square.ts';
import { cramerVonMises } from '../../detect/two-sample/cramer-von-mises.ts';
import { column } from '../../detect/two-sample/define.ts';
import { gTest } from '../../detect/two-sample/g-test.ts';
import { ks } from '../../detect/two-sample/ks.ts';
import { mannWhitney } from '../../detect/two-sample/mann-whitney.ts';
import { psi } from '../../detect/two-sample/psi.ts';
import { summarise } from '../../measure/summary.ts';
import { randomStream, type Random } from '../../random/random.ts';
import { MARGIN } from './chain.ts';
import { summed, type Count, type Statement } from './statements.ts';
import { armsOf, drawSeed, type Truth } from './truths.ts';
import { exp } from '../../maths/portable.ts';

const BUDGETS = [10, 50, 200, 400];

/** The best fine-tuning and the best retraining are chosen at every budget; any of them said to be ahead is wrong. */
export function sweeps(runs: number): Statement {
  const truth: Truth = { gains: new Array<number>(6).fill(0.1), shape: 'normal', sd: 0.02 };
  const arms = armsOf(truth);
  const counts = [8, 12].map((seeds): Count => {
    let wrong = 0;
    for (let run = 0; run < runs; run++) {
      const random = randomStream(1, 'evidence', 'sweep', seeds, run);
      const points = BUDGETS.map((labels) => ({
        labels,
        summary: summarise(Array.from({ length: seeds }, (_, seed) => drawSeed(truth, seed, random)).flat(), arms, {
          margin: MARGIN,
          majority: 0.1,
          watts: null,
          softwareAdapter: false,
          warmedUp: true,
          hidden: false,
          busyElsewhere: false,
          interrupted: false,
        }),
      }));
      if (crossover(points).standings.some(({ ahead }) => ahead !== null)) wrong++;
    }
    return { where: `6 equal repairs at ${BUDGETS.length} budgets, ${seeds} seeds`, count: wrong, of: runs };
  });
  return summed('a sweep says who is ahead at a budget', 'wrong in 5 % of sweeps at most', counts, -Infinity, 0.05);
}

const SIZES = [[30, 30], [30, 300], [200, 1000]] as const; // prettier-ignore
const kinds: Readonly<Record<string, (random: Random) => number>> = {
  continuous: (random) => random.normal(),
  'one in ten': (random) => Number(random.uniform() < 0.1),
  counts: (random) => {
    // Poisson with mean 1, by inversion.
    let [k, left] = [0, random.uniform()];
    for (let p = exp(-1); left > p && k < 20; left -= p, p /= ++k);
    return k;
  },
  rounded: (random) => Math.round(2 * random.normal()) / 2,
};
const tests = [ks, cramerVonMises, andersonDarling, mannWhitney, chiSquare, gTest];

/** Both samples are of one distribution: how often p is below 0.05, and the index above its null band. */
export function sameSamples(runs: number): Statement[] {
  const over = (
    title: string,
    claimed: string,
    numeric: boolean,
    alarms: (pair: readonly [ReturnType<typeof column>, ReturnType<typeof column>], random: Random) => boolean,
  ): Statement =>
    summed(
      title,
      claimed,
      Object.entries(kinds).flatMap(([kind, draw]) =>
        // A test of categories needs some.
        !numeric && (kind === 'continuous' || kind === 'rounded')
          ? []
          : SIZES.map(([n, m]): Count => {
              let count = 0;
              for (let run = 0; run < runs; run++) {
                const random = randomStream(1, 'evidence', kind, n, m, run);
                const sample = (rows: number) => column(Float64Array.from({ length: rows }, () => draw(random)));
                if (alarms([sample(n), sample(m)], random)) count++;
              }
              return { where: `${kind}, ${n} and ${m} rows`, count, of: runs };
            }),
      ),
      -Infinity,
      0.05,
    );
  return [
    ...tests.map((test) =>
      over(
        `${test.title}: p < 0.05`,
        'in 5 % of pairs without a change at most',
        test.input === 'numeric',
        ([a, b], random) => (test.run(a, b, {}, random).pValue ?? 1) < 0.05,
      ),
    ),
    over(`${psi.title}: above its null band`, 'in 5 % of pairs without a change at most', true, ([a, b], random) => { const { statistic, details } = psi.run(a, b, {}, random); return statistic > details.nullBand!; }), // prettier-ignore
  ];
}
