/** `lab drift`: the generator by itself. Writes the worlds of an experiment and the ledger of what was changed, without training. */
import type { Dataset } from '../../data/types.ts';
import { injections } from '../../drift/registry.ts';
import { checkOn } from '../../experiment/kinds/registry.ts';
import { driftedHashOf, makeWorlds, rowsOfRepeat, type TwoWorlds } from '../../experiment/worlds.ts';
import { shiftSentences } from '../../detect/shift-words.ts';
import { analystHere } from '../../experiment/analyst-here.ts';
import { shiftOf } from '../../experiment/real-drift.ts';
import { contentId } from '../../spec/canonical.ts';
import { describeIssues } from '../../spec/parse.ts';
import type { AnySpec } from '../../spec/schema.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { croissant } from '../croissant.ts';
import { print } from '../desk.ts';
import { experimentOf } from '../experiment-data.ts';
import { dataOptions } from '../own-file.ts';
import { specOptions } from '../spec-options.ts';
import { filesOfWorlds } from '../world-files.ts';
import { forceOption, freshFolder, writeFiles, type FolderMark } from '../write-out.ts';

const DATA_OPTIONS = specOptions.filter(({ name }) => ['preset', 'seed', 'drift'].includes(name));

export const drift: Command = {
  name: 'drift',
  summary: 'Makes the old and the new world of an experiment and writes them, with the ledger of every injected change. Trains nothing.',
  positionals: ['[spec.json]'],
  options: [
    ...DATA_OPTIONS,
    ...dataOptions,
    { name: 'repeat', value: 'n', help: 'which repeat of the experiment (seed), from 0; 0 unless said' },
    {
      name: 'out',
      value: 'folder',
      help: 'where old-train, old-test, new-pool and new-test (CSV; of images NPY) and ledger.json go, with croissant.json that describes them',
    },
    forceOption,
    {
      name: 'raw',
      help: 'write cells that begin as a formula does (= + - @) as they are, for programs; else they begin with an apostrophe, for spreadsheets',
    },
    { name: 'json', help: 'print the ledger as JSON instead of in sentences' },
    { name: 'list', help: 'print every drift there is, with its steps, and end' },
  ],
  examples: [
    'drift spec.json --out drifted',
    'drift --preset sensors --out drifted',
    'drift --preset sensors --data machines.csv --out drifted',
    'drift --list',
  ],
  async run(given) {
    if (given.switches.has('list')) return list(given.switches.has('json'));
    const repeat = repeatFrom(given);
    const { out } = given.values;
    const folder = out === undefined ? undefined : freshFolder('out', out, given.switches.has('force'), ours);
    const { spec, dataset } = await experimentOf(given);
    const issues = checkOn(spec, dataset).filter(({ path }) => /^(data|drift)\b/.test(path));
    if (issues.length) throw new CliError(describeIssues(issues));
    const rows = await rowsOfRepeat(dataset, repeat);
    const worlds = makeWorlds(spec, rows, repeat);
    const shift = await shiftOf(spec, rows, analystHere);
    const ledger = {
      ...{ version: 1, specId: contentId(spec), spec, repeat },
      data: { title: dataset.title, sha256: rows.sha256, classes: dataset.classes, groups: dataset.groups ?? null },
      ...{ splitHash: worlds.splitHash, driftedHash: await driftedHashOf(worlds), labelDelay: worlds.labelDelay },
      ledger: { test: worlds.ledger, pool: worlds.poolLedger },
      ...(shift && { real: 'unknown', shift }),
    };
    if (folder !== undefined) write(folder, spec, worlds, dataset, ledger, given.switches.has('raw'));
    const known = shift ? ['What changed is real and not known; this much is known of it:', ...shiftSentences(shift, dataset.classes)] : [];
    const sentences = [...known, ...worlds.ledger.map(({ sentence }) => sentence)].join('\n') || 'Nothing changes: this is the control.';
    print(given.switches.has('json') ? JSON.stringify(ledger, null, 2) : sentences);
    return exitCode.done;
  },
};

function repeatFrom({ values: { repeat = '0' } }: Given): number {
  if (!/^\d{1,4}$/.test(repeat)) throw new CliError(`--repeat: expected a whole number from 0 on, got "${repeat}".`);
  return Number(repeat);
}

/** What tells a folder of this command's from one of the user's. */
const ours: FolderMark = { name: 'ledger.json', isOurs: (text: string) => /^\{\s*"version": 1,\s*"specId": "sha256:/.test(text) };

function write(folder: string, spec: AnySpec, worlds: TwoWorlds, dataset: Dataset, ledger: object, raw: boolean): void {
  const files = [...filesOfWorlds(worlds, dataset, raw), { name: ours.name, bytes: Buffer.from(`${JSON.stringify(ledger, null, 2)}\n`) }];
  const described = croissant({ dataset, files, worlds, specId: contentId(spec), day: today(), raw });
  writeFiles(
    folder,
    [...files, { name: 'croissant.json', bytes: described }].map(({ name, bytes }) => ({ name, content: bytes })),
  );
}

/** The day of `SOURCE_DATE_EPOCH` where that is set (reproducible-builds.org), else this one, UTC. */
function today(): string {
  const { SOURCE_DATE_EPOCH: seconds } = process.env;
  return (seconds ? new Date(1000 * Number(seconds)) : new Date()).toISOString().slice(0, 'yyyy-mm-dd'.length);
}

function list(json: boolean): number {
  const all = injections.map(({ apply: _apply, refuses: _refuses, past: _past, ...facts }) => facts);
  const text = all
    .map(
      ({ id, kind, appliesTo, title, ladder, fidelity }) =>
        `${id}  ${kind}  ${appliesTo.join(', ')}\n  ${title} (${fidelity})\n  1 … 5: ${ladder.join(' | ')}`,
    )
    .join('\n');
  print(json ? JSON.stringify(all, null, 2) : text);
  return exitCode.done;
}
