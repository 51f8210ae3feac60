import { expect } from 'chai';
import { streamVerdict } from '../../src/decide/stream-verdict.ts';
import type { PolicyDifference, PolicySummary, StreamSummary } from '../../src/contracts/stream-summary.ts';
import type { StreamSpec } from '../../src/spec/schema.ts';
import { streamSpec } from '../measure/synthetic-streams.ts';
import { about } from './hand-made.ts';

type Policy = StreamSpec['policies'][number];
const periodic = (every: number, params: Policy['params'] = {}): Policy => ({ id: 'periodic', params: { every, ...params } });
const title = (every: number) => (every === 1 ? 'every batch → start over on new data' : `every ${every} batches → start over on new data`);
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const oracle: Policy = { id: 'oracle', params: {} };

/** Against the leader: so many wrong answers more. */
const against = (cost: number, half = 1, more: Partial<PolicyDifference> = {}): PolicyDifference => ({
  ...{ seeds: 8, cost: about(cost, half), costs: { own: 100 + cost, leader: 100 }, accuracy: about(0), recovery: null },
  ...more,
});
const served = (cost: number, flops: number, more: Partial<PolicySummary> = {}): Omit<PolicySummary, 'policy'> => ({
  ...{ seeds: 8, accuracy: about(0.9, 0.01), errors: about(cost), repairs: about(0), diverged: 0, labels: about(0), seconds: about(0) },
  ...{ flops: about(flops), cost: about(cost), energy: null, validity: [], lost: about(0), recovery: null, detection: null },
  ...{ accuracyOld: about(0.9), accuracyEnd: about(0.9) },
  ...more,
});

interface Case {
  readonly policies: readonly Policy[];
  readonly served: readonly Omit<PolicySummary, 'policy'>[];
  readonly best: readonly number[];
  readonly asGood?: readonly number[];
  readonly margin?: number;
  readonly more?: Partial<StreamSummary>;
}
function said({ policies, served: of, best, asGood = [], margin = 0, more = {} }: Case) {
  const base = streamSpec([...policies]);
  const spec: StreamSpec = { ...base, measure: { ...base.measure, margin: 0.02 } };
  const p = policies.map(({ id, params }) => (id === 'oracle' || params?.approval === 'hand' ? null : 1));
  const verdict = streamVerdict(spec, {
    ...{
      design: 'fixed',
      seeds: 8,
      edited: false,
      price: 60,
      margin,
      leader: best[0] ?? null,
      standing: { best, asGood, p },
      prices: null,
    },
    policies: of.map((one, policy) => ({ policy, ...one })),
    ...more,
  });
  for (const sentence of verdict.sentences) expect(sentence).to.match(/^[A-Z0-9].*\.$/);
  const { before, policy, after } = verdict.headline;
  return { ...verdict, line: `${before}${policy}${after}`, all: verdict.sentences.join(' ') };
}
const two = { policies: [periodic(1), periodic(2)], served: [served(100, 2), served(120, 1, { against: against(20, 3) })] };

