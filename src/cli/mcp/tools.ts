/** The tools of `lab mcp`, in the order in which they are offered. A new one is an entry here. */
import { readRun } from '../../record/file/read.ts';
import { text as runText } from '../../record/export/text.ts';
import { CliError } from '../cli-error.ts';
import { advice } from '../commands/advice.ts';
import { compareSamples } from '../commands/compare-samples.ts';
import { detect } from '../commands/detect.ts';
import { inspect } from '../commands/inspect.ts';
import { run } from '../commands/run.ts';
import { verify } from '../commands/verify.ts';
import { factsOf, registries, type Registry } from '../schema/registries.ts';
import { inputSchema, runTool, type Arguments, type CommandTool } from './command-tool.ts';

/** What a tool answers: text to read, and the same as data. */
export interface Answer {
  readonly text: string;
  readonly data: Record<string, unknown>;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { type: 'object'; [key: string]: unknown };
  /** It trains: others of its kind wait, or they would share the machine, and times would mean nothing. */
  readonly alone?: true;
  /** What is printed at the desk is what a command answers. @param printed all of it so far @throws CliError */
  answer(given: Arguments, printed: () => string): Promise<Answer>;
}

const file = (help: string) => ({ name: 'file', help, required: true }) as const;

/** A command that answers with one JSON object. */
function ofCommand(name: string, tool: CommandTool): Tool {
  return {
    name,
    description: tool.command.summary,
    inputSchema: inputSchema(tool),
    async answer(given, printed) {
      await runTool(tool, given, ['--json']);
      return { text: printed(), data: JSON.parse(printed()) as Record<string, unknown> };
    },
  };
}

const list: Tool = {
  name: 'list',
  description:
    'Lists what an experiment or a tool may name: drifts, repairs, detectors, tests, data sets, presets and so on, with parameters, ranges and defaults. Without a registry, which there are.',
  inputSchema: {
    type: 'object',
    properties: {
      registry: { enum: Object.keys(registries), description: 'which registry' },
      id: { type: 'string', description: 'one entry of it, with everything it says of itself' },
    },
    additionalProperties: false,
  },
  answer({ registry: asked, id }) {
    if (asked === undefined)
      return answered({
        registries: Object.entries(registries).map(([name, { title, entries }]) => ({ name, title, entries: entries.length })),
      });
    const known = Object.keys(registries).join(', ');
    if (typeof asked !== 'string' || !Object.hasOwn(registries, asked))
      throw new CliError(`registry: there is no "${String(asked)}"; it is one of ${known}.`);
    const { entries }: Registry = registries[asked as keyof typeof registries];
    if (id === undefined)
      return answered({
        registry: asked,
        entries: entries.map(({ id: each, title, help, parameters }) => ({ id: each, title, help, parameters })),
      });
    const found = entries.find((entry) => entry.id === id);
    if (!found)
      throw new CliError(`id: there is no "${String(id)}" among ${asked}; it is one of ${entries.map((entry) => entry.id).join(', ')}.`);
    return answered({ registry: asked, entry: factsOf(found) });
  },
};

const answered = (data: Record<string, unknown>): Promise<Answer> => Promise.resolve({ text: JSON.stringify(data), data });

const runTraining: CommandTool = {
  command: run,
  places: [
    {
      name: 'spec',
      help: 'the experiment: an object as "lab --schema" describes it, or the path of a file with one; sections may be left out',
      inline: { schema: { type: 'object' }, file: 'spec.json', text: (value) => JSON.stringify(value) },
    },
  ],
  without: ['json', 'format', 'print-spec'],
};

/** The whole record is for files: it holds every repeat. */
const training: Tool = {
  name: 'run',
  description: `${run.summary} Give a spec or a preset, and knobs. Answers with the verdict and a table; "out" writes the whole record, which advice and verify read.`,
  inputSchema: inputSchema(runTraining),
  alone: true,
  async answer(given, printed) {
    await runTool(runTraining, given, ['--json']);
    const run = readRun(new TextEncoder().encode(printed()));
    if (!run.ok) throw new CliError(run.message);
    const { record } = run;
    const { runId, specId, spec, durationMs, derived } = record;
    return {
      text: runText(record),
      data: { runId, specId, kind: spec.kind, durationMs, verdict: derived.verdict, out: given.out ?? null },
    };
  },
};

const listed = ['json', 'list'];

export const tools: readonly Tool[] = [
  list,
  ofCommand('inspect', {
    command: inspect,
    places: [{ name: 'files', help: 'paths of tables, an archive, or a model.json', many: true, required: true }],
    without: listed,
  }),
  training,
  ofCommand('detect', {
    command: detect,
    places: [
      { name: 'detector', help: 'its id, as list gives it', required: true },
      {
        ...file('the path of a file of numbers, one a line, or of a table (then with column); or the numbers themselves'),
        inline: {
          schema: { type: 'array', items: { type: 'number' } },
          file: 'numbers.txt',
          text: (value) => (value as unknown[]).join('\n'),
        },
      },
    ],
    without: listed,
  }),
  ofCommand('compare', {
    command: compareSamples,
    places: [
      { name: 'test', help: 'its id, as list gives it', required: true },
      { name: 'reference', help: 'the path of the reference sample', required: true },
      { name: 'current', help: 'the path of the sample that is compared with it', required: true },
    ],
    without: listed,
  }),
  ofCommand('advice', { command: advice, places: [file('the path of the record, as "run" wrote it')], without: listed }),
  ofCommand('verify', {
    command: verify,
    places: [{ name: 'files', help: 'runs, as “run” wrote them', many: true, required: true }],
    without: listed,
  }),
];
