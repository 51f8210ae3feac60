/** Changing the world: injections composed in order, each with its own random streams and its ledger entry. */
import type { Drift, DriftSetting } from './setting.ts';
import { selectRows } from '../data/select.ts';
import { alongRows, inputKind, type Samples } from '../data/types.ts';
import { randomStream } from '../random/random.ts';
import { withDefaults } from '../spec/parameter.ts';
import { DriftError } from './drift-error.ts';
import { featureCount } from './features.ts';
import { ledgerEntry } from './ledger.ts';
import { injections } from './registry.ts';
import type { DriftContext, DriftData, DriftEffect, Injection, LedgerEntry } from '../contracts/drift.ts';
import { factors, onsets, whyNotThen } from './when.ts';
import { targetOf, whyNotThere } from './where.ts';

export interface Drifted {
  readonly samples: Samples;
  /** For each row, the index of the row of the original batch it came from. */
  readonly from: Int32Array;
  /** One entry per drift, in order; each compares the batch before and after that drift alone. */
  readonly ledger: readonly LedgerEntry[];
  /** Share of the new regime, counted from its end, whose labels have not arrived; 0 = all have. */
  readonly labelDelay: number;
}

/** A batch to which nothing has happened yet. */
export const undrifted = (samples: Samples): Drifted => ({
  samples,
  from: Int32Array.from({ length: samples.rows }, (_, row) => row),
  ledger: [],
  labelDelay: 0,
});

/**
 * Applies the drifts one after the other; nothing is written to. Equal arguments give equal bytes. Composition is
 * associative: what was drifted already goes on where it stands, and its ledger is continued.
 * @throws DriftError with the path `drift[i]…` when a drift is unknown or cannot act on this data.
 */
export function applyDrifts(drifts: readonly Drift[], start: Drifted, setting: DriftSetting): Drifted {
  return drifts.reduce((before, drift): Drifted => {
    const index = before.ledger.length;
    const injection = findInjection(drift, `drift[${index}]`, { ...setting, inputShape: before.samples.inputShape });
    const name = [setting.root, 'drift', setting.seed, index, drift.id] as const;
    const old = injection.past?.(before.samples, contextOf(injection, drift, setting, name, 1)) ?? before.samples;
    const effect = applyOne(injection, drift, before.samples, old, setting, name);
    const from = effect.from?.map((row) => before.from[row]!) ?? before.from;
    return {
      samples: effect.samples,
      from,
      ledger: [...before.ledger, ledgerEntry(injection, drift, old, injection.past ? inPlace(effect) : effect, setting, from)],
      labelDelay: Math.max(before.labelDelay, effect.labelDelay ?? 0),
    };
  }, start);
}

/** The effect row by row, whichever rows they came from: so it is compared with an old world of its own. */
const inPlace = ({ from: _from, ...effect }: DriftEffect): DriftEffect => effect;

/**
 * The old world that the drifts presuppose: a class that was not there yet, a cue that still held. Most presuppose nothing,
 * and the rows are returned as they are.
 * @throws DriftError as `applyDrifts` does.
 */
export function oldWorld(drifts: readonly Drift[], samples: Samples, setting: DriftSetting): Samples {
  return drifts.reduce((rows, drift, index) => {
    const injection = findInjection(drift, `drift[${index}]`, { ...setting, inputShape: samples.inputShape });
    const name = [setting.root, 'drift', setting.seed, index, drift.id] as const;
    return injection.past?.(rows, contextOf(injection, drift, setting, name, 1)) ?? rows;
  }, samples);
}

type Root = readonly [root: number, ...names: (string | number)[]];

/** What the injection may look at, at `factor` (0 … 1) of the drift's severity. */
function contextOf(injection: Injection, drift: Drift, setting: DriftSetting, name: Root, factor: number): DriftContext {
  const { batch, reference, columns, classes, groups, concepts, edges } = setting;
  return {
    severity: drift.severity * factor,
    params: withDefaults(injection.parameters, drift.params),
    world: randomStream(...name, 'world'),
    noise: randomStream(...name, 'noise', batch, ...(factor === 1 ? [] : [factor])),
    reference,
    columns,
    classes,
    ...(groups && { groups }),
    ...(concepts && { concepts }),
    ...(edges && { edges }),
  };
}

/**
 * The injection on the rows that the drift is aimed at and at their times: rows of one intermediate concept go through it
 * together, all others stay in the `old` world, and cells outside the aim keep their values.
 */
