/** `lab conformance`: answers of detectors and tests, published or counted by brute force, against those of this code. */
import { conformance as cases } from '../../detect/conformance.ts';
import { exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { print } from '../desk.ts';

export const conformance: Command = {
  name: 'conformance',
  summary: 'Computes every value, published or counted by brute force, that detectors and tests are held to, and says which agree.',
  positionals: [],
  options: [{ name: 'json', help: 'print all cases as JSON' }],
  examples: ['conformance', 'conformance --json'],
  async run({ switches }) {
    const all = cases();
    const wrong = all.filter(({ agrees }) => !agrees);
    const line = ({ subject, params, expected, computed, agrees, source }: (typeof all)[number]) =>
      `${agrees ? 'ok   ' : 'WRONG'} ${subject} ${params} ${agrees ? computed : `${computed}, expected ${expected}`}\n      ${source}`;
    print(
      switches.has('json')
        ? JSON.stringify({ cases: all, agree: all.length - wrong.length, of: all.length }, null, 2)
        : [...all.map(line), `${all.length - wrong.length} of ${all.length} agree`].join('\n'),
    );
    return wrong.length ? exitCode.failed : exitCode.done;
  },
};
