import { expect } from 'chai';
import { PassThrough } from 'node:stream';
import { askFirst } from '../../src/cli/ask-first.ts';
import { CliError } from '../../src/cli/cli-error.ts';

const long = { seconds: 720, bytes: 1.4e9 };
const short = { seconds: 170, bytes: 1e6 };

/** A terminal, or a pipe, that answers as told once it is asked; what it was shown, and whether the run may begin. */
async function asked(
  costs: Parameters<typeof askFirst>[0],
  { answer, yes = false, tty = true }: { answer?: string; yes?: boolean; tty?: boolean } = {},
) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if (/run\? /.test(shown)) input.end(answer === undefined ? '' : `${answer}\n`);
  });
  const refusal = await askFirst(costs, yes, {
    input: Object.assign(input, { isTTY: tty }),
    output: Object.assign(output, { isTTY: tty }),
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { shown, refusal };
}

describe('a long run of one’s own files', () => {
  it('is asked about at a terminal, with time and memory, and begins on yes alone', async () => {
    const { shown, refusal } = await asked([long], { answer: 'y' });
    expect(shown).to.equal('about 12 minutes, 1.4 GB: run? [y/N] ');
    expect(refusal).to.equal(undefined);
    for (const answer of ['', 'n', 'maybe', undefined]) {
      const no = await asked([long], answer === undefined ? {} : { answer });
      expect(no.refusal, answer).to.be.instanceOf(CliError);
      expect((no.refusal as CliError).message).to.match(/^Nothing was run\. --yes/);
    }
  });

  it('is not asked about with --yes or without a terminal: what it will take is said', async () => {
    for (const how of [{ yes: true }, { tty: false }])
      expect(await asked([long], how)).to.deep.equal({
        shown: 'It will take about 12 minutes, 1.4 GB, as far as can be told before.\n',
        refusal: undefined,
      });
  });

  it('is the sum of all runs of a sweep; what takes three minutes or less is not worth a word', async () => {
    expect((await asked([short])).shown).to.equal('');
    expect((await asked([short, short, short], { answer: 'yes' })).shown).to.match(/^about 9 minutes, 1 MB: run\?/);
  });

  it('whose cost cannot be told says so and goes on', async () => {
    expect(await asked([undefined])).to.deep.equal({ shown: 'How long it takes cannot be told before.\n', refusal: undefined });
  });
});
