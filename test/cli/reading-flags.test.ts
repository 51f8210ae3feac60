import { expect } from 'chai';
import { parseGiven, type Command } from '../../src/cli/command.ts';
import { readingFlags, readingFrom, saysHowToRead } from '../../src/cli/reading-flags.ts';

const command: Command = { name: 'any', summary: '', positionals: [], options: readingFlags, examples: [], run: () => Promise.resolve(0) };
const from = (...argv: string[]) => readingFrom(parseGiven(command, argv));

describe('options of reading on the command line', () => {
  it('are nothing where nothing is said', () => {
    expect(from()).to.deep.equal({});
    expect(saysHowToRead(parseGiven(command, []))).to.equal(false);
    expect(saysHowToRead(parseGiven(command, ['--ignore', 'id']))).to.equal(true);
  });

  it('give columns their roles, several of them the same', () => {
    const roles = from('--label', 'failure', '--time', 'when', '--ignore', 'id', '--ignore', 'copy', '--slice', 'sex').roles;
    expect(roles).to.deep.equal({ failure: 'label', when: 'time', sex: 'slice', id: 'ignore', copy: 'ignore' });
  });

  it('say how the text is to be taken', () => {
    expect(
      from('--header', 'no', '--separator', 'tab', '--decimal', ',', '--encoding', 'Windows-1252', '--missing', '-', '--missing', 'x'),
    ).to.deep.equal({ ...{ header: false, separator: '\t', decimal: ',', encoding: 'windows-1252', missing: ['-', 'x'] } });
    expect(from('--classes', 'quantiles:5', '--target', 'number', '--rows', '1000')).to.deep.equal({
      classes: 'quantiles:5',
      target: 'number',
      rows: 1000,
    });
  });

  const refused: readonly (readonly [argv: readonly string[], message: RegExp])[] = [
    [['--header', 'maybe'], /--header: expected yes or no, got "maybe"/],
    [['--separator', 'ab'], /--separator: expected one character or "tab", got "ab"/],
    [['--decimal', ';'], /--decimal: expected \. or ,/],
    [['--encoding', 'ebcdic'], /--encoding: expected utf-8 or/],
    [['--classes', 'quantiles:1'], /--classes: expected exact, quantiles:2/],
    [['--rows', '0'], /--rows: expected a whole number from 1 on/],
    [['--label', 'a', '--ignore', 'a'], /--ignore: column "a" was given another role, too/],
  ];
  for (const [argv, message] of refused) it(`refuse ${argv.join(' ')}`, () => expect(() => from(...argv)).to.throw(message));
});
