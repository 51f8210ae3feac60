import { expect } from 'chai';
import fc from 'fast-check';
import { passes } from '../../src/adapt/replay.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { accuracy, armContext, run } from './arm-context.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';

describe('replay', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  it('without old rows is full fine-tuning, in the same order', async () => {
    expect((await run('replay', context, { ratio: 0 })).weights).to.deep.equal((await run('full-fine-tune', context)).weights);
  });

  it('mixes every batch as asked for, and sees the new rows in the order that all arms get', async () => {
    const fake = fakeTrainer();
    await run('replay', { ...context, trainer: fake }, { ratio: 0.75 });
    await run('full-fine-tune', { ...context, trainer: fake });
    const [mixed, plain] = fake.jobs as [(typeof fake.jobs)[0], (typeof fake.jobs)[0]];
    for (let from = 0; from + 32 <= mixed.order.length; from += 32) {
      const old = mixed.order.slice(from, from + 32).filter((row) => row >= context.newRows.rows).length;
      expect(old).to.be.within(23, 25);
    }
    const fresh = mixed.order.filter((row) => row < context.newRows.rows);
    expect(fresh.slice(0, 300)).to.deep.equal(plain.order.slice(0, 300));
    expect(mixed.order).to.have.length(mixed.epochs * mixed.data.rows);
  });

  it('shows every new row about as often as fine-tuning does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 3000 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0.01, max: 0.95, noNaN: true }),
        (fresh, old, epochs, ratio) => {
          const plan = passes(fresh, old, epochs, ratio);
          expect(plan.rows).to.be.within(fresh + 1, fresh + old);
          const shown = (plan.rows * plan.epochs * (1 - ratio)) / fresh;
          // A whole number of epochs cannot always be had; few old rows for many new ones are the worst case.
          expect(shown).to.be.within(Math.min(0.5 * epochs, epochs - 1), 2 * epochs + 1);
        },
      ),
    );
  });

  it('makes whole epochs of at least one old row, and of no more than there are', () => {
    const plan = (...of: Parameters<typeof passes>) => Object.values(passes(...of)).sort((a, b) => a - b);
    // 100 rows 10 times are half of 2,000 visits, which take two epochs of 1,000.
    expect(passes(100, 1000, 10, 0.5)).to.deep.equal({ epochs: 2, rows: 1000 });
    // 9 rows 10 times are nine tenths of 100 visits: 10 epochs of 9 rows and the one old one.
    expect(passes(9, 1, 10, 0.1)).to.deep.equal({ epochs: 10, rows: 10 });
    // 14.3 visits are no two epochs of more than 10 rows: one of all 13. 42.1 are no four of 11: three.
    expect(plan(10, 3, 1, 0.3)).to.deep.equal([1, 13]);
    expect(plan(10, 1, 4, 0.05)).to.deep.equal([3, 11]);
    // 10.5 visits hold no old row; one comes along.
    expect(plan(10, 100, 1, 0.05)).to.deep.equal([1, 11]);
  });

  it('forgets less of the old world than fine-tuning on new rows alone', async () => {
    const [mixed, plain] = [await run('replay', context), await run('full-fine-tune', context)];
    expect(await accuracy(context, mixed, 'old')).to.be.greaterThan((await accuracy(context, plain, 'old')) + 0.03);
  });
});
