/** Is the kind of a drift told right? Every drift of one kind, on data it applies to, against what the ledger says. */
import { builtIns } from '../../../datasets/registry.ts';
import { agreedDiagnosis } from '../../decide/known.ts';
import { inputKind } from '../../data/types.ts';
import { injections } from '../../drift/registry.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { presets } from '../../spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../spec/schema.ts';

const KINDS = ['P(x)', 'P(y)', 'P(y|x)'] as const;
const SETS = ['digits', 'sensors', 'waveform', 'credit', 'demand'];
const SEVERITIES = [3, 5];

export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly spec: Spec;
}

/** The catalogue's drifts of one kind, from severity 3 on; those that refuse the data are left out. */
export const cases: readonly Case[] = SETS.flatMap((id) => {
  const set = builtIns.find((one) => one.id === id)!;
  const kindOfInput = inputKind(set);
  const facts = {
    inputShape: set.inputShape,
    columns: set.columns,
    classes: set.classes,
    ...(set.groups && { groups: set.groups }),
    ...(set.concepts && { concepts: set.concepts }),
  };
  return injections
    .filter(
      ({ kind, appliesTo, refuses }) => (KINDS as readonly string[]).includes(kind) && appliesTo.includes(kindOfInput) && !refuses?.(facts),
    )
    .flatMap(({ id: drift, kind }) =>
      SEVERITIES.map((severity): Case => ({
        id: `${id}, ${drift} ${severity}`,
        kind,
        spec: {
          ...presets.quick.spec,
          data: { id, params: {}, split: { baseTrain: 600, baseTest: 400, newPool: 500, newTest: 50 } },
          model: { family: 'mlp', params: { hidden: [32] } },
          base: { learningRate: 0.005, batchSize: 32, epochs: 12 },
          drift: [globalDrift(drift, severity)],
          labels: { budget: 100 },
          arms: [{ id: 'none' }],
          seeds: { root: 20260302, count: 1 },
        },
      })),
    );
});

export interface Diagnosed {
  readonly id: string;
  readonly kind: string;
  readonly said: string;
}

export const diagnosed = ({ id, kind }: Case, { seeds }: Pick<RunRecord, 'seeds'>): Diagnosed => ({
  id,
  kind,
  said: agreedDiagnosis(seeds)?.kind ?? 'nothing',
});

/** Hits and cases by kind, and over all. */
export function hitRates(all: readonly Diagnosed[]): Readonly<Record<string, { readonly hits: number; readonly of: number }>> {
  const count = (list: readonly Diagnosed[]) => ({ hits: list.filter(({ kind, said }) => kind === said).length, of: list.length });
  return { ...Object.fromEntries(KINDS.map((kind) => [kind, count(all.filter((one) => one.kind === kind))])), all: count(all) };
}
