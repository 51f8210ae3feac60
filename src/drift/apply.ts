/** Changing the world: injections composed in order, each with its own random streams and its ledger entry. */
import { inputKind, type Column, type Samples } from '../data/types.ts';
import { stream } from '../random/random.ts';
import { DriftError } from './drift-error.ts';
import { ledgerEntry } from './ledger.ts';
import { injections } from './registry.ts';
import type { DriftContext, Injection, LedgerEntry, Severity } from './types.ts';

/** One drift of an experiment. */
export interface Drift {
  readonly id: string;
  readonly severity: Severity;
}

/** The old world, and which batch of which repeat is changed. */
export interface DriftSetting {
  readonly root: number;
  /** Index of the repeat. */
  readonly seed: number;
  /** Name of the batch (`pool`, `test`). All batches of a repeat get the same world, each its own noise. */
  readonly batch: string;
  /** Base-train rows, in raw units. */
  readonly reference: Samples;
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
}

export interface Drifted {
  readonly samples: Samples;
  /** For each row, the index of the row of the original batch it came from. */
  readonly from: Int32Array;
  /** One entry per drift, in order; each compares the batch before and after that drift alone. */
  readonly ledger: readonly LedgerEntry[];
}

/**
 * Applies the drifts one after the other; `samples` is not written to. Equal arguments give equal bytes.
 * @throws DriftError with the path `drift[i].id` when a drift is unknown or cannot act on this data.
 */
export function applyDrifts(drifts: readonly Drift[], samples: Samples, setting: DriftSetting): Drifted {
  const { root, seed, batch, reference, columns, classes } = setting;
  const start: Drifted = { samples, from: Int32Array.from({ length: samples.rows }, (_, row) => row), ledger: [] };
  return drifts.reduce((before, { id, severity }, index): Drifted => {
    const injection = findInjection(id, `drift[${index}].id`, { columns, classes, inputShape: samples.inputShape });
    const name = [root, 'drift', seed, index, id] as const;
    const context: DriftContext = {
      severity,
      world: stream(...name, 'world'),
      noise: stream(...name, 'noise', batch),
      reference,
      columns,
      classes,
    };
    const effect = injection.apply(before.samples, context);
    return {
      samples: effect.samples,
      from: effect.from?.map((row) => before.from[row]!) ?? before.from,
      ledger: [...before.ledger, ledgerEntry(injection, before.samples, effect, context)],
    };
  }, start);
}

type DataFacts = Pick<DriftContext, 'columns' | 'classes'> & Pick<Samples, 'inputShape'>;

function findInjection(id: string, path: string, data: DataFacts): Injection {
  const injection = injections.find((candidate) => candidate.id === id);
  if (!injection) {
    const known = injections.map((candidate) => candidate.id).join(', ');
    throw new DriftError(`there is no drift “${id}”`, path, `Choose one of: ${known}.`);
  }
  const refusal = whyNot(injection, data);
  if (refusal) {
    throw new DriftError(`“${id}” cannot act on this data: ${refusal}`, path, 'Choose another drift or data set.');
  }
  return injection;
}

/** Why the injection cannot act on data of this kind, as the rest of a sentence; undefined when it can. */
export function whyNot(injection: Injection, data: DataFacts): string | undefined {
  const kind = inputKind(data.inputShape);
  const nouns = { image: 'images', tabular: 'tables' };
  if (!injection.appliesTo.includes(kind)) {
    return `it changes ${injection.appliesTo.map((each) => nouns[each]).join(' and ')}, and these are ${nouns[kind]}`;
  }
  return injection.refuses?.(data);
}
