/** `lab inspect`: what a model of one's own is, before anything is trained with it. */
import { CliError, exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { modelJson, modelText } from '../model-table.ts';
import { pathsOfModel } from '../own-model.ts';

export const inspect: Command = {
  name: 'inspect',
  summary: 'Tells what a TensorFlow.js model of your own is: its layers, where its head may begin, who trains it. Nothing is trained.',
  positionals: ['<model.json>'],
  options: [{ name: 'json', help: 'print one JSON object' }],
  examples: ['inspect model.json', 'inspect model.json --json'],
  async run({ positionals: [file], switches }) {
    if (file === undefined) throw new CliError('Name the model.json to inspect.');
    if (!file.endsWith('.json'))
      throw new CliError(
        `${file}: only models are inspected for now. Give the model.json that model.save of TensorFlow.js wrote; "lab run --data" reads tables and images.`,
      );
    const paths = pathsOfModel(file);
    // Vite and Playwright are slow to load; a wrong path should be told at once.
    const { lookAtModel } = await import('../look-at-model.ts');
    const facts = await lookAtModel(paths);
    process.stdout.write(`${switches.has('json') ? JSON.stringify(modelJson(facts), null, 2) : modelText(facts)}\n`);
    return exitCode.done;
  },
};