function applyOne(injection: Injection, drift: Drift, samples: Samples, old: Samples, setting: DriftSetting, name: Root): DriftEffect {
  const { batch } = setting;
  const { where, when, severity } = drift;
  const context = (factor: number): DriftContext => contextOf(injection, drift, setting, name, factor);
  const target = targetOf(where, samples, {
    ...setting,
    inputShape: samples.inputShape,
    world: randomStream(...name, 'where'),
    noise: randomStream(...name, 'where', batch),
  });
  const times = Float64Array.from({ length: samples.rows }, (_, row) => (setting.times === 'end' ? 1 : (row + 0.5) / samples.rows));
  const strength = factors(when, times, randomStream(...name, 'when', batch));
  const begins = when.pattern === 'staggered' ? onsets(when, featureCount(samples.inputShape), randomStream(...name, 'when')) : undefined;

  const groups = new Map<number, number[]>();
  strength.forEach((factor, row) => {
    if (factor * severity === 0 || target.rows?.[row] === 0) return;
    const rows = groups.get(factor);
    if (rows) rows.push(row);
    else groups.set(factor, [row]);
  });
  if (groups.size === 0) {
    const { params, sentence, labelDelay } = injection.apply(selectRows(samples, new Int32Array(0)), context(severity > 0 ? 1 : 0));
    return { samples: old, params, sentence, ...(labelDelay !== undefined && severity > 0 && { labelDelay }) };
  }
  const whole = groups.get(1)?.length === samples.rows;
  if (whole && !target.features && !begins) return injection.apply(samples, context(1));

  const merged = copyOf(old);
  let strongest: { readonly factor: number; readonly effect: DriftEffect } | undefined;
  for (const [factor, rows] of groups) {
    const picked = Int32Array.from(rows);
    const effect = injection.apply(selectRows(samples, picked), context(factor));
    merged.take(picked, effect);
    if (!strongest || factor > strongest.factor) strongest = { factor, effect };
  }
  if (target.features || begins)
    merged.restore((row, f) => target.features?.[f] === 0 || (begins !== undefined && times[row]! < begins[f]!));
  const { params, sentence, labelDelay } = strongest!.effect;
  return { samples: merged.samples, from: merged.from, params, sentence, ...(labelDelay !== undefined && { labelDelay }) };
}

/** A copy of a batch into which changed rows are put. */
function copyOf(old: Samples) {
  const text = old.text && [...old.text];
  const samples = {
    ...old,
    x: old.x.slice(),
    y: old.y.slice(),
    ...(text && { text }),
    ...(Object.fromEntries(alongRows.flatMap((name) => (old[name] ? [[name, old[name].slice()]] : []))) as Pick<
      Samples,
      (typeof alongRows)[number]
    >),
  };
  const from = Int32Array.from({ length: old.rows }, (_, row) => row);
  const width = featureCount(old.inputShape);
  return {
    samples,
    from,
    /** Puts the rows of `effect`, which was computed on the rows `picked` alone, back in their places. */
    take(picked: Int32Array, effect: DriftEffect): void {
      const part = effect.samples;
      picked.forEach((to, i) => {
        samples.x.set(part.x.subarray(i * width, (i + 1) * width), to * width);
        samples.y[to] = part.y[i]!;
        for (const name of alongRows) if (samples[name] && part[name]) samples[name][to] = part[name][i]!;
        if (text && part.text) text[to] = part.text[i]!;
        from[to] = picked[effect.from?.[i] ?? i]!;
      });
    },
    /** Gives cells their old values back. */
    restore(isOutside: (row: number, feature: number) => boolean): void {
      for (let row = 0; row < old.rows; row++) {
        for (let f = 0; f < width; f++) if (isOutside(row, f)) samples.x[row * width + f] = old.x[row * width + f]!;
      }
    },
  };
}

function findInjection({ id, where, when }: Drift, path: string, data: DriftData): Injection {
  const injection = injections.find((candidate) => candidate.id === id);
  if (!injection) {
    const known = injections.map((candidate) => candidate.id).join(', ');
    throw new DriftError(`there is no drift “${id}”`, `${path}.id`, `Choose one of: ${known}.`);
  }
  const refusal = whyNot(injection, data);
  if (refusal) throw new DriftError(`“${id}” cannot act on this data: ${refusal}`, `${path}.id`, 'Choose another drift or data set.');
  const elsewhere = whyNotThere(where, injection, data);
  if (elsewhere)
    throw new DriftError(`“${id}” cannot act there: ${elsewhere}`, `${path}.where`, 'Let it act everywhere, or choose another part.');
  const never = whyNotThen(when, injection, data);
  if (never) throw new DriftError(`“${id}” cannot act then: ${never}`, `${path}.when`, 'Choose another pattern or other times.');
  return injection;
}

const NOUNS = { image: 'images', tabular: 'tables', text: 'texts' };

/** Why the injection cannot act on data of this kind, as the rest of a sentence; undefined when it can. */
export function whyNot(injection: Injection, data: DriftData): string | undefined {
  const kind = inputKind(data);
  if (!injection.appliesTo.includes(kind)) {
    return `it changes ${injection.appliesTo.map((each) => NOUNS[each]).join(' and ')}, and these are ${NOUNS[kind]}`;
  }
  if (injection.relabels && data.edges) return 'it gives rows other classes by their names, and here a number is told';
  return injection.refuses?.(data);
}

/** Ids of the drifts that can act on this data. */
export const fittingDrifts = (data: DriftData): string[] => injections.filter((injection) => !whyNot(injection, data)).map(({ id }) => id);
