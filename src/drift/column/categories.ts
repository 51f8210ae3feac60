/** Categories that change their names: renamed, merged, never seen before. */
import type { Column } from '../../data/types.ts';
import type { Random } from '../../random/random.ts';
import { short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';
import { categoricalColumns, chosenColumns, columnParameter, mapColumns, namesOf, needsCategories } from './columns.ts';

const COMMON = {
  kind: 'P(x)',
  appliesTo: ['tabular'],
  fidelity: 'approximation',
  parameters: [columnParameter],
} as const satisfies Partial<Injection>;

/** Share of the categories of a column that change. */
const SHARE: Ladder = [0.2, 0.4, 0.6, 0.8, 1];

const categoriesOf = (columns: readonly Column[], f: number): readonly string[] => columns[f]!.categories!;

/** For each column, a random order of its categories and how many of them change, at least `least`. */
function plans(features: readonly number[], columns: readonly Column[], share: number, least: number, world: Random) {
  return new Map(
    features.map((f) => {
      const order = [...world.permutation(categoriesOf(columns, f).length)];
      return [f, { order, count: Math.max(Math.min(least, order.length), Math.round(share * order.length)) }] as const;
    }),
  );
}

/** The chosen categories pass their codes on in a ring, as when a code list is renumbered. */
export const categoryRename: Injection = {
  ...COMMON,
  id: 'category-rename',
  title: 'Renamed categories',
  help: 'A code list was renumbered: some categories come under the names of others.',
  ladder: ['20 % of the categories', '40 % of the categories', '60 % of the categories', '80 % of the categories', 'all categories'],
  source: 'renamed category levels, a common schema change; the severities are our own',
  why: 'Names pass on in a ring, which grows with severity from two categories on.',
  refuses: needsCategories(),

  apply(samples, { severity, params, columns, world }) {
    const features = chosenColumns(categoricalColumns(columns), columns, params, world);
    const share = at(SHARE, severity);
    const plan = plans(features, columns, share, 2, world);
    const next = (code: number, f: number): number => {
      const { order, count } = plan.get(f)!;
      const place = order.indexOf(code);
      return place >= 0 && place < count ? order[(place + 1) % count]! : code;
    };
    return {
      samples: mapColumns(samples, features, (code, f) => next(code, f)),
      features,
      params: { share, columns: features },
      sentence: `categories of ${namesOf(features, columns)} passed their names on in a ring; labels are unchanged.`,
    };
  },
};

/** The chosen categories all come under the name of the first of them. */
export const categoryMerge: Injection = {
  ...COMMON,
  id: 'category-merge',
  title: 'Merged categories',
  help: 'A form got simpler: several categories now come under one name.',
  ladder: ['two categories', '40 % of the categories', '60 % of the categories', '80 % of the categories', 'all categories'],
  source: 'merged category levels, a common schema change; the severities are our own',
  why: 'Categories join the first of a random order, at least two of them.',
  refuses: needsCategories(),

  apply(samples, { severity, params, columns, world }) {
    const features = chosenColumns(categoricalColumns(columns), columns, params, world);
    const share = at(SHARE, severity);
    const plan = plans(features, columns, share, 2, world);
    return {
      samples: mapColumns(samples, features, (code, f) => {
        const { order, count } = plan.get(f)!;
        return order.indexOf(code) < count && order.includes(code) ? order[0]! : code;
      }),
      features,
      params: { share, columns: features },
      sentence: `${Math.round(100 * share)} % of the categories of ${namesOf(features, columns)}, at least two, came under one name; labels are unchanged.`,
    };
  },
};

/** Share of the rows that come with a level the model never saw. */
const UNSEEN: Ladder = [0.1, 0.2, 0.4, 0.6, 0.8];

/** The new level's code is the number of categories; the encoder gives it all zeros, as it does to every unseen level. */
export const unseenLevel: Injection = {
  ...COMMON,
  id: 'unseen-level',
  title: 'Unseen category',
  help: 'A new option appears in a form: rows come with a category that the model never saw.',
  ladder: ['10 % of the rows', '20 % of the rows', '40 % of the rows', '60 % of the rows', '80 % of the rows'],
  source: 'unseen category levels, a common schema change; the severities are our own',
  why: 'The new level takes rows from every old one alike.',
  refuses: needsCategories(1),

  apply(samples, { severity, params, columns, world, noise }) {
    const features = chosenColumns(categoricalColumns(columns, 1), columns, params, world);
    const rate = at(UNSEEN, severity);
    return {
      samples: mapColumns(samples, features, (code, f) => (noise.uniform() < rate ? categoriesOf(columns, f).length : code)),
      features,
      params: { rate, columns: features },
      sentence: `cells of ${namesOf(features, columns)} came, with probability ${short(rate)}, in a category never seen before; labels are unchanged.`,
    };
  },
};
