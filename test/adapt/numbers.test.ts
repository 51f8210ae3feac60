import { expect } from 'chai';
import { fisherDiagonal } from '../../src/adapt/ewc.ts';
import { findArm } from '../../src/adapt/registry.ts';
import { refusalOf } from '../../src/adapt/refusal.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { determination } from '../../src/measure/metrics/determination.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { encoded } from '../../src/training/jobs.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
import { apart, armContext, run } from './arm-context.ts';

describe('repairs of a model that tells a number', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer, {
      task: 'regression',
      data: { id: 'friedman', params: {}, split: { baseTrain: 300, baseTest: 200, newPool: 200, newTest: 200 } },
      drift: [globalDrift('concept-switch', 5)],
      model: { family: 'softmax', params: {} },
    });
  });
  after(() => trainer.dispose());

  it('distil by a target between label and old answer: with no weight full fine-tuning, with all of it what the old model said', async () => {
    expect(apart((await run('distil', context, { weight: 0 })).weights, (await run('full-fine-tune', context)).weights)).to.be.below(1e-6);
    const fake = fakeTrainer();
    const warnings: string[] = [];
    const told = { ...context, trainer: { ...fake, features: trainer.features }, warn: (text: string) => void warnings.push(text) };
    await run('distil', told, { weight: 0.25, temperature: 3 });
    const { data, distillation, loss } = fake.jobs[0]!;
    expect([loss, distillation]).to.deep.equal(['squared', undefined]);
    const rows = encoded(context.base.encoder, context.newRows);
    const { x: old } = await trainer.features(context.model, context.base.weights, rows);
    data.target!.forEach((value, row) => expect(value).to.be.closeTo(0.75 * rows.target![row]! + 0.25 * old[row]!, 1e-6));
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('temperature');
  });

  it('have springs as stiff as the Fisher information of a normal number with variance 1: of a linear model E[x²], of its bias 1', async () => {
    const rows = 300;
    // 40 draws of answers, so that chance is small beside what is tested.
    const sum = new Float64Array(context.base.weights.length);
    for (let draw = 0; draw < 40; draw++) {
      const random: ArmContext['random'] = (name) => context.random(`${name}/${draw}` as typeof name);
      (await fisherDiagonal({ ...context, random }, rows)).fisher.forEach((value, i) => (sum[i]! += value / 40));
    }
    const { x } = encoded(context.base.encoder, context.oldRows);
    for (const { role, offset, size } of parameterSlots(context.model))
      for (let i = 0; i < size; i++) {
        let second = 0;
        for (let row = 0; row < rows; row++) second += (role === 'bias' ? 1 : x[row * 10 + i]! ** 2) / rows;
        expect(sum[offset + i], `${role} ${i}`).to.be.closeTo(second, 0.25);
      }
  });

  it('keep the scale of the number where inputs are scaled anew, and have one of their own where they start again', async () => {
    const { encoder } = await run('restandardise', context);
    expect(encoder.target).to.deep.equal(context.base.encoder.target);
    const retrained = await run('retrain-new', context);
    expect(retrained.encoder.target).not.to.deep.equal(context.base.encoder.target);
    const rows = encoded(retrained.encoder, context.newRows);
    const { x } = await trainer.features(context.model, retrained.weights, rows);
    expect(determination(x, rows.target!)).to.be.above(0.3);
  });

  it('need labels that differ as numbers, not as parts of their range', () => {
    const arm = findArm('full-fine-tune')!;
    const { newRows } = context;
    const one = { ...newRows, y: newRows.y.map(() => 0) };
    expect(refusalOf(arm, { ...context, newRows: one })).to.equal(undefined);
    expect(refusalOf(arm, { ...context, newRows: { ...one, target: newRows.target!.map(() => 7) } })).to.match(/the same number/);
  });
});
