/** What a sweep can vary without anybody knowing how a spec is written; every other field goes by its path. */
import { msg } from '../../words/msg.ts';
import { usualBudgets } from '../../decide/label-budgets.ts';
import type { Spec } from '../../spec/schema.ts';

export interface SweepField {
  readonly path: string;
  readonly title: string;
  /** Values to begin with, as they are typed. */
  readonly usual: string;
}

/** Those that this experiment has. */
export function fieldsOf(spec: Spec): readonly SweepField[] {
  const budgets = usualBudgets(spec.data.split.newPool).join(', ');
  return [
    { path: 'labels.budget', title: msg('labels of the new world'), usual: budgets },
    ...(spec.drift.length ? [{ path: 'drift[0].severity', title: msg('severity of the drift'), usual: '1, 2, 3, 4, 5' }] : []),
    ...(spec.model.family === 'mlp' ? [{ path: 'model.params.hidden', title: msg('hidden layers'), usual: '[8], [32], [64, 64]' }] : []),
    { path: 'base.learningRate', title: msg('learning rate'), usual: '0.001..0.03*4' },
    { path: 'stop.epochs', title: msg('epochs of a repair'), usual: '5, 15, 60' },
    { path: 'data.split.baseTrain', title: msg('rows of the old world'), usual: '200, 400, 800' },
    { path: 'seeds.root', title: msg('root seed'), usual: '1, 2, 3, 4, 5' },
  ];
}
