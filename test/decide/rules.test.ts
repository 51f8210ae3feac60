import { expect } from 'chai';
import type { ArmSummary } from '../../src/contracts/results.ts';
import { bestOf, harmful, harmNotEvaluable, leaning, warnings, type Known } from '../../src/decide/rules.ts';
import { defaultSituation } from '../../src/decide/situation.ts';
import { about, armOf, summaryOf } from './hand-made.ts';

const known = (arms: readonly ArmSummary[], more: Partial<Known> = {}): Known => ({
  summary: summaryOf(arms),
  ...{ diagnosis: null, labels: 500, classes: ['a', 'b', 'c'], situation: defaultSituation },
  ...more,
});
const harm = (parts: Partial<NonNullable<ArmSummary['harm']>>): Pick<ArmSummary, 'harm'> => ({
  harm: { recall: null, worstGroup: null, equalizedOdds: null, ...parts },
});
const texts = (one: Partial<ArmSummary>) => harmful(known([armOf('none', 0.5), armOf('head-only', 0.8, one)])).map(({ text }) => text);

describe('harm', () => {
  it('is told in full: class, group, odds', () => {
    const all = harm({
      recall: { classIndex: 1, change: about(-0.1, 0.01) },
      worstGroup: about(-0.05, 0.01),
      equalizedOdds: about(0.1, 0.01),
    });
    expect(texts(all)).to.deep.equal([
      'head only: recall of class b changes by −10.0 ± 1.0 pt; the worst group’s accuracy changes by −5.0 ± 1.0 pt; the equalized odds difference rises by +10.0 ± 1.0 pt above what it was, before the drift or after',
    ]);
    expect(texts(harm({ recall: { classIndex: 7, change: about(-0.1, 0.01) } }))[0]).to.contain('recall of class 7 changes');
  });

  it('is there when the whole interval lies beyond the limit, and not when it reaches it', () => {
    const { recallDrop, groupDrop, oddsRise } = defaultSituation.limits;
    const ends = (value: number) => about(value);
    for (const [at, beyond] of [
      [
        harm({ recall: { classIndex: 0, change: ends(-recallDrop) } }),
        harm({ recall: { classIndex: 0, change: ends(-recallDrop - 1e-6) } }),
      ],
      [harm({ worstGroup: ends(-groupDrop) }), harm({ worstGroup: ends(-groupDrop - 1e-6) })],
      [harm({ equalizedOdds: ends(oddsRise) }), harm({ equalizedOdds: ends(oddsRise + 1e-6) })],
    ] as const)
      expect([texts(at).length, texts(beyond).length]).to.deep.equal([0, 1]);
    expect(texts(harm({ worstGroup: about(-0.1, 0.09) }))).to.deep.equal([]);
    expect(texts(harm({ equalizedOdds: about(0.1, 0.09) }))).to.deep.equal([]);
  });

  it('is not concluded from one seed', () => {
    const once = about(-0.5, 0, 1);
    expect(texts(harm({ recall: { classIndex: 0, change: once }, worstGroup: once, equalizedOdds: about(0.5, 0, 1) }))).to.deep.equal([]);
  });

  it('is a repair’s: the model as it is does none, nor does what was not compared with it', () => {
    const bad = harm({ worstGroup: about(-0.5) });
    expect(harmful(known([armOf('none', 0.5, bad), armOf('head-only', 0.8, { harm: null })]))).to.deep.equal([]);
  });

  it('that cannot be looked at is said, with the reason', () => {
    const why = (...arms: readonly ArmSummary[]) => harmNotEvaluable(known(arms));
    expect(why(armOf('none', 0.5))).to.deep.equal([]);
    expect(why(armOf('head-only', 0.8))).to.deep.equal([
      { id: 'V2', title: 'No class or group is harmed', why: 'the run raced no arm without a repair to compare with' },
    ]);
    expect(why(armOf('none', 0.5, harm({ worstGroup: about(0) })), armOf('head-only', 0.8, harm({})))).to.deep.equal([
      { id: 'V2', title: 'No class or group is harmed', why: 'groups: the data names none with 30 rows or more' },
    ]);
    expect(why(armOf('none', 0.5), armOf('head-only', 0.8, harm({ worstGroup: about(0) })))).to.deep.equal([]);
  });
});

