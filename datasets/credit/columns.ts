/** What is known of an applicant. Age is not among it. */
import type { Column } from '../../src/data/types.ts';

const HISTORIES = ['none yet', 'always on time', 'sometimes late', 'seriously late'];
const HOUSINGS = ['renting', 'mortgage', 'own home', 'with family'];
const PURPOSES = ['car', 'furniture', 'education', 'repairs', 'other debts'];

const numeric = (name: string, unit?: string): Column => ({ name, kind: 'numeric', ...(unit !== undefined && { unit }) });
const categorical = (name: string, categories: readonly string[]): Column => ({ name, kind: 'categorical', categories });

export const columns: readonly Column[] = [
  numeric('income', '$ a month'),
  numeric('debt ratio', '% of income'),
  numeric('years employed', 'years'),
  numeric('savings', '$'),
  numeric('loan', '$'),
  numeric('term', 'months'),
  numeric('late payments', 'in two years'),
  categorical('credit history', HISTORIES),
  categorical('housing', HOUSINGS),
  categorical('purpose', PURPOSES),
];
