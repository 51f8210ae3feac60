import { expect } from 'chai';
import { ProgressLine } from '../../src/cli/progress-line.ts';

const CLEAR = '\r\u001b[2K';

function fake(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  const clock = { ms: 0 };
  const output = { isTTY, ...(columns !== undefined && { columns }), write: (text: string) => written.push(text) };
  return { line: new ProgressLine(output, () => clock.ms), written, clock };
}

describe('ProgressLine', () => {
  it('rewrites one line in a terminal, cut to its width', () => {
    const { line, written } = fake(true, 10);
    line.update('one');
    line.update('a longer text');
    expect(written).to.deep.equal([`${CLEAR}one`, `${CLEAR}a longer `]);
  });

  it('clears that line before a note and at the end, and only when there is one', () => {
    const { line, written } = fake(true);
    line.clear();
    line.update('working');
    line.note('kept');
    line.clear();
    expect(written).to.deep.equal([`${CLEAR}working`, CLEAR, 'kept\n']);
  });

  it('writes plain lines at most every two seconds without a terminal, and every note', () => {
    const { line, written, clock } = fake(false);
    line.update('first');
    clock.ms = 1_999;
    line.update('too soon');
    line.note('note');
    clock.ms = 2_000;
    line.update('second');
    expect(written).to.deep.equal(['first\n', 'note\n', 'second\n']);
  });
});
