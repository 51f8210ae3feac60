/** Help texts, built from the registry of commands. */
import type { Command } from './command.ts';

/** How `lab` is called from where this is. */
const LAB = typeof DRIFT_LAB_PACKAGED === 'undefined' ? 'npm run -s lab --' : 'npx drift-lab';

const HELP_OPTION = { name: 'help', help: 'show this text' };

/** What `lab --help` prints. */
export function overview(commands: readonly Command[]): string {
  return [
    'Drift Lab: the world changed and the model got worse. Retrain it, or fine-tune it?',
    '',
    `Usage: ${LAB} <command> [options]`,
    '',
    'Commands:',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    '"lab --schema" prints a JSON Schema of experiments, with every registry: drifts, repairs, detectors and so on, their parameters and ranges.',
    `Run "lab <command> --help" for its options; "lab" stands for ${LAB}, here and in all messages.`,
    'Exit codes: 0 done, 1 failed, stopped or not written, 2 the input cannot be used.',
  ].join('\n');
}

/** What `lab <command> --help` prints. */
export function commandHelp({ name, summary, positionals, options, examples }: Command): string {
  const flags = [...options, HELP_OPTION].map((option) => [
    `--${option.name}${'value' in option && option.value ? ` ${option.value}` : ''}`,
    option.help,
  ]);
  return [
    summary,
    '',
    `Usage: ${LAB} ${[name, ...positionals, '[options]'].join(' ')}`,
    '',
    'Options:',
    ...columns(flags),
    '',
    'Examples:',
    ...examples.map((example) => `  ${LAB} ${example}`),
  ].join('\n');
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first!.length));
  return rows.map(([first, second]) => `  ${first!.padEnd(width)}  ${second}`);
}
