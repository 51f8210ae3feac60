/** A comparison of repairs, where specs are read. */
import { withTask } from '../../task.ts';
import { fitting } from '../../fitting.ts';
import type { Spec } from '../../schema.ts';
import type { SpecKind } from '../kind.ts';
import { linkBase } from './link-base.ts';
import { presets, type PresetId } from './presets.ts';
import { specSchema } from './schema.ts';

export const compareSpecKind = {
  id: 'compare',
  title: 'comparison',
  schema: specSchema,
  presets,
  defaults: presets.quick,
  link: { letter: 'r', base: linkBase },
  can: { choosesMetric: true, fitsRates: true, survivesRecipes: true, variesBudget: true, exportsWeights: true, poolsSeeds: true },
  labelled: ({ labels }) => `${labels.budget} labels${labels.perClass ? ' a class' : ''}`,
  recommended: (spec) => ({ ...spec, ...fitting }),
  onDataOf(spec, other) {
    const { data, model, drift } = other;
    return { ...withTask(spec, other.task), data, model, drift, ...(other.kind === 'compare' && { labels: other.labels }) };
  },
  withLabels: (spec, budget) => ({ ...spec, labels: { budget } }),
  withLead: (spec, { alarms: _, ...lead }) => ({ ...spec, lead }),
  withinPool: (spec) => ({ ...spec, labels: { ...spec.labels, budget: Math.min(spec.labels.budget, spec.data.split.newPool) } }),
} as const satisfies SpecKind<Spec, PresetId>;
