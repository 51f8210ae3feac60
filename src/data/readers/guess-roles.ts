/** What columns are probably for, by their names, and by what their cells are like. */
import type { Role } from '../../spec/roles.ts';
import type { CellKind } from './column-reading.ts';

/** What is known of a column once it was read. */
export interface ColumnFacts {
  readonly name: string;
  readonly kind: CellKind;
  readonly rows: number;
  /** `[rows]`, numbers, ms or indices of categories; NaN where there is none. */
  readonly values: Float64Array;
  readonly categories?: readonly string[];
  /** Of the values that are there; of columns without any, Infinity and −Infinity. */
  readonly low: number;
  readonly high: number;
  /** Whether all are whole numbers, and whether each is at least, or more than, the one before it. */
  readonly whole: boolean;
  readonly ascending: boolean;
  readonly rising: boolean;
  /** Different values, counted up to a limit that is a share of the rows. */
  readonly distinct: number;
  /** Whether it says the same as the label, value for value. */
  readonly copiesLabel: boolean;
}

export interface GuessedRole {
  readonly role: Role;
  readonly reason: string;
}

/** In this order: the first that is there is the label. */
const LABELS = [
  ...['label', 'target', 'class', 'outcome', 'y', 'labels', 'classes', 'y_true', 'ytrue', 'ground_truth', 'groundtruth', 'truth'],
  ...['class_label', 'classlabel', 'target_class', 'response', 'klasse', 'zielgröße', 'ziel', 'clase', 'classe', 'etiqueta'],
];
const ID =
  /^(id|ids|idx|index|key|uuid|guid|nr|no|#|row|rows|rownames?|row[ _.-]?(id|nr|no|number|index|names?)|unnamed:?[ _]?\d*|record[ _.-]?(id|nr|no|number))$/i;
const SOME_ID = /(^|[ _.-])(id|uuid|guid)$|^id[ _.-]|[a-z]ID$/;
/** What a column without a name is called here. */
const UNNAMED = /^column 1$/;
const WEIGHT =
  /^((sample|case|survey|row|instance|observation|obs|class|training)[ _.-]?(weights?|wt)|weights|wts?|pweight|fnlwgt|gewichtung)$/i;
const PREDICTION =
  /^((y|label|target|class|outcome)[ _.-]?(pred|predicted|prediction|hat)s?|(pred|predicted|prediction)s?|predicted[ _.-]?\w*|pred[ _.-]\w+|prediction[ _.(-]?\w*\)?|yhat|y[ _.-]?(prob|proba|score)\w*|\w+[ _.-](pred|predicted|prediction|hat)|model[ _.-]?(output|score|prediction))$/i;
const SPLIT =
  /^(split|subset|partition|part|set|fold|usage|data[ _.-]?(set|split|part)|(train|test)[ _.-]?(test|set|split)?|is[ _.-]?(train|test)\w*)$/i;
const TIME =
  /^(time|times|timestamp|time[ _.-]?stamp|ts|t|date|dates|datetime|date[ _.-]?time|when|day|year|month|epoch|unix([ _.-]?time)?|zeit|zeitstempel|datum|tag|jahr|fecha|\w+[ _.-](at|date|time|timestamp|ts|datum|zeit))$/i;
const GROUP =
  /^(patient|subject|person|user|customer|client|speaker|participant|student|animal|household|author|writer|player|driver|device|machine|vehicle|engine|unit|session|patientin|kunde|gerät|maschine)([ _.-]?(id|no|nr|num|number|name|code|key))?$/i;
const REGIME = /^(regime|world|domain|era|epoche|regimes|worlds)$/i;
/** Whether a row is for training, or for the test. */
const IS_PART = /^(is|in)[ _.-]?(train|test)\w*$/i;
const MOST_REGIMES = 20;
const FEWEST_GROUPS = 10;
/** What a column of a split says. */
const PARTS: readonly RegExp[] = [
  /^(train(ing)?|learn(ing)?)$/i,
  /^(val(id(ation)?)?|dev(el(opment)?)?|tun(e|ing))$/i,
  /^(test(ing)?|hold[ _-]?out|eval(uation)?)$/i,
];

/** Which part of a split a word means, an index into `parts`; undefined where it means none. */
export function partOf(word: string): number | undefined {
  const part = PARTS.findIndex((pattern) => pattern.test(word.trim()));
  return part < 0 ? undefined : part;
}

/** Where the label is: a column that is called so, else the last one that is not called otherwise. */
export function guessLabel(names: readonly string[]): { readonly index: number; readonly reason: string } {
  const lower = names.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/[ .-]+/g, '_'),
  );
  for (const label of LABELS) {
    const index = lower.indexOf(label);
    // Between x and others, y is a coordinate.
    if (label === 'y' && lower.includes('x') && index > 0 && index < names.length - 1) continue;
    if (index >= 0) return { index, reason: `it is called “${names[index]!}”` };
  }
  const called = (name: string) => ID.test(name) || [WEIGHT, PREDICTION, SPLIT].some((pattern) => pattern.test(name.trim()));
  const index = names.findLastIndex((name) => !called(name));
  return index < 0
    ? { index: names.length - 1, reason: 'it is the last column' }
    : { index, reason: index === names.length - 1 ? 'it is the last column' : 'the columns after it are called otherwise' };
}

