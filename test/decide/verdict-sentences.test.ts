import { expect } from 'chai';
import { verdict } from '../../src/decide/verdict.ts';
import type { ArmSummary } from '../../src/contracts/results.ts';
import type { Verdict } from '../../src/contracts/verdict.ts';
import { about, armOf, summaryOf } from './hand-made.ts';

type Options = Parameters<typeof summaryOf>[1];
/** Whatever is said is said in sentences. */
function judge(arms: readonly ArmSummary[], options: Options = {}): Verdict {
  const said = verdict(summaryOf(arms, options));
  for (const sentence of said.sentences) expect(sentence).to.match(/^[A-Z0-9].*\.$/);
  return said;
}
const line = ({ headline: { before, arm, after } }: Verdict) => `${before}${arm}${after}`;
const all = ({ sentences }: Verdict) => sentences.join(' ');

const none = armOf('none', 0.5, { spread: 0.001 });
const head = armOf('head-only', 0.8, { seconds: 1, spread: 0.001 });
const lora = armOf('lora', 0.82, { seconds: 2, spread: 0.001 });
const tuned = armOf('full-fine-tune', 0.85, { seconds: 3, spread: 0.001 });
const retrain = armOf('retrain-all', 0.9, { seconds: 10, spread: 0.001 });
const winner: Options = { best: ['retrain-all'], asGood: ['retrain-all'], reference: 'retrain-all' };

describe('a verdict, word for word', () => {
  it('of too few seeds, no repair or a blank model is a headline, a sentence or two, and no evidence', () => {
    const few = judge([none, head], { seeds: 5 });
    expect([line(few), all(few), few.evidence]).to.deep.equal([
      'Too few seeds for a verdict: 5 of 6',
      'With fewer than 6 seeds, chance alone can make one arm win on every seed.',
      [],
    ]);
    const nobody = judge([none]);
    expect([line(nobody), all(nobody), nobody.evidence]).to.deep.equal([
      'Nothing to decide: this run raced no repair',
      'Add an arm that fine-tunes or retrains, and run again.',
      [],
    ]);
    const blank = judge([armOf('none', 0.5, { accuracyOld: about(0.51, 0.02) }), head]);
    expect([line(blank), blank.sentences.length, blank.evidence]).to.deep.equal([
      'Nothing to decide: the base model has not learned',
      2,
      [],
    ]);
    expect(all(blank)).to.match(/^It reaches 51\.0 ± 2\.0 % on old rows; always naming the most frequent class reaches 50\.0 %\./);
  });

  it('of a winner names it, what it reaches and what that is against no repair', () => {
    const said = judge([none, head, retrain], winner);
    expect(said).to.include({ kind: 'retrain', favours: 'retrain-all' });
    expect(line(said)).to.equal('This run’s evidence favours retrain all');
    expect(said.sentences).to.deep.equal([
      'On new rows it scores 40.0 ± 0.0 points more than without a repair.',
      'Every other is shown worse.',
      'It reaches 90.0 ± 0.1 % on new rows.',
      'It takes 10× more training time than head only (10–10×).',
    ]);
    expect(judge([none, head], { best: ['head-only'], asGood: ['head-only'] }).kind).to.equal('fine-tune');
  });

  it('finds the arm that repairs nothing wherever it stands, and says what is missing without one', () => {
    expect(all(judge([retrain, head, none], winner))).to.contain('it scores 40.0 ± 0.0 points more than without a repair');
    expect(all(judge([retrain, head], winner))).to.contain(
      'This run had no arm without a repair, so it cannot say whether any repair helps.',
    );
  });

  it('of the highest mean while others may be the best says what is ruled out, and who else', () => {
    const arms = [none, head, lora, retrain];
    const others = (best: readonly string[]) => all(judge(arms, { best, asGood: ['retrain-all'] }));
    expect(others(['retrain-all', 'lora'])).to.contain(
      'A loss of 1.0 points to whichever is the best is ruled out, and no other of which that holds costs less.',
    );
    expect(others(['retrain-all', 'lora'])).to.contain(
      'Lora scored 8.0 ± 0.0 points less than retrain all: 8 seeds are too few to prove it worse.',
    );
    expect(others(['retrain-all', 'lora', 'head-only'])).to.match(/Lora scored .* Head only scored 10\.0 ± 0\.0 points less/);
    expect(others(['retrain-all'])).not.to.contain('too few to prove');
  });

  it('of a cheaper one says what it gives up, and to whom', () => {
    const cheaper = (best: readonly string[], more: Options = {}) =>
      all(judge([none, head, retrain], { best, asGood: ['head-only', 'retrain-all'], margin: 0.2, ...more }));
    expect(cheaper(['retrain-all'])).to.contain(
      'Against retrain all, which is shown best, it differs by −10.0 ± 0.0 points. A loss of 20.0 points is ruled out, and it takes less training time.',
    );
    expect(cheaper(['retrain-all', 'head-only'])).to.contain('Against retrain all, which has the highest mean, it differs by −10.0');
    expect(cheaper(['retrain-all'], { timesComparable: false })).to.contain('and it takes less work.');
  });

  it('of an unclear gain names the best repair, and when the interval alone would exclude 0', () => {
    const unclear = judge([none, head], { best: ['none', 'head-only'] });
    expect(line(unclear)).to.equal('Undecided: it is not shown yet whether head only helps');
    expect(all(unclear)).to.match(
      /^On new rows head only scored 30\.0 ± 0\.0 points more than no repair\. No repair is shown better than none, nor is a gain of 1\.0 points ruled out\. An interval that excludes 0 alone proves nothing/,
    );
    const noisy = judge([none, armOf('head-only', 0.51, { spread: 0.2 })], { best: ['none', 'head-only'] });
    expect(all(noisy)).not.to.contain('excludes 0');
    expect(noisy.sentences).to.have.length(3);
  });

  it('promises of more seeds what is true of the design', () => {
    const open: Options = { best: ['none', 'head-only'] };
    expect(judge([none, head], open).sentences.at(-1)).to.equal('More seeds would narrow the intervals.');
    expect(judge([none, head], { ...open, design: 'race' }).sentences.at(-1)).to.equal(
      'More seeds can be added at any time; they spoil nothing that is said.',
    );
  });
});

