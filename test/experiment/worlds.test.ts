import { expect } from 'chai';
import { recorded } from '../../src/measure/precision.ts';
import { analystHere } from '../../src/experiment/analyst-here.ts';
import { loadDataset } from '../../datasets/registry.ts';
import { fitEncoder } from '../../src/data/encode.ts';
import type { Dataset, Samples } from '../../src/data/types.ts';
import { encoded } from '../../src/training/jobs.ts';
import { compare } from '../../src/experiment/kinds/compare/run.ts';
import type { RunEvent } from '../../src/contracts/events.ts';
import { injections } from '../../src/drift/registry.ts';
import { driftedHashOf, makeWorlds } from '../../src/experiment/worlds.ts';
import { randomStream } from '../../src/random/random.ts';
import type { ParameterValues } from '../../src/spec/parameter.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import { fakeTrainer } from './fake-trainer.ts';

const digits: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'digits', params: {}, split: { baseTrain: 120, baseTest: 60, newPool: 100, newTest: 60 } },
  model: { family: 'mlp', params: { hidden: [8] } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 2 },
  labels: { budget: 40 },
  arms: [{ id: 'none' }, { id: 'full-fine-tune' }],
  stop: { epochs: 2 },
  seeds: { root: 21, count: 2 },
};

const load = ({ data, seeds }: Spec): Promise<Dataset> =>
  loadDataset(
    data.id,
    Object.values(data.split).reduce((a, b) => a + b, 0),
    seeds.root,
    data.params as ParameterValues,
  );

/** A table whose first column is the number of the row; two unequal groups. */
function rowsWithNames(rows: number): Parameters<typeof makeWorlds>[1] {
  const random = randomStream(1, 'names');
  const samples: Samples = {
    rows,
    inputShape: [2],
    x: Float32Array.from({ length: 2 * rows }, (_, i) => (i % 2 ? random.normal() : i / 2)),
    y: Int32Array.from({ length: rows }, () => random.int(3)),
    group: Int32Array.from({ length: rows }, () => Number(random.uniform() < 0.3)),
  };
  return {
    title: 'rows with names',
    samples,
    columns: [
      { name: 'row', kind: 'numeric' },
      { name: 'value', kind: 'numeric' },
    ],
    classes: ['a', 'b', 'c'],
    groups: { name: 'site', names: ['north', 'south'] },
  };
}

/** A comparison with a fake engine, and what there is to see of it. */
async function run(spec: Spec) {
  const trainer = fakeTrainer();
  const events: RunEvent[] = [];
  const dataset = await load(spec);
  const result = await compare({
    spec,
    dataset,
    trainer,
    analyst: analystHere,
    pace: { breathe: async () => {} },
    emit: (event) => events.push(event),
  });
  return { ...result, dataset, jobs: trainer.jobs, events, warnings: events.flatMap((event) => (event.type === 'warning' ? [event] : [])) };
}
const count = ({ y }: Samples, label: number): number => y.filter((each) => each === label).length;

