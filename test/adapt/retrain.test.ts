import { expect } from 'chai';
import { fadingOrder } from '../../src/adapt/retrain.ts';
import { selectRows } from '../../src/data/select.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { randomStream } from '../../src/random/random.ts';
import { armContext, run } from './arm-context.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';

describe('retraining on a window', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  it('draws a row half as often for every half-life of age', () => {
    const order = fadingOrder(40, 200_000, 10, randomStream(1, 'fading'));
    const share = (from: number, to: number) => order.filter((row) => row >= from && row < to).length / order.length;
    // Of four half-lives the newest holds 8/15, then 4/15, 2/15, 1/15; the band is four standard errors.
    [8, 4, 2, 1].forEach((parts, i) => expect(share(30 - 10 * i, 40 - 10 * i)).to.be.closeTo(parts / 15, 0.005));
  });

  it('looks at the newest rows, by when they came and not by where they stand', async () => {
    const fake = fakeTrainer();
    await run('retrain-window', { ...context, trainer: fake }, { window: 10 });
    const newest = Int32Array.from(context.newRows.y.keys())
      .sort((a, b) => context.cameAt![a]! - context.cameAt![b]!)
      .slice(-10);
    expect(fake.jobs[0]!.data.y).to.deep.equal(selectRows(context.newRows, newest).y);
    expect(fake.jobs[0]!.order.every((row) => row < 10)).to.equal(true);
  });

  it('reaches back into the old world where the new rows are too few, and takes as many steps as the base model', async () => {
    const outcome = await run('retrain-window', context, { window: 150 });
    expect(outcome.examples).to.equal(outcome.steps * 30);
    expect(outcome.steps).to.be.within(100, 104);
  });
});
