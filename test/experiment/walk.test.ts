import { expect } from 'chai';
import type { Dataset } from '../../src/data/types.ts';
import { walkSteps } from '../../src/experiment/walk.ts';
import { randomStream } from '../../src/random/random.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { refusal } from '../data/refusal.ts';

const ROWS = 400;
const random = randomStream(1, 'walk');

/** A day a row, from the first of 2023. */
const days: Dataset = {
  ...{ id: 'days', title: 'days', classes: ['no', 'yes'], sha256: '0'.repeat(64), notes: [] },
  card: { summary: '', origin: 'real', source: '', licence: '' },
  columns: [{ name: 'reading', kind: 'numeric' }],
  time: { name: 'when', kind: 'date' },
  samples: {
    ...{ rows: ROWS, inputShape: [1], x: Float32Array.from({ length: ROWS }, () => random.normal()) },
    y: Int32Array.from({ length: ROWS }, () => random.int(2)),
    time: Float64Array.from({ length: ROWS }, (_, row) => Date.UTC(2023, 0, 1 + row)),
  },
};
const { spec } = presets.sensors;

describe('a walk through time', () => {
  it('is an experiment for each cut, in the order of time, its new world ending at the next one; none drifts besides', () => {
    const { steps, passed } = walkSteps(['2023-09-01', '2023-05-01', '2023-09-01'], spec, days);
    expect(passed).to.deep.equal([]);
    expect(steps.map(({ id }) => id)).to.deep.equal(['cut at 2023-05-01', 'cut at 2023-09-01']);
    expect(steps.map(({ spec: { data } }) => data.regimes)).to.deep.equal([
      { cut: '2023-05-01', ends: ['2023-09-01'] },
      { cut: '2023-09-01' },
    ]);
    // 120 days before May, 123 to September, of which four fifths are used.
    const { baseTrain, baseTest, newPool, newTest } = steps[0]!.spec.data.split;
    expect(baseTrain + baseTest).to.be.within(94, 96);
    expect(newPool + newTest).to.be.within(96, 99);
    expect(steps.every(({ spec: { drift } }) => drift.length === 0)).to.equal(true);
  });

  it('runs all seeds at every cut, where a race would end with another number of them', () => {
    const raced = { ...spec, seeds: { ...spec.seeds, race: true as const } };
    expect(walkSteps(['2023-05-01'], raced, days).steps[0]!.spec.seeds).to.deep.equal({ root: spec.seeds.root, count: spec.seeds.count });
  });

  it('passes over the first cuts while there is too little to learn from, and the last while there is too little to test on', () => {
    const { steps, passed } = walkSteps(['2023-01-15', '2023-05-01', '2023-09-01', '2024-01-20'], spec, days);
    expect(steps.map(({ spec: { data } }) => data.regimes)).to.deep.equal([
      { cut: '2023-05-01', ends: ['2023-09-01'] },
      { cut: '2023-09-01' },
    ]);
    // 14 days before the first, 16 from the last on: the numbers are told.
    expect(passed.map(({ cut }) => cut)).to.deep.equal(['2023-01-15', '2024-01-20']);
    expect(passed[0]!.why).to.match(/^14 rows are of the old world/);
    expect(passed[1]!.why).to.match(/and 16 of the new one, too few/);
  });

  it('is refused where a cut in between leaves too few rows, since windows have to follow each other', () => {
    const cuts = ['2023-05-01', '2023-07-01', '2023-07-05', '2023-10-01'];
    expect(refusal(() => walkSteps(cuts, spec, days))).to.match(/181 rows are of the old world and 4 of the new one, too few/);
  });

  it('is refused in numbers where a month is too few rows, and without times', () => {
    expect(refusal(() => walkSteps(['every month'], spec, days))).to.match(/31 rows are of the old world and 28 of the new one, too few/);
    const { time: _, ...timeless } = days;
    expect(refusal(() => walkSteps(['2023-05-01'], spec, timeless))).to.match(/days has no column of times to walk through/);
  });
});