describe('the two worlds of a repeat', () => {
  it('are those that the comparison uses: its record has their hashes and ledger', async () => {
    const spec: Spec = {
      ...digits,
      drift: [
        globalDrift('contrast', 2),
        { ...globalDrift('label-cycle', 3), when: { pattern: 'gradual', shape: 'linear', start: 0, end: 1 } },
      ],
    };
    const { seeds, dataset, jobs } = await run(spec);
    for (const { seed, splitHash, driftedHash, ledger } of seeds) {
      const worlds = makeWorlds(spec, dataset, seed);
      expect([splitHash, driftedHash]).to.deep.equal([worlds.splitHash, await driftedHashOf(worlds)]);
      expect(ledger).to.deep.equal(worlds.ledger.map((entry) => ({ ...entry, realised: recorded(entry.realised) })));
    }
    const { old } = makeWorlds(spec, dataset, 0);
    expect(jobs[0]!.data).to.deep.equal(encoded(fitEncoder(old.train, dataset.columns), old.train));
  });

  it('are the same every time, and others for another seed', async () => {
    const dataset = await load(digits);
    const hashes = await Promise.all([0, 0, 1].map((seed) => driftedHashOf(makeWorlds(digits, dataset, seed))));
    expect(hashes[1]).to.equal(hashes[0]);
    expect(hashes[2]).not.to.equal(hashes[0]);
  });

  it('never share a row, whichever drift draws rows again: pool and test rows are drawn from parts that do not overlap', () => {
    const table = rowsWithNames(600);
    const names = ({ x, rows }: Samples): number[] => Array.from({ length: rows }, (_, row) => x[2 * row]!);
    const resampling = injections.filter(({ resamples, appliesTo }) => resamples && appliesTo.includes('tabular'));
    expect(resampling.map(({ id }) => id)).to.include.members(['prior-shift', 'importance-tilt', 'new-class', 'minority-growth']);
    for (const { id } of resampling) {
      for (const severity of [3, 5]) {
        const spec: Spec = {
          ...digits,
          data: { ...digits.data, split: { baseTrain: 200, baseTest: 100, newPool: 150, newTest: 150 } },
          drift: [globalDrift(id, severity)],
        };
        const { old, new: drifted, ledger } = makeWorlds(spec, table, 0);
        const parts = [old.train, old.test, drifted.pool, drifted.test].map((part) => new Set(names(part)));
        const together = parts.reduce((sum, part) => sum + part.size, 0);
        expect(new Set(parts.flatMap((part) => [...part])).size, id).to.equal(together);
        // What the ledger says of repeats is what there is.
        const { rows, distinct } = ledger[0]!.realised;
        expect([rows, distinct], id).to.deep.equal([150, parts[3]!.size]);
        expect(ledger[0]!.sentence.includes('the others repeat them'), id).to.equal(distinct < rows);
      }
    }
  });

  it('have rows that repeat under prior shift, and the ledger counts the different ones', () => {
    const spec: Spec = {
      ...digits,
      data: { ...digits.data, split: { baseTrain: 200, baseTest: 100, newPool: 150, newTest: 150 } },
      drift: [globalDrift('prior-shift', 5), globalDrift('unit-change', 1)],
    };
    const { ledger, poolLedger } = makeWorlds(spec, rowsWithNames(600), 0);
    for (const [shift, after] of [ledger, poolLedger]) {
      const { rows, distinct } = shift!.realised;
      expect(distinct).to.be.below(rows);
      expect(shift!.sentence).to.contain(`${distinct} of the 150 rows are different ones, the others repeat them.`);
      // They still repeat after the next drift, which is not the one to say so.
      expect(after!.realised).to.include({ rows, distinct });
      expect(after!.sentence).to.not.contain('repeat');
    }
  });

  it('let the pool come row by row, and the test rows all at its end', async () => {
    const late: Spec = { ...digits, drift: [{ ...globalDrift('contrast', 3), when: { pattern: 'sudden', start: 0.75 } }] };
    const dataset = await load(late);
    const { new: drifted, ledger, poolLedger } = makeWorlds(late, dataset, 0);
    const { new: calm } = makeWorlds({ ...late, drift: [] }, dataset, 0);
    const changed = Array.from({ length: 100 }, (_, row) =>
      drifted.pool.x.slice(row * 64, row * 64 + 64).some((pixel, i) => pixel !== calm.pool.x[row * 64 + i]),
    );
    expect(changed).to.deep.equal(Array.from({ length: 100 }, (_, row) => row >= 75));
    expect([poolLedger[0]!.rowsTouched, ledger[0]!.rowsTouched]).to.deep.equal([0.25, 1]);
  });

  it('leave the old world as it is for a drift that presupposes nothing', async () => {
    const dataset = await load(digits);
    expect(makeWorlds(digits, dataset, 0).old).to.deep.equal(makeWorlds({ ...digits, drift: [] }, dataset, 0).old);
  });
});