describe('a tie, word for word', () => {
  it('says of each rival how far it is behind and that this is not proven, and who is shown worse', () => {
    const said = judge([none, head, lora, retrain], { best: ['lora', 'retrain-all'] });
    expect(line(said)).to.equal('A tie: retrain all or lora; lora takes less training time');
    expect(said.sentences).to.deep.equal([
      'Retrain all reaches 90.0 ± 0.1 % on new rows, the highest mean.',
      'Lora scored 8.0 ± 0.0 points less than retrain all: 8 seeds are too few to prove it worse.',
      'An interval that excludes 0 alone proves nothing here: the difference does not survive the correction for all that is compared.',
      'Shown worse: no repair, head only.',
      'More seeds would narrow the intervals.',
    ]);
    expect(line(judge([none, lora, retrain], { best: ['lora', 'retrain-all'], timesComparable: false }))).to.match(
      /; lora takes less work$/,
    );
  });

  it('names up to three in the headline and up to three rivals in sentences, and counts more', () => {
    const more = armOf('sparse', 0.84, { seconds: 4, spread: 0.001 });
    const ids = (arms: readonly ArmSummary[]) => arms.filter(({ family }) => family !== 'none').map(({ id }) => id);
    const tie = (...arms: readonly ArmSummary[]) => judge([none, ...arms], { best: ids(arms) });
    expect(line(tie(lora, tuned, retrain))).to.match(/^A tie: retrain all, full fine tune or lora; /);
    const four = tie(lora, more, tuned, retrain);
    expect(line(four)).to.match(/^A tie: retrain all or one of 3 others; /);
    expect(four.sentences.filter((sentence) => sentence.endsWith(' seeds are too few to prove it worse.'))).to.have.length(3);
    const five = tie(head, lora, more, tuned, retrain);
    expect(line(five)).to.match(/^A tie: retrain all or one of 4 others; /);
    expect(all(five)).to.contain('4 others may be as good: full fine tune, sparse, lora, head only.');
    expect(line(judge([none, retrain], { best: ['retrain-all'] }))).to.match(/^A tie: retrain all; /);
  });

  it('shows nobody worse where all that was raced is tied', () => {
    expect(all(judge([lora, retrain], { best: ['lora', 'retrain-all'] }))).not.to.contain('Shown worse');
  });
});

describe('the evidence of a verdict', () => {
  it('names classes by their index where they have no names', () => {
    const blind = { ...retrain, worstRecall: { classIndex: 0, recall: about(0.4) } };
    const notes = judge([none, head, blind], winner).evidence.map(({ note }) => note);
    expect(notes).to.include('new rows of class 0');
  });
});

