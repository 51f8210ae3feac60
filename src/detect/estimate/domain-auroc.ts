/** The AUROC of a domain classifier, as a warning: where it is high, the model works on rows unlike those it was judged on. */
import { numberOf } from '../streaming/define.ts';
import { domainClassifier } from '../two-sample/domain-classifier.ts';
import { checked } from './outputs.ts';
import type { InputEstimator } from './types.ts';

export const domainAurocEstimate: InputEstimator = {
  id: 'domain-auroc',
  title: 'Domain classifier AUROC',
  help: 'How unlike the reference the inputs have become, from ½ (not at all) to 1 (entirely); says nothing about the model.',
  source: domainClassifier.source,
  assumption: 'Inputs that look as before are handled as before.',
  violatedBy: ['P(y|x)'],
  needsOverlap: false,
  needs: 'inputs',
  parameters: domainClassifier.parameters,
  run(reference, current, given, random) {
    const params = checked(domainAurocEstimate, given);
    const { statistic, details } = domainClassifier.run(reference, current, params, random);
    const alert = Number(statistic < details.low! || statistic > details.high!);
    return { details: { ...details, auroc: statistic, alert, folds: numberOf(params, 'folds') } };
  },
};
