/** Puts the record of a stream together and gives it its id. */
import type { Dataset } from '../data/types.ts';
import { streamVerdict } from '../decide/stream-verdict.ts';
import type { StreamResult } from '../experiment/kinds/stream/run.ts';
import { busyElsewhere } from '../measure/energy/pressure.ts';
import { streamSummary } from '../measure/stream-summary.ts';
import type { Model } from '../models/types.ts';
import { contentId } from '../spec/canonical.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { dataFacts, modelFacts } from './build.ts';
import type { StreamRecord } from '../contracts/stream-record.ts';
import type { Environment } from '../contracts/record.ts';

export interface StreamRecordParts extends StreamResult {
  readonly spec: StreamSpec;
  readonly dataset: Dataset;
  readonly model: Model;
  readonly environment: Environment;
  readonly startedAt: string;
  readonly durationMs: number;
}

/** The complete record. Every number in it is finite, so it survives JSON unchanged. */
export function buildStreamRecord({ dataset, model, retired, ...rest }: StreamRecordParts): StreamRecord {
  const { engine, hidden, pressure } = rest.environment;
  const conditions = { softwareAdapter: engine.software, hidden, busyElsewhere: busyElsewhere(pressure, engine.engine === 'webgpu') };
  const summary = streamSummary(rest.spec, rest.runs, rest.seeds[0]?.ledger ?? [], { ...conditions, edited: rest.edits.length > 0 });
  const record: Omit<StreamRecord, 'runId'> = {
    version: 1,
    specId: contentId(rest.spec),
    ...rest,
    data: dataFacts(dataset),
    model: modelFacts(model),
    ...(retired.length > 0 && { retired }),
    derived: { ...summary, verdict: streamVerdict(rest.spec, summary) },
  };
  return { ...record, runId: contentId(record) };
}
