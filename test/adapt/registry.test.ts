import { expect } from 'chai';
import { arms } from '../../src/adapt/registry.ts';
import { repair } from '../../src/adapt/repair.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { cutAtHead } from '../../src/models/parameters.ts';
import { checkParameters, withDefaults } from '../../src/spec/parameter.ts';
import { armContext } from './arm-context.ts';

describe('every repair', () => {
  it('has an id, a title, a colour with dash, and a sentence of its own', () => {
    for (const of of [
      ({ id }: (typeof arms)[number]) => id,
      ({ title }: (typeof arms)[number]) => title,
      ({ help }: (typeof arms)[number]) => help,
      ({ hue, dash }: (typeof arms)[number]) => JSON.stringify([hue, dash]),
    ]) {
      expect(new Set(arms.map(of)).size).to.equal(arms.length);
    }
    for (const { help, source, dash } of arms) {
      for (const length of dash) expect(length).to.be.a('number').above(0);
      expect(help).to.match(/^[A-Z].*\.$/);
      expect(source).not.to.equal('');
    }
  });

  it('has parameters whose defaults are allowed', () => {
    for (const { id, parameters } of arms)
      expect(checkParameters(parameters, withDefaults(parameters), { classes: [], columns: [] }), id).to.deep.equal([]);
  });

  describe('on a net with batch normalisation, data with groups and a bank', () => {
    let trainer: Trainer;
    let context: ArmContext;
    before(async () => {
      trainer = await openWasmTrainer();
      const plain = await armContext(trainer, {
        model: { family: 'mlp', params: { hidden: [12, 8], norm: 'batch' } },
        stop: { epochs: 4 },
      });
      context = { ...plain, bank: [plain.base] };
    });
    after(() => trainer.dispose());

    // What grows needs a world in which something is new: grow.test.ts.
    for (const arm of arms.filter(({ id }) => !id.startsWith('grow-'))) {
      it(`gives the same model for the same seed, leaves the snapshot alone and counts its work: ${arm.id}`, async () => {
        const snapshot = context.base.weights.slice();
        const points: number[] = [];
        const first = await repair(arm, { ...context, onPoint: ({ step }) => points.push(step) });
        const second = await repair(arm, context);
        if ('refused' in first || 'refused' in second) throw new Error(JSON.stringify([first, second]));
        expect(second.outcome.weights).to.deep.equal(first.outcome.weights);
        expect(context.base.weights).to.deep.equal(snapshot);
        expect(first.outcome.weights.every(Number.isFinite)).to.equal(true);
        expect(
          first.outcome.curve.map(({ step }) => step),
          'points are told as they are kept',
        ).to.deep.equal(points);
        expect(points).to.deep.equal([...points].sort((a, b) => a - b));
        const { steps, examples, flops, bytes } = first.outcome;
        expect(steps > 0).to.equal(examples > 0);
        if (arm.id === 'none') expect([steps, flops, bytes]).to.deep.equal([0, 0, 0]);
        else expect(Math.min(flops, bytes)).to.be.greaterThan(0);
        const { at } = cutAtHead(context.model);
        const kept = first.outcome.weights.slice(0, at).every((value, i) => value === snapshot[i]);
        expect(kept, 'what is below the head stays as it was, exactly where the repair says so').to.equal(arm.keepsTrunk);
      });
    }
  });
});
