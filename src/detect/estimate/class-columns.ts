/** Which column of probabilities is of which class: by name, by name after what all names have in common, then by order. */

export interface ClassMatch {
  /** Of each column the class, as labels spell it; a class without a label has the name of its column. */
  readonly classes: readonly string[];
  readonly by: 'name' | 'name after a common part' | 'place from 0' | 'order of sorted labels' | 'one probability, of the second class';
}

/** As names are compared: no case, 1.0 is 1. */
const keyOf = (name: string): string => {
  const text = name.trim().toLowerCase();
  return /^[+-]?\d+(\.0*)?$/.test(text) ? String(Number(text)) : text;
};

/** Numbers by size, texts by letters. */
export const sortedLabels = (labels: Iterable<string>): string[] => {
  const all = [...new Set(labels)];
  return all.every((label) => label.trim() !== '' && Number.isFinite(Number(label)))
    ? all.sort((a, b) => Number(a) - Number(b))
    : all.sort();
};

/** @returns why not, as a sentence, where no rule fits. */
export function matchClasses(columns: readonly string[], labels: Iterable<string>): ClassMatch | string {
  const sorted = sortedLabels(labels);
  if (columns.length === 1)
    return sorted.length === 2
      ? { classes: sorted, by: 'one probability, of the second class' }
      : `One column of probabilities (${columns[0]}) needs labels of two classes, not ${sorted.length}`;
  const named = byName(columns, sorted);
  if (named) return { classes: named, by: 'name' };
  const inner = innerNames(columns).flatMap((names) => byName(names, sorted, columns) ?? []);
  if (inner.length) return { classes: inner.slice(0, columns.length), by: 'name after a common part' };
  const places = sorted.map(keyOf);
  if (places.every((label) => /^\d+$/.test(label) && Number(label) < columns.length)) {
    const classes = columns.map((column, c) => sorted[places.indexOf(String(c))] ?? column);
    return { classes, by: 'place from 0' };
  }
  if (sorted.length === columns.length) return { classes: sorted, by: 'order of sorted labels' };
  return `${sorted.length} labels (${shortList(sorted)}) fit neither the names nor the number of ${columns.length} columns of probabilities (${shortList(columns)})`;
}

/** The label that each name is; undefined where a label has no name. A name without a label stands for itself. */
function byName(names: readonly string[], labels: readonly string[], shown = names): string[] | undefined {
  const keys = names.map(keyOf);
  if (new Set(keys).size < keys.length || !labels.every((label) => keys.includes(keyOf(label)))) return undefined;
  return keys.map((key, c) => labels.find((label) => keyOf(label) === key) ?? shown[c]!);
}

/** The names without a part that all begin with, and without one that all end with, from short parts to long ones. */
function innerNames(columns: readonly string[]): string[][] {
  const common = (at: (name: string, i: number) => string | undefined) => {
    const shortest = Math.min(...columns.map(({ length }) => length)) - 1;
    let most = 0;
    while (most < shortest && columns.every((name) => at(name, most) === at(columns[0]!, most))) most++;
    return most;
  };
  const [before, after] = [common((name, i) => name[i]), common((name, i) => name.at(-1 - i))];
  const cuts = Array.from({ length: (before + 1) * (after + 1) }, (_, i) => [i % (before + 1), Math.floor(i / (before + 1))] as const);
  return cuts
    .filter(([start, end]) => start + end > 0)
    .map(([start, end]) => columns.map((name) => name.slice(start, name.length - end)))
    .filter((names) => names.every((name) => name !== ''));
}

const shortList = (names: readonly string[]): string => (names.length > 12 ? `${names.slice(0, 12).join(', ')} …` : names.join(', '));

/** What of the accuracy could be chance, in standard errors: of 1,000 matches without any relation one lies farther below. */
const BELOW = 3.1;

/**
 * Whether the predicted classes fit the labels worse than if they had nothing to do with each other: then columns are those of other classes.
 * @param predicted,labels class indices, row by row.
 */
export function worseThanChance(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): { accuracy: number; chance: number } | undefined {
  const rows = labels.length;
  const shares = (codes: ArrayLike<number>) => {
    const all = new Array<number>(classes).fill(0);
    for (let row = 0; row < rows; row++) all[codes[row]!]! += 1 / rows;
    return all;
  };
  const [named, truth] = [shares(predicted), shares(labels)];
  const chance = named.reduce((sum, share, c) => sum + share * truth[c]!, 0);
  let right = 0;
  for (let row = 0; row < rows; row++) right += Number(predicted[row] === labels[row]);
  const accuracy = right / rows;
  return accuracy < chance - BELOW * Math.sqrt((chance * (1 - chance)) / rows) ? { accuracy, chance } : undefined;
}