describe('a class that is new', () => {
  const spec: Spec = { ...digits, drift: [{ ...globalDrift('new-class', 5), params: { class: '3' } }] };

  it('is absent from the old world, and there in the new one', async () => {
    const dataset = await load(spec);
    const { old, new: fresh } = makeWorlds(spec, dataset, 0);
    const label = dataset.classes.indexOf('3');
    expect([count(old.train, label), count(old.test, label)]).to.deep.equal([0, 0]);
    expect(count(fresh.pool, label)).to.be.above(0);
    expect([old.train.rows, old.test.rows]).to.deep.equal([120, 60]);
  });

  it('is nothing that the base model was trained on or is tested on in the old world', async () => {
    const { jobs, dataset } = await run(spec);
    const label = dataset.classes.indexOf('3');
    const base = jobs.filter(({ data }) => data.rows === 120);
    expect(base).to.have.length(2);
    for (const { data, watch } of base) {
      expect(data.y.includes(label)).to.equal(false);
      for (const set of watch) expect(set.y.includes(label)).to.equal(false);
    }
  });
});

describe('labels that come late', () => {
  const late = (severity: number, budget = 40): Spec => ({ ...digits, labels: { budget }, drift: [globalDrift('label-delay', severity)] });
  /** The places in the pool of the rows that a repair of seed 0 was given. */
  async function bought(spec: Spec): Promise<number[]> {
    const { jobs, dataset, results } = await run(spec);
    const { pool } = makeWorlds(spec, dataset, 0).new;
    const { labels } = results.find(({ arm, seed }) => arm === 'full-fine-tune' && seed === 0)!.counts;
    const { data } = jobs.find((job) => job.data.rows === labels)!;
    const width = data.x.length / data.rows;
    const keyOf = (x: Float32Array, row: number) => x.subarray(row * width, (row + 1) * width).join();
    const places = new Map(Array.from({ length: pool.rows }, (_, row) => [keyOf(pool.x, row), row]));
    return Array.from({ length: data.rows }, (_, row) => places.get(keyOf(data.x, row))!);
  }

  it('limit what is bought to the rows whose labels have arrived', async () => {
    // Severity 3: those of the last half are not there.
    const rows = await bought(late(3));
    expect(rows).to.have.length(40);
    expect(Math.max(...rows)).to.be.below(50);
    expect(Math.max(...(await bought(late(0))))).to.be.above(50);
  });

  it('lower the budget where too few have, and say so', async () => {
    // Severity 5: only the first tenth of 100 rows is there.
    const { results, warnings } = await run(late(5));
    expect(results.find(({ arm }) => arm === 'full-fine-tune')!.counts.labels).to.equal(10);
    expect(warnings.find(({ code }) => code === 'labels-late')!.text).to.equal(
      'Seed 1: only 10 labels of the new world have arrived, so repairs get 10.',
    );
    expect((await bought(late(5))).sort((a, b) => a - b)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('say nothing where enough are there', async () => {
    const { warnings } = await run(late(2));
    expect(warnings.some(({ code }) => code === 'labels-late')).to.equal(false);
  });
});

describe('decision borders', () => {
  const plane: Spec = {
    ...digits,
    data: { id: 'plane', params: { shape: 'moons', noise: 0.1 }, split: digits.data.split },
    drift: [globalDrift('gain-offset', 3)],
  };
  const boundaries = (events: readonly RunEvent[]) => events.flatMap((event) => (event.type === 'boundary' ? [event] : []));

  it('are told of data in a plane, for the base model and each repair of the first seed', async () => {
    const { events, dataset } = await run(plane);
    const told = boundaries(events);
    expect(told.map(({ of }) => of)).to.have.members(['base', 'none', 'full-fine-tune']);
    const { old, new: fresh } = makeWorlds(plane, dataset, 0);
    for (const { of, view } of told) {
      expect(view.points.x, of).to.deep.equal((of === 'base' ? old.test : fresh.test).x);
      expect(view.bounds).to.deep.equal(told[0]!.view.bounds);
      expect(view.predicted.every((label) => label < dataset.classes.length)).to.equal(true);
    }
    const of = (name: string) => told.find((each) => each.of === name)!.view.predicted;
    expect(of('none')).to.deep.equal(of('base'));
    expect(of('full-fine-tune')).not.to.deep.equal(of('base'));
  });

  it('are told of no other data', async () => {
    const stagger: Spec = { ...plane, data: { ...plane.data, id: 'stagger', params: {} } as Spec['data'], drift: [] };
    for (const spec of [digits, stagger]) expect(boundaries((await run(spec)).events), spec.data.id).to.have.length(0);
  });
});