describe('what a repair costs, in a sentence', () => {
  const cost = (arms: readonly ArmSummary[], options: Options = {}) =>
    judge(arms, { best: ['retrain-all'], asGood: ['retrain-all'], ...options }).sentences.filter((sentence) =>
      /training (time|work)/.test(sentence),
    );
  const working = (id: string, accuracy: number, flops: number) =>
    armOf(id, accuracy, { counts: { labels: 0, examples: 0, steps: 0, flops, bytes: 0 } });

  it('is of time where the ratio is not 1 for sure', () => {
    expect(cost([none, head, retrain])).to.deep.equal(['It takes 10× more training time than head only (10–10×).']);
    expect(cost([none, armOf('head-only', 0.8, { seconds: 20 }), retrain])).to.deep.equal([
      'It takes 2.0× less training time than head only (2.0–2.0×).',
    ]);
    const uneven = armOf('head-only', 0.8, { trainSeconds: { ...about(10), values: [1, 100, 10, 10, 1, 100, 10, 10] } });
    expect(cost([none, uneven, retrain])).to.deep.equal([]);
    expect(cost([none, armOf('head-only', 0.8, { seconds: 10 }), retrain])).to.deep.equal([]);
    const untimed = armOf('head-only', 0.8, { trainSeconds: { ...about(1), values: [0, 1, 1, 1, 1, 1, 1, 1] } });
    expect(cost([none, untimed, retrain])).to.deep.equal([]);
  });

  it('is of counted work where times say little', () => {
    const work = (own: number, theirs: number) =>
      cost([none, working('head-only', 0.8, theirs), working('retrain-all', 0.9, own)], { timesComparable: false });
    expect(work(5e6, 1e6)).to.deep.equal(['It takes 5.0× more training work than head only, counted.']);
    expect(work(1e6, 5e6)).to.deep.equal(['It takes 5.0× less training work than head only, counted.']);
    expect(work(99.4e5, 1e6)).to.deep.equal(['It takes 9.9× more training work than head only, counted.']);
    expect(work(123.4e5, 1e6)).to.deep.equal(['It takes 12× more training work than head only, counted.']);
    for (const [own, theirs] of [
      [0, 1e6],
      [1e6, 0],
      [1e6, 1e6],
    ] as const)
      expect(work(own, theirs)).to.deep.equal([]);
  });

  it('is none where nobody else trains, or one of the two diverged', () => {
    expect(cost([none, retrain])).to.deep.equal([]);
    expect(cost([none, { ...head, diverged: 1 }, retrain])).to.deep.equal([]);
    expect(cost([none, head, { ...retrain, diverged: 1 }])).to.deep.equal([]);
  });
});

describe('what a verdict ends with', () => {
  const end = (arms: readonly ArmSummary[], options: Options = {}) => judge(arms, { ...winner, ...options }).sentences;

  it('is what the favourite forgets, where more than 2 points are shown', () => {
    const forgets = (forgetting: ArmSummary['forgetting']) =>
      end([none, head, { ...retrain, forgetting }]).filter((one) => one.includes('forgets'));
    expect(forgets(about(0.05, 0.01))).to.deep.equal([
      'Retrain all forgets: accuracy on old rows before minus after is +5.0 ± 1.0 points.',
    ]);
    expect([forgets(about(0.02)), forgets(about(0.05, 0.04)), forgets(null)]).to.deep.equal([[], [], []]);
  });

  it('is who diverged, and that it counts', () => {
    expect(end([none, { ...head, diverged: 2 }, retrain])).to.include('Head only diverged on 2 of 8 seeds; they are counted.');
    expect(end([none, head, retrain]).join(' ')).not.to.contain('diverged');
  });

  it('is who was left out of the race, after how many seeds', () => {
    const early = [armOf('head-only', 0.8, { seeds: 4 }), armOf('lora', 0.82, { seeds: 7 })];
    expect(end([none, ...early, retrain], { design: 'race' })).to.include(
      'Left out of the race once shown not to be the best: head only after 4 seeds, lora after 7 seeds.',
    );
    expect(end([none, head, retrain], { design: 'race' }).join(' ')).not.to.contain('Left out');
  });

  it('is that the rows are the same, where no seed drew others', () => {
    const same = 'Every seed divides the same rows anew, so all this holds for these rows.';
    expect(end([none, head, retrain], { freshRows: false }).at(-1)).to.equal(same);
    expect(end([none, head, retrain])).not.to.include(same);
  });
});
