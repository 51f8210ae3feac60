/**
 * A stream: the world changes while models serve it. For every seed all policies meet the same rows and the same labels, batch
 * by batch, each with a model of its own. The first seed goes by while a person watches and takes part; the further ones follow as
 * fast as they can (`further-seeds.ts`). Pure orchestration: engine, clock, listener and the person are passed in.
 */
import type { EarlierStream } from '../../../contracts/record.ts';
import type { Observation, StreamCommand, StreamEdit } from '../../../contracts/stream.ts';
import type { SeedContext, StreamContext, StreamResult } from './context.ts';
import { recorded } from '../../../measure/precision.ts';
import { stoppedBy } from '../../../training/run-control.ts';
import { furtherSeeds } from './further-seeds.ts';
import { openSeed } from './seed.ts';

/**
 * Runs every seed. The spec must have passed the kind's check. Of an earlier run its complete seeds stay; where the first is not, it goes by
 * again, and what a person did to it is done again. Rejects with an AbortError when stopped.
 */
export async function runStream(given: StreamContext): Promise<StreamResult> {
  const context: SeedContext = { ...given, said: new Set() };
  const first = known(given.earlier) ?? (await firstSeed(context));
  if (first.aborted) return { ...first, retired: [] };
  const { seeds, runs, retired, ...end } = await furtherSeeds(context, first);
  return { ...first, seeds: [...first.seeds, ...seeds], runs: [...first.runs, ...runs], retired, ...end };
}

/** The first seed of an earlier run, where it is complete. */
function known(earlier: EarlierStream | undefined): Omit<StreamResult, 'retired'> | undefined {
  const [first] = earlier?.seeds ?? [];
  if (!earlier || !first) return undefined;
  const { edits, observations } = earlier;
  return { seeds: [first], runs: earlier.runs.filter(({ seed }) => seed === 0), edits, observations };
}

async function firstSeed(context: SeedContext): Promise<Omit<StreamResult, 'retired'>> {
  const { pace, emit, earlier } = context;
  const edits: StreamEdit[] = [];
  const observations: Observation[] = [];
  const seed = await openSeed(context, 0);
  emit({ type: 'stream-started', seed: seed.facts, batches: seed.batches });
  let seen = 0;
  const aborted = await stoppedBy(async () => {
    for (; seen < seed.batches; seen++) await goBy(seen);
  });
  if (aborted && !seen) throw aborted;
  // A stop may come while some policies are through with a batch and others are not.
  const runs = (await seed.end()).map((run) => ({ ...run, points: run.points.slice(0, seen) }));
  emit({ type: 'stream-ended', runs });
  return { ...{ seeds: [seed.facts], runs, edits, observations }, ...(aborted && { aborted: { seed: 0, batch: seen }, endedBy: aborted }) };

  async function goBy(batch: number): Promise<void> {
    await pace.beforeBatch(0, batch);
    const again = earlier?.edits.filter((edit) => edit.batch === batch).map(commandOf) ?? [];
    for (const command of [...again, ...pace.commands(batch)]) {
      const edit = seed.obey(command, batch);
      if (!edit) continue;
      edits.push(edit);
      emit({ type: 'stream-edited', edit });
    }
    const points = await seed.serve(batch);
    const passing = await seed.passing(batch);
    const observation = await seed.observe(batch);
    if (observation) observations.push(recorded(observation));
    emit({ type: 'stream-batch', seed: 0, batch, points, ...(passing && { passing }), ...(observation && { observation }) });
  }
}

/** What a person asked for, from what came of it. */
const commandOf = ({ what, drift, policy }: StreamEdit): StreamCommand =>
  what === 'drift' ? { type: what, drift: drift! } : { type: what, policy: policy! };