describe('a stream’s verdict, word for word', () => {
  it('names the favourite beside the runner-up, and what is shown', () => {
    const { kind, favours, line, sentences } = said({ ...two, best: [0], asGood: [0] });
    expect([kind, favours]).to.deep.equal(['favoured', 0]);
    expect(line).to.equal(`This run’s evidence favours ${title(1)}: total cost 100 against 120 of the runner-up, ${title(2)}`);
    expect(sentences).to.deep.equal([
      'Every other policy is shown to cost more.',
      `${capital(title(2))} costs +20 (+17 to +23) against ${title(1)} on 8 seeds.`,
      'It serves 90.0 ± 1.0 % right.',
    ]);
  });

  it('takes for the runner-up who comes closest to the leader, not the leader, and not who is no candidate', () => {
    const runnerUp = (costs: readonly (number | undefined)[], policies: readonly Policy[] = costs.map((_, i) => periodic(i + 1))) =>
      /runner-up, (.*)$/.exec(
        said({
          ...{ policies, best: [0] },
          served: costs.map((cost) => served(100, 1, cost === undefined ? {} : { against: against(cost) })),
        }).line,
      )?.[1];
    expect(runnerUp([undefined, 30, 20, 40])).to.equal(title(3));
    expect(runnerUp([undefined, 20, 30, 40])).to.equal(title(2));
    expect(runnerUp([undefined, 20, 20])).to.equal(title(2));
    expect(runnerUp([undefined, 5, 20], [periodic(1), periodic(2, { approval: 'hand' }), periodic(3)])).to.equal(title(3));
    // Whoever shares no seed with the leader comes last.
    expect(runnerUp([undefined, undefined, 20])).to.equal(title(3));
    expect(runnerUp([undefined, 20, undefined])).to.equal(title(2));
  });

  it('names nothing to choose where fewer than two decide by themselves', () => {
    const one = said({ policies: [periodic(1), oracle], served: [served(100, 1), served(50, 1)], best: [0] });
    expect([one.kind, one.line, one.sentences[0]]).to.deep.equal([
      'no-choice',
      'Nothing to choose: this stream has one policy that decides by itself',
      'Add another policy, and play again.',
    ]);
    const none = said({ policies: [oracle], served: [served(50, 1)], best: [] });
    expect(none.line).to.equal('Nothing to choose: this stream has no policy that decides by itself');
  });

  it('waits for six seeds while nothing is shown, and for a leader', () => {
    const kindOf = (more: Partial<StreamSummary>, best: readonly number[] = [0, 1], asGood: readonly number[] = []) =>
      said({ ...two, best, asGood, more }).kind;
    expect(kindOf({ seeds: 5 })).to.equal('too-few-seeds');
    expect(kindOf({ seeds: 6 })).to.equal('tie');
    expect(kindOf({ seeds: 5 }, [0])).to.equal('favoured');
    expect(kindOf({ seeds: 5 }, [0, 1], [1])).to.equal('favoured');
    expect(kindOf({ leader: null })).to.equal('too-few-seeds');
    const said5 = said({ ...two, best: [0, 1], more: { seeds: 5 } });
    expect(said5.sentences).to.deep.equal(['With fewer than 6 seeds, chance alone can make one policy win on every seed.']);
    expect(said({ ...two, best: [0, 1], more: { seeds: 1 } }).sentences).to.deep.equal(['One seed: no interval, no verdict.']);
  });
});

describe('a policy that is as good as the best', () => {
  const three = {
    policies: [periodic(1), periodic(2), periodic(3)],
    served: [served(100, 9), served(102, 5, { against: against(2) }), served(104, 3, { against: against(4) })],
  };

  it('is favoured where it trains least of those, with what is open', () => {
    const { favours, line, sentences } = said({ ...three, best: [0, 1, 2], asGood: [0, 1], margin: 10 });
    expect(favours).to.equal(1);
    expect(line).to.equal(
      `This run’s evidence favours ${title(2)}: total cost 102, shown to be less than 10 wrong answers above the lowest, and it trains least`,
    );
    expect(sentences).to.deep.equal([
      `${capital(title(2))} costs +2.0 (+1.0 to +3.0) against ${title(1)} on 8 seeds.`,
      `Which of ${title(1)}, ${title(2)}, ${title(3)} costs least is open.`,
      `Shown to be less than 10 wrong answers above the lowest, too: ${title(1)}.`,
      'It serves 90.0 ± 1.0 % right.',
      'Differences in total cost of 10 wrong answers (2.0 points of the rows) do not matter in this experiment.',
    ]);
  });

  it('that is alone trains no less than any', () => {
    const { line, all } = said({ ...three, best: [0, 1], asGood: [0], margin: 1 });
    expect(line).to.match(/: total cost 100, shown to be less than 1 wrong answer above the lowest$/);
    expect(all)
      .to.contain(`Shown to cost more: ${title(3)}.`)
      .and.not.contain(', too:');
    expect(all).not.to.contain(' costs +');
  });

  it('of equal training is the first, and the favourite names its like', () => {
    const equal = { policies: three.policies, served: [served(100, 5), served(102, 5, { against: against(2) }), three.served[2]!] };
    expect(said({ ...equal, best: [0, 1], asGood: [0, 1], margin: 10 }).favours).to.equal(0);
    expect(said({ ...three, best: [0], asGood: [0, 2], margin: 10 }).all).to.contain(
      `Shown to be less than 10 wrong answers above the lowest, too: ${title(3)}.`,
    );
  });
});