describe('the kind of drift', () => {
  const lean = (diagnosis: Known['diagnosis']) => leaning(known([armOf('none', 0.5)], { diagnosis }));

  it('leans nowhere where there is none, or it is not known', () => {
    expect([lean(null), lean({ kind: 'none', scope: null })]).to.deep.equal([null, null]);
  });

  it('leans to fine-tuning where it is local or of class shares, and to retraining where it is global', () => {
    expect(lean({ kind: 'P(y)', scope: null })!.towards).to.equal('fine-tune');
    for (const kind of ['P(x)', 'P(y|x)'] as const) {
      expect(lean({ kind, scope: 'local' })!.towards, kind).to.equal('fine-tune');
      expect(lean({ kind, scope: 'global' })!.towards, kind).to.equal('retrain');
    }
  });

  it('says where to tune: what lies near what changed (Lee et al. 2023)', () => {
    expect(lean({ kind: 'P(y)', scope: null })!.text).to.match(/^Only the shares of classes moved/);
    expect(lean({ kind: 'P(x)', scope: 'local' })!.text).to.match(/^The change is local, and the inputs moved: early layers/);
    expect(lean({ kind: 'P(y|x)', scope: 'global' })!.text).to.match(/^The change is global, and .*: the head and the layers below it/);
  });
});

describe('the best of a family', () => {
  it('has its highest mean; of equal ones it is the first', () => {
    const arms = [armOf('retrain-new', 0.9), armOf('head-only', 0.8), armOf('bias-only', 0.85), armOf('lora', 0.85)];
    expect(bestOf(arms, 'fine-tune')!.id).to.equal('bias-only');
    expect(bestOf(arms, 'retrain')!.id).to.equal('retrain-new');
    expect(bestOf(arms, 'none')).to.equal(undefined);
  });
});

describe('a warning', () => {
  const warned = (one: Partial<ArmSummary>, more: Partial<Known> = {}, others: readonly ArmSummary[] = []) => {
    const arm = armOf('head-only', 0.8, one);
    return warnings(known([armOf('none', 0.5), arm, ...others], more), arm).map(({ title, text }) => `${title}: ${text}`);
  };
  const broken = (share: number) => ({ flips: { negative: about(share), positive: about(0), churn: about(0) } });

  it('of forgetting comes where more than the limit is shown, and offers replay where it was not raced', () => {
    const { forgetting } = defaultSituation.limits;
    expect([...warned({}), ...warned({ forgetting: about(forgetting) })]).to.deep.equal([]);
    const lost = { forgetting: about(0.1, 0.01) };
    expect(warned(lost)).to.deep.equal([
      'The old world is forgotten: With head only accuracy on old rows falls by 10.0 ± 1.0 pt; say so if the old world still matters. Replay of old rows was not raced; it may keep them.',
    ]);
    expect(warned(lost, { situation: { ...defaultSituation, oldWorldMatters: true } }, [armOf('replay', 0.8)])).to.deep.equal([
      'The old world is forgotten: With head only accuracy on old rows falls by 10.0 ± 1.0 pt.',
    ]);
    expect(warned({ forgetting: about(0.1, 0.09) })).to.deep.equal([]);
  });

  it('of answers that break comes where more than the limit of them do', () => {
    const { negativeFlips } = defaultSituation.limits;
    expect(warned(broken(negativeFlips))).to.deep.equal([]);
    expect(warned(broken(negativeFlips + 0.01))).to.deep.equal([
      'Answers break: 6.0 ± 0.0 % of the new rows were right before head only and are wrong after it.',
    ]);
  });
});
