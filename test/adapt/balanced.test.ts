import { expect } from 'chai';
import { solveHead } from '../../src/adapt/solved-head.ts';
import { repair } from '../../src/adapt/repair.ts';
import { findArm } from '../../src/adapt/registry.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
import { armContext, run } from './arm-context.ts';
import { balancedOrder } from '../../src/training/class-balance.ts';
import { randomStream } from '../../src/random/random.ts';

describe('balanced groups', () => {
  it('come equally often, every row of a group before any of it comes again', () => {
    const group = Int32Array.from([0, 0, 0, 0, 0, 0, 0, 2, 2, 5]);
    const order = balancedOrder(group, 60, randomStream(1, 'balanced'));
    const visits = (id: number) => order.filter((row) => group[row] === id);
    for (const id of [0, 2, 5]) expect(visits(id), String(id)).to.have.length(20);
    expect([...visits(0).slice(0, 7)].sort()).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    expect([...visits(2).slice(0, 2)].sort()).to.deep.equal([7, 8]);
  });

  describe('make a head', () => {
    let trainer: Trainer;
    let context: ArmContext;
    let group: Int32Array;
    before(async () => {
      trainer = await openWasmTrainer();
      const plain = await armContext(trainer);
      // One row in five is of the rare group.
      group = Int32Array.from(plain.newRows.y, (_, row) => Number(row % 5 === 0));
      context = { ...plain, newRows: { ...plain.newRows, group } };
    });
    after(() => trainer.dispose());
    const solved = (of: ArmContext): ArmContext => ({ ...of, spec: { ...of.spec, recipe: { heads: { id: 'solved' } } } });

    it('by drawing both alike, where heads are trained', async () => {
      const fake = fakeTrainer();
      const outcome = await run('dfr', { ...context, trainer: fake });
      const { order } = fake.jobs[0]!;
      expect(order).to.have.length(context.newRows.rows * context.spec.stop.epochs);
      expect(order.filter((row) => group[row] === 1)).to.have.length(order.length / 2);
      expect(outcome).not.to.have.property('details');
    });

    it('by weighing both alike, where heads are solved', async () => {
      // 8 rows of 40 in one group, 32 in the other: 2.5 and 0.625 of a row each.
      const rowWeights = Float64Array.from(group, (id) => (id ? 2.5 : 0.625));
      const outcome = await run('dfr', solved(context));
      expect(outcome.weights).to.deep.equal((await solveHead(solved(context), { rowWeights })).weights);
      expect(outcome.weights).not.to.deep.equal((await solveHead(solved(context))).weights);
    });

    it('that has no rate to choose where it is solved, and one where it is trained', async () => {
      const details = async (of: ArmContext) => {
        const repaired = await repair(findArm('dfr')!, of, { validation: 0.33 });
        if ('refused' in repaired) throw new Error(repaired.refused);
        return repaired.outcome.details;
      };
      expect(await details(solved(context))).not.to.have.property('learningRate');
      expect(await details({ ...context, trainer: fakeTrainer() })).to.include({ trials: 3 });
    });

    it('of rows that have some only', () => {
      const { group: _, ...newRows } = context.newRows;
      expect(() => run('dfr', { ...context, newRows })).to.throw(TypeError, 'without groups');
    });
  });
});