describe('a tie of policies', () => {
  const of = (costs: readonly number[], flops: readonly number[], best = costs.map((_, i) => i)) =>
    said({
      policies: costs.map((_, i) => periodic(i + 1)),
      served: costs.map((cost, i) => served(cost, flops[i]!, i ? { against: against(cost - costs[0]!) } : {})),
      best,
    });

  it('is named by cost, the leader first, with who trains least', () => {
    const { line, sentences } = of([100, 130, 110], [5, 4, 6]);
    expect(line).to.equal(`A tie: ${title(1)}, ${title(3)} or ${title(2)}; ${title(2)} trains least`);
    expect(sentences.slice(0, 3)).to.deep.equal([
      `${capital(title(1))} has the lowest mean total cost, 100.`,
      `${capital(title(3))} costs +10 (+9.0 to +11) against ${title(1)} on 8 seeds: not shown to cost more.`,
      `${capital(title(2))} costs +30 (+29 to +31) against ${title(1)} on 8 seeds: not shown to cost more.`,
    ]);
    expect(of([100, 110], [4, 5]).line).to.match(/; the first trains less$/);
    expect(of([100, 110, 120], [4, 5, 6]).line).to.match(/; the first trains least$/);
    expect(of([100, 110], [4, 5]).all).not.to.contain('Shown to cost more');
  });

  it('of many names three in sentences and the others together; the headline counts', () => {
    const four = of([100, 110, 120, 130], [1, 2, 3, 4]);
    expect(four.line).to.match(/^A tie: every batch → start over on new data or one of 3 others; /);
    expect(four.all).not.to.contain('Nor ');
    const six = of([100, 110, 120, 130, 140, 150], [1, 2, 3, 4, 5, 6]);
    expect(six.line).to.match(/^A tie: every batch → start over on new data or one of 5 others; /);
    expect(six.all).to.contain(`Nor are ${title(5)}, ${title(6)}.`);
    expect(six.sentences.filter((one) => one.endsWith(': not shown to cost more.'))).to.have.length(3);
  });
});

describe('a difference between two policies', () => {
  const told = (difference: PolicyDifference) =>
    said({ policies: two.policies, served: [two.served[0]!, { ...two.served[1]!, against: difference }], best: [0] }).sentences[1];

  it('has a sign, one digit while it is small, and an interval where there is one', () => {
    expect(told(against(9.94, 0.04))).to.contain(' costs +9.9 (+9.9 to +10)');
    expect(told(against(12, 20))).to.contain(' costs +12 (−8.0 to +32)');
    expect(told(against(0.04, 0))).to.contain(' costs ±0 ');
    expect(told(against(5, 0, { cost: about(5, 0, 1), seeds: 1 }))).to.contain(` costs +5.0 against ${title(1)} on 1 seed.`);
    expect(told(against(5, 1, { cost: about(5, 1, 2), seeds: 2 }))).to.contain(' costs +5.0 (+4.0 to +6.0) against');
  });

  it('tells who is back sooner from the drift, on the seeds on which both are', () => {
    const back = (difference: number | null) =>
      told(against(20, 1, { recovery: { seeds: 5, difference: difference === null ? null : about(difference) } }));
    expect(back(2)).to.match(/ On the 5 seeds on which both recover from the drift, it is back 2\.0 batches later\.$/);
    expect(back(-2)).to.match(/, it is back 2\.0 batches sooner\.$/);
    expect(back(0.04)).to.match(/, both are back after as many batches\.$/);
    expect(back(-0.04)).to.match(/, both are back after as many batches\.$/);
    expect(back(0.05)).to.match(/it is back 0\.1 batches later\.$/);
    expect(back(null)).to.match(/on 8 seeds\.$/);
  });
});

