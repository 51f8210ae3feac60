/** Experiments that differ from one in some of its fields: what a sweep runs. */
import { experimentStream } from '../random/names.ts';
import { canonicalJson } from './canonical.ts';
import { describeIssues, parseAny } from './parse.ts';
import type { AnySpec } from './schema.ts';

/** A field of a spec, as `labels.budget` or `drift[0].severity`, and what it is in turn. */
export interface Axis {
  readonly path: string;
  readonly values: readonly unknown[];
}

export interface Cell<S extends AnySpec = AnySpec> {
  /** What was put in, one for each axis. */
  readonly values: readonly unknown[];
  readonly spec: S;
}

/** More cells are no sweep of one evening. */
const MOST_CELLS = 1_000;

/** The spec with that field changed. @throws RangeError where there is no such field, or it cannot be that */
export function varied<S extends AnySpec>(spec: S, { path }: Pick<Axis, 'path'>, value: unknown): S {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  const changed = structuredClone(spec) as unknown as Record<string, unknown>;
  let place = changed;
  for (const key of keys.slice(0, -1)) {
    const inner = Object.hasOwn(place, key) ? place[key] : undefined;
    if (typeof inner !== 'object' || inner === null) throw new RangeError(`${path}: this experiment has no “${key}”`);
    place = inner as Record<string, unknown>;
  }
  const last = keys.at(-1);
  if (last === undefined || last === '__proto__') throw new RangeError(`${path || 'nothing'} is no field of an experiment`);
  place[last] = value;
  const parsed = parseAny(changed);
  if (!parsed.ok) throw new RangeError(`${path} = ${told(value)}: ${describeIssues(parsed.issues)}`);
  return parsed.spec as S;
}

/** Every combination, the last axis the fastest. @throws RangeError for more than 1,000, an axis twice or without values, and whatever a field cannot be */
export function grid<S extends AnySpec>(spec: S, axes: readonly Axis[]): Cell<S>[] {
  check(axes);
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count > MOST_CELLS)
    throw new RangeError(`these are ${count} experiments, and a sweep takes ${MOST_CELLS}; vary less, or draw some at random`);
  return axes.reduce<Cell<S>[]>(
    (cells, axis) =>
      cells.flatMap((cell) => axis.values.map((value) => ({ values: [...cell.values, value], spec: varied(cell.spec, axis, value) }))),
    [{ values: [], spec }],
  );
}

/**
 * So many different combinations, drawn at random (Bergstra & Bengio 2012), in the order in which they were drawn; all where there are no more.
 * @param random 0 … 1, from a named stream
 */
export function some<S extends AnySpec>(spec: S, axes: readonly Axis[], count: number, random: () => number): Cell<S>[] {
  check(axes);
  const all = axes.reduce((product, { values }) => product * values.length, 1);
  if (count > MOST_CELLS) throw new RangeError(`these are ${count} experiments, and a sweep takes ${MOST_CELLS}`);
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, all)) drawn.add(Math.floor(random() * all));
  return [...drawn].map((index) => {
    const values = axes.reduceRight<unknown[]>((picked, axis, i) => {
      const below = axes.slice(i + 1).reduce((product, other) => product * other.values.length, 1);
      return [axis.values[Math.floor(index / below) % axis.values.length], ...picked];
    }, []);
    return { values, spec: axes.reduce((changed, axis, i) => varied(changed, axis, values[i]), spec) };
  });
}

/** The experiment with all its seeds: a race ends each cell of a sweep with another number of them, and cells are to have the same. */
export const unraced = <S extends AnySpec>({ seeds: { race: _, ...seeds }, ...spec }: S): S => ({ ...spec, seeds }) as S;

/**
 * The cells of a sweep: every combination, or `random` of them, drawn by the root seed of the spec. All seeds of each run; a race only where
 * `seeds.race` is itself varied. Page and command line ask here, so that the same plan is the same experiments.
 * @throws RangeError as `grid` does
 */
export function sweepCells<S extends AnySpec>(spec: S, axes: readonly Axis[], random?: number): Cell<S>[] {
  const whole = unraced(spec);
  if (random === undefined) return grid(whole, axes);
  const drawn = experimentStream(spec.seeds.root, 'sweep');
  return some(whole, axes, random, () => drawn.uniform());
}

/** The axis of label budgets. */
export const LABELS_PATH = 'labels.budget';

/** A value as it is typed. */
export const written = (value: unknown): string => (typeof value === 'string' ? value : canonicalJson(value));

/** What a combination is, in words: `20 labels, base.epochs 5`. */
export const cellName = (axes: readonly Pick<Axis, 'path'>[], values: readonly unknown[]): string =>
  axes.map(({ path }, i) => (path === LABELS_PATH ? `${written(values[i])} labels` : `${path} ${written(values[i])}`)).join(', ');

function check(axes: readonly Axis[]): void {
  if (!axes.length) throw new RangeError('nothing is varied; name a field and its values');
  for (const [i, { path, values }] of axes.entries()) {
    if (!values.length) throw new RangeError(`${path}: no values are given`);
    if (axes.findIndex((other) => other.path === path) !== i) throw new RangeError(`${path} is varied twice`);
  }
}

/**
 * An axis from text: `labels.budget=20,50,100`, each value JSON where it is that and a word otherwise; `base.learningRate=0.001..0.1*5` is
 * five values in equal factors, `drift[0].severity=1..5+5` in equal steps. @throws RangeError for what is none
 */
export function axisFrom(text: string): Axis {
  const [, path, list] = /^\s*([^=\s]+)\s*=\s*(.+)$/s.exec(text) ?? [];
  if (!path || !list) throw new RangeError(`“${text}” is no field and values; write it as labels.budget=20,50,100`);
  const range = /^([-\d.e]+)\.\.([-\d.e]+)([*+])(\d+)$/i.exec(list.trim());
  if (range) return { path, values: between(path, Number(range[1]), Number(range[2]), range[3] === '*', Number(range[4])) };
  return { path, values: splitOutside(list).map(valueOf) };
}

function between(path: string, from: number, to: number, factors: boolean, count: number): number[] {
  if (!Number.isFinite(from) || !Number.isFinite(to) || count < 2 || count > MOST_CELLS || (factors && !(from > 0 && to > 0)))
    throw new RangeError(`${path}: no ${count} values lie between ${from} and ${to}`);
  const at = (share: number) => (factors ? from * (to / from) ** share : from + (to - from) * share);
  return Array.from({ length: count }, (_, i) => Number(at(i / (count - 1)).toPrecision(6)));
}

/** At commas that are in no brackets. */
export function splitOutside(list: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of list) {
    if ('[{'.includes(letter)) depth++;
    if (']}'.includes(letter)) depth--;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A value that may be anything, for a message: what it is called by itself may be part of it. */
const told = (value: unknown): string => (typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing')).slice(0, 200);
