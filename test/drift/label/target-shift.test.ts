import { expect } from 'chai';
import { friedman } from '../../../datasets/friedman/friedman.ts';
import { momentsOf } from '../../../src/data/moments.ts';
import { partOf } from '../../../src/data/parts-of-range.ts';
import { selectRows } from '../../../src/data/select.ts';
import { injections } from '../../../src/drift/registry.ts';
import { whyNot } from '../../../src/drift/apply.ts';
import { drifted, type World } from '../fixtures.ts';

const data = await friedman.load(400, 1);
const edges = data.target!.edges!;
const rows = (from: number) =>
  selectRows(
    data.samples,
    Int32Array.from({ length: 200 }, (_, i) => from + i),
  );
const world: World = {
  samples: rows(0),
  reference: rows(200),
  columns: data.columns,
  classes: data.classes,
  concepts: data.concepts!,
  edges,
};
const moments = momentsOf(world.reference.target!);

describe('a number that moves', () => {
  it('does by a constant of so many standard deviations of the old world, and classes go with it; inputs stay', () => {
    const { samples, ledger } = drifted(world, [{ id: 'target-shift', severity: 3 }]);
    const constant = ledger[0]!.params['constant'] as number;
    expect(Math.abs(constant)).to.be.closeTo(moments.sd, 1e-12);
    samples.target!.forEach((value, row) => {
      expect(value).to.be.closeTo(world.samples.target![row]! + constant, 1e-12);
      expect(samples.y[row]).to.equal(partOf(edges, value));
    });
    expect(samples.x).to.equal(world.samples.x);
    expect(ledger[0]!.rowsTouched).to.equal(1);
    expect(ledger[0]!.featuresTouched).to.equal(0);
  });

  it('does by a factor on the distance from the old mean', () => {
    const { samples } = drifted(world, [{ id: 'target-shift', severity: 4, params: { by: 'factor' } }]);
    samples.target!.forEach((value, row) => {
      expect(value - moments.mean).to.be.closeTo(2 * (world.samples.target![row]! - moments.mean), 1e-9);
    });
  });

  it('does with the inputs that it is of only, where the drift is local', () => {
    const where = { scope: 'region', column: 'x1', from: 0, to: 0.5 } as const;
    const { samples, ledger } = drifted(world, [{ id: 'target-shift', severity: 5, where }]);
    const moved = Array.from(samples.target!, (value, row) => value !== world.samples.target![row]);
    expect(moved.filter(Boolean).length / 200).to.be.within(0.35, 0.65);
    expect(ledger[0]!.rowsTouched).to.equal(moved.filter(Boolean).length / 200);
  });
});

describe('another concept of a number', () => {
  it('changes the number by what the concepts differ by, on top of drifts that came before', () => {
    const { samples } = drifted(world, [
      { id: 'target-shift', severity: 3 },
      { id: 'concept-switch', severity: 5 },
    ]);
    const shifted = drifted(world, [{ id: 'target-shift', severity: 3 }]).samples;
    samples.target!.forEach((value, row) => {
      const origin = world.samples.origin![row]!;
      const change = data.concepts!.tell!(origin, 2) - data.concepts!.tell!(origin, 1);
      expect(value).to.be.closeTo(shifted.target![row]! + change, 1e-9);
      expect(samples.y[row]).to.equal(partOf(edges, value));
    });
  });
});

it('drifts that name rows otherwise leave a number alone, and say so', () => {
  const relabelling = injections.filter(({ relabels }) => relabels).map(({ id }) => id);
  expect(relabelling).to.have.members([
    'label-cycle',
    'boundary-shift',
    'boundary-rotation',
    'boundary-bend',
    'label-noise',
    'class-split',
    'class-merge',
  ]);
  const facts = { inputShape: [10], columns: data.columns, classes: ['a', 'b', 'c'], edges: [1, 2] };
  for (const injection of injections.filter(({ relabels }) => relabels))
    expect(whyNot(injection, facts), injection.id).to.contain('a number is told');
});