describe('what a stream’s verdict ends with', () => {
  const ends = (more: Partial<PolicySummary>) => said({ ...two, served: [served(100, 2, more), two.served[1]!], best: [0] }).sentences;

  it('is how well the favourite served, when it was back, and what diverged', () => {
    expect(ends({ recovery: { seeds: 6, batches: about(2.5) } })).to.include(
      'It serves 90.0 ± 1.0 % right; it recovers from the drift on 6 of 8 seeds, there after 2.5 batches.',
    );
    expect(ends({ recovery: { seeds: 0, batches: null } })).to.include(
      'It serves 90.0 ± 1.0 % right; it recovers from the drift on none of 8 seeds.',
    );
    expect(ends({ diverged: 3 }).at(-1)).to.equal('3 of its repairs diverged: counted, but not installed.');
  });

  it('is what knowing the future would have cost, and whom that bounds', () => {
    const first = (cost: number) => ({ cost: { ...about(cost), values: [cost + 7, cost] } });
    const with_ = (params: Policy['params'], more: Partial<StreamSummary> = {}, hand: Policy['params'] = {}) =>
      said({
        policies: [periodic(1), periodic(2), periodic(3, hand), { id: 'oracle', params }],
        served: [
          served(100, 1, first(100)),
          { ...two.served[1]!, ...first(120) },
          served(50, 1, { ...first(50), against: against(30) }),
          served(40, 1, first(40)),
        ],
        ...{ best: [0], more },
      }).sentences.filter((one) => one.startsWith('No candidate'));
    expect(with_({})).to.deep.equal([
      'No candidate, for it knows the future: on the first seed the oracle costs 47, the best of the others 57. That bounds policies that repair from the base model by retrain-new; a repair that goes on from the serving model can cost less.',
    ]);
    // A person knows more than a policy, too.
    expect(with_({ action: 'head-only' }, {}, { approval: 'hand' })[0]).to.match(
      /the best of the others 107\. That bounds .* by head-only;/,
    );
    expect([with_({ approval: 'hand' }), with_({}, { edited: true })]).to.deep.equal([[], []]);
    const alone = said({ policies: [oracle], served: [served(40, 1, first(40))], best: [] });
    expect(alone.all).to.contain('on the first seed the oracle costs 47. That bounds');
  });

  it('is for whom a person decides, and what a person changed', () => {
    const asked = said({
      policies: [periodic(1), periodic(2), periodic(3, { approval: 'hand' })],
      served: [...two.served, served(90, 1)],
      ...{ best: [0], more: { edited: true } },
    });
    expect(asked.sentences.slice(-2)).to.deep.equal([
      'A person changed the first seed by hand: it is shown, but not counted. Drifts by hand came at the same batch of every further seed.',
      `A person decides for ${title(3)}, on the first seed only: no candidate.`,
    ]);
    expect(said({ ...two, best: [0] }).sentences).to.have.length(3);
  });

  it('is what does not matter, in wrong answers and in points of the rows', () => {
    const margin = (value: number) => said({ ...two, best: [0], margin: value }).sentences.at(-1);
    expect(margin(20.04)).to.equal(
      'Differences in total cost of 20 wrong answers (2.0 points of the rows) do not matter in this experiment.',
    );
    expect(margin(1)).to.match(/total cost of 1 wrong answer \(/);
    expect(margin(0)).to.equal('It serves 90.0 ± 1.0 % right.');
  });
});
