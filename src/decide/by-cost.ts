/** Money between a fine-tuning and a retraining: traffic against break-even, patches against their debt. */
import { doing } from '../measure/doing.ts';
import type { ArmSummary } from '../contracts/results.ts';
import { deciding } from '../measure/metrics/registry.ts';
import { amount } from '../measure/metrics/words.ts';
import * as format from '../measure/format.ts';
import { accuracyDifference } from '../measure/statistics/comparison.ts';
import { byMerit, standingOf } from './choice.ts';
import { breakEvenTraffic, patchDebt } from './economics.ts';
import { keeping } from './kept.ts';
import { bestOf, sources, type Known, type NotEvaluable } from './rules.ts';
import { FAVOURS, verdictOf, type Fire, type Settled } from './settled.ts';

const keptMoney = keeping<{ readonly even: ReturnType<typeof breakEvenTraffic>; readonly debt: ReturnType<typeof patchDebt> }>();

/** Money decides between a fine-tuning and a retraining: traffic against break-even, patches against their debt. Both are looked at among the repairs that remain. */
export function byCost(known: Known, open: readonly ArmSummary[], settled: Settled, fire: Fire, notEvaluable: NotEvaluable[]): Settled {
  const { summary, situation, prices, predictions = null } = known;
  const [tuned, retrained] = [bestOf(open, 'fine-tune'), bestOf(open, 'retrain')];
  const arm = open.find(({ id }) => id === settled.arm)!;
  const turn = (to: ArmSummary): Settled =>
    to.family === arm.family ? settled : { verdict: verdictOf(to), arm: to.id, strength: 'moderate', headline: `${FAVOURS}${doing(to)}` };
  let now = settled;
  if (prices && summary.target)
    notEvaluable.push({
      id: 'E1',
      title: 'Break-even',
      why: 'prices are of wrong answers, and a number is told, which is off by more or less',
    });
  else if (prices && tuned && retrained) {
    const { even, debt } = keptMoney(
      summary,
      `${retrained.id} ${tuned.id}`,
      () => {
        // The error difference e_F − e_R is the accuracy difference the other way round.
        const errors = accuracyDifference(summary, retrained, tuned);
        return { even: breakEvenTraffic(retrained, tuned, errors, prices), debt: patchDebt(retrained, tuned, [errors], prices) };
      },
      prices,
    );
    if ('refusal' in even) notEvaluable.push({ id: 'E1', title: 'Break-even', why: even.refusal });
    else if (predictions === null)
      notEvaluable.push({ id: 'E1', title: 'Break-even', why: 'it is not known how many predictions come until the next drift' });
    else {
      const below = predictions < even.n;
      const cheaper = below === (even.below === tuned.id) ? tuned : retrained;
      const count = (value: number) => Math.round(value).toLocaleString('en');
      fire(
        'E1',
        below ? 'Below break-even' : 'Above break-even',
        `${predictions.toLocaleString('en')} predictions against a break-even of ${count(even.n)} (${count(even.lo)} to ${count(even.hi)}) between ${doing(tuned)} and ${doing(retrained)}: ${doing(cheaper)} costs less in all.`,
        sources.economics,
      );
      now = turn(cheaper);
    }
    if ('refusal' in debt) notEvaluable.push({ id: 'E1', title: 'Patch debt', why: debt.refusal });
    else if (situation.patches >= debt.k) {
      fire(
        'E1',
        'Patch debt',
        `After ${situation.patches} fine-tunings retraining would have been cheaper since the ${debt.k}.`,
        sources.economics,
      );
      now = turn(retrained);
    }
  }
  const chosen = open.find(({ id }) => id === now.arm)!;
  const good = standingOf(summary, open).asGood;
  const back = byMerit(open.filter(({ id, family }) => family === 'fine-tune' && good.includes(id)))[0];
  if (situation.rollback && chosen.family === 'retrain' && back) {
    fire(
      'P1',
      'Quick to take back',
      `${format.capital(doing(back))} loses less than ${amount(deciding(summary), summary.margin)} to the best and is taken back within hours.`,
      sources.rollback,
    );
    return { verdict: 'fine-tune', arm: back.id, strength: 'moderate', headline: `${FAVOURS}${doing(back)}` };
  }
  return now;
}
