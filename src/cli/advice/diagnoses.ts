/** Is a drift told right? Every drift of one kind, pairs of them, and none at all, on data they apply to, against what the ledger says. */
import { builtIns } from '../../../datasets/registry.ts';
import type { DriftPart } from '../../contracts/diagnosis.ts';
import { agreedParts, type Question } from '../../decide/drift-parts.ts';
import { agreedDiagnosis } from '../../decide/known.ts';
import { inputKind } from '../../data/types.ts';
import { injections } from '../../drift/registry.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { randomStream } from '../../random/random.ts';
import { presets } from '../../spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../spec/schema.ts';

const KINDS = ['P(x)', 'P(y)', 'P(y|x)'] as const;
const SETS = ['digits', 'sensors', 'waveform', 'credit', 'demand'];
const SEVERITIES = [3, 5];
/** Drifts of two kinds at once, and quiet controls; with seeds on which nothing was tuned. */
const PAIRS = [
  ['P(x)', 'P(y|x)'],
  ['P(y)', 'P(y|x)'],
  ['P(x)', 'P(y)'],
] as const;
const MIXED = 30;
const CONTROLS = 10;
const ROOT = 20261130;

export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly spec: Spec;
}

/** The catalogue's drifts of one kind, from severity 3 on; those that refuse the data are left out. */
const pure: readonly Case[] = SETS.flatMap((id) => {
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

/** Pairs of kinds in turn, each of two of the catalogue's drifts on the same data. */
function mixed(): Case[] {
  const random = randomStream(ROOT, 'mixed');
  const strong = pure.filter(({ spec }) => spec.drift[0]!.severity === Math.max(...SEVERITIES));
  const found: Case[] = [];
  while (found.length < MIXED) {
    const set = SETS[random.int(SETS.length)]!;
    const one = (kind: string) => {
      const all = strong.filter((each) => each.kind === kind && each.spec.data.id === set);
      return all[random.int(Math.max(1, all.length))];
    };
    const [first, second] = PAIRS[found.length % PAIRS.length]!;
    const [a, b] = [one(first), one(second)];
    if (!a || !b) continue;
    const drift = [...a.spec.drift, ...b.spec.drift].map((each) => ({ ...each, severity: 4 }));
    found.push({
      id: `${a.id} + ${b.id} (both 4)`,
      kind: `${first} + ${second}`,
      spec: { ...a.spec, drift, seeds: { root: ROOT + found.length, count: 3 } },
    });
  }
  return found;
}

const controls: readonly Case[] = Array.from({ length: CONTROLS }, (_, i) => {
  const { spec } = pure.find((each) => each.spec.data.id === SETS[i % SETS.length])!;
  return { id: `no drift, ${spec.data.id} ${i}`, kind: 'none', spec: { ...spec, drift: [], seeds: { root: ROOT + 100 + i, count: 3 } } };
});

export const cases: readonly Case[] = [...pure, ...mixed(), ...controls];

export interface Diagnosed {
  readonly id: string;
  readonly kind: string;
  readonly said: string;
  /** The answers to the three questions; null where nothing could be diagnosed. */
  readonly answers: Readonly<Record<Question, DriftPart['moved']>> | null;
}

export const diagnosed = ({ id, kind }: Case, { seeds }: Pick<RunRecord, 'seeds'>): Diagnosed => ({
  id,
  kind,
  said: agreedDiagnosis(seeds)?.kind ?? 'nothing',
  answers: answersOf(seeds),
});

function answersOf(seeds: RunRecord['seeds']): Diagnosed['answers'] {
  const parts = agreedParts(seeds);
  return parts && { inputs: parts.inputs.moved, labels: parts.labels.moved, rule: parts.rule.moved };
}

/** Which factor each question asks about. */
const FACTOR: Readonly<Record<Question, string>> = { inputs: 'P(x)', labels: 'P(y)', rule: 'P(y|x)' };

/** By what was injected and by question: answers that are right, and those that are left open. */
export function answerRates(all: readonly Diagnosed[]) {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const these = all.filter((one) => one.kind === kind && one.answers);
    const rate = (question: Question) => {
      const truth = kind.split(' + ').includes(FACTOR[question]) ? 'yes' : 'no';
      const said = these.map(({ answers }) => answers![question]);
      return { right: said.filter((one) => one === truth).length, open: said.filter((one) => one === 'unknown').length };
    };
    return { kind, of: these.length, inputs: rate('inputs'), labels: rate('labels'), rule: rate('rule') };
  });
}

/** Hits and cases by kind, and over all of one kind. */
export function hitRates(all: readonly Diagnosed[]): Readonly<Record<string, { readonly hits: number; readonly of: number }>> {
  const count = (list: readonly Diagnosed[]) => ({ hits: list.filter(({ kind, said }) => kind === said).length, of: list.length });
  const ofOneKind = all.filter(({ kind }) => (KINDS as readonly string[]).includes(kind));
  return { ...Object.fromEntries(KINDS.map((kind) => [kind, count(all.filter((one) => one.kind === kind))])), all: count(ofOneKind) };
}
