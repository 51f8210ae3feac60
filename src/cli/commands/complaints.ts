/** `lab complaints`: when users' complaints ring, beside a detector on errors and a test on inputs, in Node, without a browser. */
import { complaintStudy } from '../../experiment/complaint-study.ts';
import { checkOn } from '../../experiment/kinds/registry.ts';
import { can } from '../../spec/kinds/registry.ts';
import { describeIssues, parseAny } from '../../spec/parse.ts';
import type { StreamSpec } from '../../spec/schema.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { complaintText, medianDelay } from '../complaints/table.ts';
import { openProgress, print } from '../desk.ts';
import { experimentOf } from '../experiment-data.ts';
import { specOptions } from '../spec-options.ts';

/** Worlds that are looked at, and the probabilities q, unless said. */
const SEEDS = 30;
const SHARES = '0.01,0.02,0.05,0.1,0.3,1';
const PRESET = 'complaints';

export const complaints: Command = {
  name: 'complaints',
  summary:
    'Tells when complaints of users ring after a drift, for several shares of complaining, against ADWIN on errors and a test on inputs. Trains in Node, by softmax regression.',
  positionals: ['[stream.json]'],
  options: [
    ...specOptions.filter(({ name }) => ['preset', 'seed', 'labels'].includes(name)),
    { name: 'seeds', value: 'n', help: `so many worlds with the drift, and as many without, 1 … 100 (${SEEDS})` },
    { name: 'q', value: 'a,b,…', help: `probabilities that a wrong answer is complained of (${SHARES})` },
    { name: 'f', value: 'x', help: 'probability that a right answer is (as the spec says)' },
    { name: 'delay', value: 'n', help: 'batches after which complaints are heard (as the spec says)' },
    { name: 'json', help: 'print one JSON object' },
  ],
  examples: ['complaints', 'complaints --q 0.05,0.2 --f 0', 'complaints --preset sea --f 0.01 --delay 1 --json'],
  async run(given) {
    const { values, switches, positionals } = given;
    const asked = positionals.length || values.preset !== undefined ? given : { ...given, values: { ...values, preset: PRESET } };
    const { spec: found, dataset } = await experimentOf(asked);
    if (can(found, 'choosesMetric')) throw new CliError('Only a stream is complained of. Give the file of a stream, or --preset with one.');
    const spec = withComplaints(found as StreamSpec, given);
    const issues = checkOn(spec, dataset).filter(({ path }) => /^(data|drift|stream|complaints|task)\b/.test(path));
    if (issues.length) throw new CliError(describeIssues(issues));
    const progress = openProgress();
    try {
      const study = await complaintStudy(spec, dataset, sharesFrom(values.q ?? SHARES), (done) =>
        progress.update(`${done} of ${spec.seeds.count} worlds`),
      );
      progress.clear();
      print(
        switches.has('json')
          ? JSON.stringify({ ...study, ringing: study.ringing.map((one) => ({ ...one, medianDelay: medianDelay(one) })) })
          : complaintText(study),
      );
    } catch (error) {
      if (error instanceof RangeError) throw new CliError(`${error.message}.`);
      throw error;
    } finally {
      progress.clear();
    }
    return exitCode.done;
  },
};

/** The stream with complaints as asked for; of the spec where nothing was. @throws CliError where it then is no experiment. */
function withComplaints(
  spec: StreamSpec,
  { values: { seeds, f, delay } }: Given,
): StreamSpec & { complaints: NonNullable<StreamSpec['complaints']> } {
  const { wrong = 0, right = 0.01, ...rest } = spec.complaints ?? {};
  const complaints = {
    ...{ delay: 1, ...rest, wrong, right: f === undefined ? right : shareFrom('f', f) },
    ...(delay !== undefined && { delay: Number(delay) }),
  };
  const parsed = parseAny({ ...spec, complaints, seeds: { root: spec.seeds.root, count: seeds === undefined ? SEEDS : spec.seeds.count } });
  if (!parsed.ok) throw new CliError(describeIssues(parsed.issues));
  return { ...(parsed.spec as StreamSpec), complaints };
}

function sharesFrom(text: string): number[] {
  return [...new Set(text.split(',').map((part) => shareFrom('q', part.trim())))].sort((a, b) => a - b);
}

function shareFrom(option: string, text: string): number {
  const value = Number(text);
  if (text === '' || !(value >= 0 && value <= 1)) throw new CliError(`--${option}: expected a probability from 0 to 1, got "${text}".`);
  return value;
}
