/** `lab run --small`: the sizes of one experiment, run one after the other in one page. */
import type { RunRecord } from '../../contracts/record.ts';
import { foresee, type Foreseen, type SmallRun } from '../../decide/small.ts';
import { smallRuns } from '../../spec/shrunk.ts';
import type { Spec } from '../../spec/schema.ts';
import { CliError } from '../cli-error.ts';
import { runMany, type StudyFiles } from '../run-many.ts';

/** @throws CliError where the experiment is small already, or has nothing to choose between */
export async function foreseenBySmallRuns(spec: Spec, own: StudyFiles): Promise<Foreseen> {
  const runs: SmallRun[] = [];
  await runMany(
    sizesOf(spec).map(({ share, spec: small }) => ({ id: `1/${1 / share} of it`, share, spec: small })),
    ({ share }, record: RunRecord) => void runs.push({ share, summary: record.derived.summary }),
    own,
  );
  const found = foresee(runs, spec.seeds.count, spec.seeds.root);
  if (!found) throw new CliError('--small: there is nothing to choose between; race a repair.');
  return found;
}

function sizesOf(spec: Spec): ReturnType<typeof smallRuns> {
  try {
    return smallRuns(spec);
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`--small: ${error.message}; run it as it is.`);
    throw error;
  }
}
