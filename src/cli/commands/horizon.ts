/** `lab horizon`: what users get while a repair is under way, from the record of a comparison; nothing is trained. */
import type { Freshness } from '../../contracts/freshness.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { amount, freshnessSentences, doingsOf, inShort, titlesOf } from '../../decide/freshness.ts';
import { freshness } from '../../measure/freshness/freshness.ts';
import { hours } from '../../measure/freshness/words.ts';
import { aligned } from '../../record/export/aligned.ts';
import { can, kindsThat, specKindOf } from '../../spec/kinds/registry.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { print } from '../desk.ts';
import { leadOption, withLead } from '../lead-option.ts';
import { soundRunIn } from '../run-files.ts';

export const horizon: Command = {
  name: 'horizon',
  summary:
    'Says what users get while a repair is under way: when each is in service, who is ahead until when, and what patching first would spare. From a record, with any lead times.',
  positionals: ['<run.json>'],
  options: [leadOption, { name: 'json', help: 'print one JSON object' }],
  examples: ['horizon run.json --lead camera', 'horizon run.json --lead chatbot,training.hours=48,horizon=720', 'horizon run.json --json'],
  run({ positionals: [file], values, switches }) {
    if (file === undefined) throw new CliError('Name the record of a run. "lab run --out run.json" writes one.');
    const record = soundRunIn(file);
    if (!can(record.spec, 'variesBudget'))
      throw new CliError(
        `${file}: a horizon is of a ${kindsThat('variesBudget')}, and this is a ${specKindOf(record.spec).title}: its policies wait while it goes by.`,
      );
    const run = record as RunRecord;
    const { lead } = values.lead === undefined ? run.spec : withLead(run.spec, values.lead);
    if (!lead) throw new CliError(`${file}: it was not said how long repairs take. Add --lead, such as --lead camera.`);
    const found = freshness(lead, { summary: run.derived.summary, results: run.results, ...(run.retired && { retired: run.retired }) });
    if (!found) throw new CliError(`${file}: there is no seed on which a repair and no repair can be compared.`);
    print(switches.has('json') ? JSON.stringify({ runId: run.runId, lead, ...found }) : horizonText(found, run.derived.summary));
    return Promise.resolve(exitCode.done);
  },
};

const LOST = { wrong: 'wrong answers', cost: 'cost of errors', error: 'absolute error' } as const;

/** Without a line end. */
function horizonText(found: Freshness, summary: RunRecord['derived']['summary']): string {
  const titleOf = titlesOf(summary);
  const wait = (value: number | null | undefined) =>
    value === null || value === undefined ? 'never' : value === 0 ? 'at once' : hours(value);
  return [
    ...aligned([
      [
        'repair',
        'labels',
        'training',
        'steps',
        'in service',
        `${LOST[found.loss]}${found.traffic === null && found.loss === 'wrong' ? ', %' : ''}, ${hours(found.horizon)}`,
      ],
      ...found.served.map(({ id, steps, loss }) => {
        const lead = found.leads[id];
        const parts = lead ? [lead.labels, lead.training, lead.steps].map((part) => (id === 'none' ? '–' : wait(part))) : ['', '', ''];
        return [
          titleOf(id),
          ...parts,
          id === 'none' ? '–' : wait(lead ? lead.total : steps.at(-1)!.from),
          inShort(found.loss, loss, found.traffic, found.horizon),
        ];
      }),
    ]),
    '',
    ...freshnessSentences(found, doingsOf(summary)),
    ...(found.traffic === null
      ? [
          '',
          `How many answers an hour is not said, so shares are told: ${amount(found.loss, found.served[0]!.loss)} with the model as it is.`,
        ]
      : []),
  ].join('\n');
}
