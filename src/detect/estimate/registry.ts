/** Every estimate without labels, in the order in which it is offered. */
import { atc } from './atc.ts';
import { bbse } from './bbse.ts';
import { cbpe } from './cbpe.ts';
import { complaintShare } from './complaint-share.ts';
import { confidenceDifference } from './confidence-difference.ts';
import { dle } from './dle.ts';
import { domainAurocEstimate } from './domain-auroc.ts';
import { emPrior } from './em-prior.ts';
import { reverseConceptDrift } from './reverse-concept-drift.ts';
import type { Estimator } from './types.ts';

/** All of them; each says what it needs and assumes. */
export const estimators: readonly Estimator[] = [
  cbpe,
  atc,
  confidenceDifference,
  bbse,
  emPrior,
  domainAurocEstimate,
  reverseConceptDrift,
  dle,
  complaintShare,
];

/** Those that say something of a model that tells numbers, or classes; of complaints where there are some. */
export const estimatorsFor = ({
  task,
  complaints,
}: {
  readonly task?: 'regression' | undefined;
  readonly complaints?: object;
}): readonly Estimator[] =>
  estimators.filter(({ needs }) =>
    needs === 'complaints' ? complaints !== undefined : needs === 'inputs' || (needs === 'losses') === (task === 'regression'),
  );

/** The estimate of that id, as `cbpe`; undefined where there is none. */
export const findEstimator = (id: string): Estimator | undefined => estimators.find((entry) => entry.id === id);
