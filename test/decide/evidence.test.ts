import { expect } from 'chai';
import { evidence, opponent, timeRatio } from '../../src/decide/evidence.ts';
import type { ArmSummary, Quantity } from '../../src/contracts/results.ts';
import { about, armOf, summaryOf } from './hand-made.ts';

const joules = (value: number): Quantity => ({ value, lo: value / 2, hi: 2 * value, unit: 'J', kind: 'modelled', method: '', source: '' });
const none = armOf('none', 0.5);
const head = armOf('head-only', 0.8, { seconds: 1 });
const lora = armOf('lora', 0.82, { seconds: 2 });
const fresh = armOf('retrain-new', 0.7, { seconds: 4 });
const all = armOf('retrain-all', 0.9, { seconds: 10 });
const rowsOf = (arms: readonly ArmSummary[], subject: ArmSummary, reference: string | null = null) =>
  evidence(summaryOf(arms, { reference }), subject, ['a', 'b']);
const labels = (...given: Parameters<typeof rowsOf>) => rowsOf(...given).map(({ label }) => label);
const row = (label: string, ...given: Parameters<typeof rowsOf>) => rowsOf(...given).find((one) => one.label === label);

describe('the evidence', () => {
  it('holds the repair against none, tuning against retraining, and the first two against each other', () => {
    expect(labels([none, head, lora, all], all).slice(0, 3)).to.deep.equal([
      'Repair against no repair',
      'Fine-tuning against retraining',
      'Leader against runner-up',
    ]);
    expect(row('Fine-tuning against retraining', [none, head, lora, all], all)!.note).to.equal(
      'head only minus retrain all: accuracy on new rows, 8 paired seeds',
    );
    expect(row('Leader against runner-up', [none, head, lora, all], all)!.note).to.match(/^retrain all minus lora: /);
  });

  it('takes the best of a family where its usual repair was not raced, and says so', () => {
    expect(row('Fine-tuning against retraining', [none, lora, fresh, all], all)!.note).to.match(/^lora minus retrain all: /);
    expect(row('Fine-tuning against retraining', [none, head, lora, fresh], lora)!.note).to.match(/^head only minus retrain new: /);
    expect(row('Fine-tuning against retraining', [none, lora, armOf('sparse', 0.9), fresh], lora)!.note).to.match(
      /^sparse minus retrain new: /,
    );
  });

  it('shows a pair once, whichever way round, and no repair against itself', () => {
    // The leader is the head, so that leader and runner-up are the pair above.
    const best = armOf('head-only', 0.95, { seconds: 1 });
    expect(labels([none, best, all], best)).not.to.include('Leader against runner-up');
    expect(labels([none, head, all], all)).not.to.include('Leader against runner-up');
    expect(labels([none, all], none)).not.to.include('Repair against no repair');
    const sparse = armOf('sparse', 0.8);
    expect(labels([none, sparse, all], all)).not.to.include('Leader against runner-up');
    // What repairs nothing is no repair, however well it does.
    expect(row('Leader against runner-up', [armOf('none', 0.99), head, lora, all], head)!.note).to.match(/^retrain all minus lora: /);
    expect(labels([head, all], all)).not.to.include('Repair against no repair');
  });

  it('tells time and counted work against the reference', () => {
    expect(row('Training time', [none, head, all], head, 'retrain-all')).to.deep.equal({
      label: 'Training time',
      note: 'head only against retrain all, mean per seed, compilation apart',
      value: '1.0 s against 10 s',
    });
    expect(row('Training work, counted', [none, head, all], head, 'retrain-all')).to.deep.equal({
      label: 'Training work, counted',
      note: 'head only against retrain all, from the layers alone',
      value: '1 MFLOP against 10 MFLOP',
    });
    expect(labels([none, head], head)).to.deep.equal(['Repair against no repair']);
  });

  it('tells energy as a ratio where both have one, as a factor where it is more, and why it is not reliable', () => {
    const powered = (arm: ArmSummary, value: number, validity: readonly string[] = []): ArmSummary => ({
      ...arm,
      energy: joules(value),
      validity,
    });
    const [small, large] = [powered(head, 1), powered(all, 10)];
    expect(row('Energy proxy, same device', [none, small, large], small, 'retrain-all')).to.deep.include({
      note: '≈ 1 J (0.5–2) against ≈ 10 J (5–20), modelled',
      value: '10 % of retrain all',
    });
    expect(row('Energy proxy, same device', [none, small, large], large)!.value).to.equal('10–10× head only');
    const same = powered(armOf('retrain-all', 0.9, { seconds: 1 }), 1);
    expect(row('Energy proxy, same device', [none, small, same], same)!.value).to.equal('100 % of head only');
    expect(labels([none, head, large], large)).not.to.include('Energy proxy, same device');
    expect(labels([none, small, all], all)).not.to.include('Energy proxy, same device');
    // A first seed that took no time leaves no ratio.
    const untimed = powered({ ...head, trainSeconds: { ...about(1), values: [0, 1] } }, 1);
    expect(labels([none, untimed, large], large)).not.to.include('Energy proxy, same device');
    const doubtful = [powered(head, 1, ['too short', 'hidden']), powered(all, 10, ['hidden'])] as const;
    expect(row('Energy proxy, same device', [none, ...doubtful], doubtful[1])!.note).to.match(
      /, modelled; not reliable: hidden; too short$/,
    );
  });

  it('tells what is forgotten and who is recognised least, where that is known', () => {
    const known = armOf('head-only', 0.8, { forgetting: about(0.03, 0.01), worstRecall: { classIndex: 1, recall: about(0.4, 0.02) } });
    expect(rowsOf([none, known], known).slice(1)).to.deep.equal([
      { label: 'Forgetting', note: 'accuracy on old rows before the repair minus after', value: '+3.0 ± 1.0 pt' },
      { label: 'Worst class recall', note: 'new rows of class b', value: '40.0 ± 2.0 %' },
    ]);
    const unnamed = armOf('head-only', 0.8, { worstRecall: { classIndex: 5, recall: about(0.4) } });
    expect(row('Worst class recall', [none, unnamed], unnamed)!.note).to.equal('new rows of class 5');
    expect(labels([none, head], head)).to.deep.equal(['Repair against no repair']);
  });
});

describe('whose cost a repair is held against', () => {
  it('is the reference, and for the reference the cheapest other that trains', () => {
    const arms = [none, fresh, head, all];
    const against = (subject: ArmSummary, reference: string) => opponent(summaryOf(arms, { reference }), subject)?.id;
    expect(against(head, 'retrain-all')).to.equal('retrain-all');
    expect(against(head, 'retrain-new')).to.equal('retrain-new');
    expect(against(all, 'retrain-all')).to.equal('head-only');
    expect(opponent(summaryOf([none, all]), all)).to.equal(undefined);
  });

  it('is compared on the seeds that both ran, pair by pair', () => {
    const few = { ...head, trainSeconds: { ...about(1), values: [1, 2] } };
    const many = { ...all, trainSeconds: { ...about(10), values: [2, 4, 50] } };
    expect(timeRatio(few, many)).to.deep.include({ mean: 0.5, values: [0.5, 0.5] });
    expect(timeRatio(many, few)!.values).to.deep.equal([2, 2]);
    expect(timeRatio(none, all)).to.equal(null);
  });
});