/** The role of a column that is not the label and that nobody has given one. */
export function guessRole(facts: ColumnFacts): GuessedRole {
  const { name, kind, rows, categories } = facts;
  const called = name.trim();
  if (kind === 'empty') return { role: 'ignore', reason: 'it has no values' };
  if (kind === 'dates') return dateRole(facts);
  if (kind === 'numbers' && TIME.test(called) && isTime(facts))
    return { role: 'time', reason: `it is called “${name}” and ${facts.ascending ? 'ascends from row to row' : 'hardly repeats'}` };
  if (PREDICTION.test(called)) return { role: 'prediction', reason: `it is called “${name}”: a model's answer` };
  if (facts.copiesLabel) return { role: 'ignore', reason: 'it says the same as the label, value for value' };
  if (WEIGHT.test(called) && kind === 'numbers' && facts.low >= 0)
    return { role: 'weight', reason: `it is called “${name}” and holds numbers from 0 on` };
  if (IS_PART.test(called) && facts.whole && facts.low === 0 && facts.high === 1)
    return { role: 'split', reason: `it is called “${name}” and says 0 or 1` };
  if (isSplit(facts, called)) return { role: 'split', reason: `its values are ${categories!.join(', ')}` };
  if (/^folds?$/i.test(called) && facts.distinct <= 20) return { role: 'ignore', reason: 'it numbers the folds of a cross-validation' };
  if (kind === 'text') return { role: 'ignore', reason: 'its texts hardly repeat' };
  if (REGIME.test(called) && facts.distinct >= 2 && facts.distinct <= MOST_REGIMES)
    return { role: 'regime', reason: `it is called “${name}” and has ${facts.distinct} values` };
  const numbered = (kind === 'categories' || facts.whole) && rows > 20;
  const someId = SOME_ID.test(called);
  if (numbered && (someId || ID.test(called) || UNNAMED.test(called)) && (facts.rising || facts.distinct > 0.95 * rows))
    return { role: 'ignore', reason: 'it tells rows apart: every value occurs once' };
  if (numbered && (someId || GROUP.test(called)) && facts.distinct >= (someId ? 3 : FEWEST_GROUPS) && 2 * facts.distinct <= rows)
    return { role: 'group', reason: `it names whom a row belongs to: ${facts.distinct} of them in ${rows} rows` };
  return { role: 'input', reason: kind === 'numbers' ? 'it holds numbers' : `it has ${categories?.length ?? 0} categories` };
}

function dateRole(facts: ColumnFacts): GuessedRole {
  const { name, rows, distinct, ascending } = facts;
  if (ascending && distinct > 1) return { role: 'time', reason: 'its dates ascend from row to row' };
  if (2 * distinct > rows) return { role: 'time', reason: 'its dates hardly repeat' };
  if (TIME.test(name.trim())) return { role: 'time', reason: `it holds dates and is called “${name}”` };
  return { role: 'input', reason: 'it holds dates that repeat' };
}

/** Numbers that say when: they ascend, or hardly repeat and are large enough to be seconds or days of a calendar. */
const isTime = ({ ascending, distinct, rows, whole, low, high }: ColumnFacts): boolean =>
  rows > 20 &&
  ((ascending && distinct > 20) || (whole && low > 1e8 && 2 * distinct > rows) || (whole && low >= 19_000_101 && high <= 21_001_231));

function isSplit({ kind, categories }: ColumnFacts, called: string): boolean {
  if (kind !== 'categories' || !categories || categories.length < 2 || categories.length > 6) return false;
  const found = categories.map(partOf);
  return found.every((part) => part !== undefined) && (found.includes(0) || SPLIT.test(called));
}
