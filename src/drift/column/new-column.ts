/** A column that appears: the old world never measured it. */
import { at, type Ladder } from '../severity.ts';
import type { DriftContext, Injection } from '../../contracts/drift.ts';
import { chosenColumns, columnParameter, mapColumns, namesOf } from './columns.ts';

/** Share of the rows in which it is measured. */
const SHARE: Ladder = [0.2, 0.4, 0.6, 0.8, 1];

const freshColumns = ({ columns, params, world }: DriftContext): number[] => chosenColumns([...columns.keys()], columns, params, world);

export const newColumn: Injection = {
  id: 'new-column',
  title: 'New column',
  help: 'A column appears that the old world never had: a new sensor, a new question on the form.',
  kind: 'P(x)',
  appliesTo: ['tabular'],
  ladder: ['in 20 % of the rows', 'in 40 % of the rows', 'in 60 % of the rows', 'in 80 % of the rows', 'in every row'],
  source: 'feature space that grows, incremental features (Hou et al. 2017); the severities are our own',
  fidelity: 'approximation',
  why: 'A column of the data is missing throughout the old world; each new row has it or not.',
  parameters: [{ ...columnParameter, help: 'The column that is new; half of them are drawn from the seed when none is named.' }],
  refuses: ({ columns }) => (columns.length < 2 ? 'the old world would have no column left' : undefined),

  past: (samples, context) => mapColumns(samples, freshColumns(context), () => NaN),

  apply(samples, context) {
    const share = at(SHARE, context.severity);
    const features = freshColumns(context);
    const measured = Uint8Array.from({ length: samples.rows }, () => (context.noise.uniform() < share ? 1 : 0));
    return {
      samples: mapColumns(samples, features, (value, _, row) => (measured[row] ? value : NaN)),
      features,
      params: { share, columns: features },
      sentence: `${namesOf(features, context.columns)}, which the old world never measured, came in ${Math.round(100 * share)} % of the rows; labels are unchanged.`,
    };
  },
};
