/** What is listed of a run. */
import type { RunEntry } from '../../contracts/library.ts';
import type { AnyRecord, Check, RunRecord, StreamRecord } from '../../contracts/record.ts';
import { byKind } from '../../record/by-kind.ts';
import { headlineOf } from '../../record/headline.ts';
import { policyTitle } from '../../policies/registry.ts';
import { injections } from '../../drift/registry.ts';

/** A run, and what was found of it. */
export interface Judged {
  readonly record: AnyRecord;
  readonly sound: boolean;
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
}

/** Three decimals are enough for a small picture. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export function entryOf(
  { record, sound, checks, notes }: Judged,
  about: Pick<RunEntry, 'origin' | 'bytes' | 'keptAt'> & Partial<Pick<RunEntry, 'sweep' | 'replication'>>,
): RunEntry {
  const { runId, specId, spec, startedAt, durationMs, data, environment, parentId, signatures } = record;
  return {
    ...{ runId, specId, kind: spec.kind, startedAt, durationMs, sound, notes },
    ...about,
    data: data.title,
    dataId: spec.data.id,
    drift: spec.drift.map(({ id, severity }) => `${injections.find((one) => one.id === id)?.title ?? id} ${severity}`).join(', '),
    about: aboutOf(record),
    engine: environment.engine.engine,
    verdict: headlineOf(record),
    ...listed(record),
    faults: checks.filter(({ ok }) => !ok).map(({ text }) => text),
    ...(parentId !== undefined && { parentId }),
    ...(signatures?.length && { signedBy: signatures.map(({ publicKey }) => publicKey) }),
    tags: [],
    note: '',
  };
}

/** In a few words. */
function aboutOf({ spec }: AnyRecord): string {
  const size = Object.values(spec.model.params).flat().join('–');
  return [`${spec.model.family} ${size}`.trim(), ...labelsOf({ spec } as AnyRecord), `${spec.stop.epochs} epochs`].join(', ');
}

const labelsOf = byKind<readonly string[]>({
  compare: ({ spec: { labels } }) => [labels.perClass ? `${labels.perClass} labels a class` : `${labels.budget} labels`],
  stream: () => [],
});

const listed = byKind<Pick<RunEntry, 'seeds' | 'state' | 'picture'>>({ compare: listedComparison, stream: listedStream });

function listedComparison({ derived: { summary }, aborted }: RunRecord) {
  return {
    seeds: summary.seeds,
    state: aborted ? ('stopped' as const) : ('finished' as const),
    picture: summary.arms.map(({ id, accuracyNew }) => ({ id, mark: id, value: rounded(accuracyNew.mean) })),
  };
}

function listedStream({ derived: { policies, seeds, edited }, spec, aborted }: StreamRecord) {
  return {
    seeds,
    state: aborted ? ('stopped' as const) : edited ? ('edited' as const) : ('finished' as const),
    picture: policies.map(({ policy: index, accuracy }) => ({
      id: policyTitle(spec.policies[index]!),
      mark: `policy-${index % 8}`,
      value: rounded(accuracy.mean),
    })),
  };
}
