import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { merge } from '../../../src/cli/commands/merge.ts';
import type { Merged } from '../../../src/record/merge.ts';
import { codeOf } from '../../../src/record/class/code-of.ts';
import { runText } from '../../../src/record/file/write.ts';
import { elsewhere } from '../../record/runs.ts';
import { printed } from '../printed.ts';

const accuracies = { none: [0.5, 0.52], 'head-only': [0.7, 0.72], 'retrain-new': [0.9, 0.92] };
const run = (root: number) => elsewhere('one', root, accuracies);
const code = (root: number): string => (codeOf(run(root), root) as { text: string }).text;

describe('lab merge', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-merge-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const record = file('mine.json', runText(run(1)));

  it('pools records and texts with codes', async () => {
    const codes = file('codes.txt', `Anna: ${code(2)}\nBen: ${code(3)}, ${code(4)}\n`);
    const text = await printed(merge, [record, codes]);
    expect(text).to.match(/Over 8 seeds of 4 machines; times are each machine’s own/);
    const { parts, left } = JSON.parse(await printed(merge, [codes, record, '--json'])) as Merged & { left: unknown[] };
    expect(parts.map(({ root }) => root)).to.deep.equal([1, 2, 3, 4]);
    expect(left).to.deep.equal([]);
  });
  it('leaves out doubles and altered codes, by file and place, with a word', async () => {
    const altered = code(5).slice(0, -1) + (code(5).endsWith('A') ? 'B' : 'A');
    const codes = file('more.txt', [code(2), code(2), altered].join(' '));
    const { left, parts } = JSON.parse(await printed(merge, [record, codes, '--json'])) as Merged & {
      left: { name: string; why: string }[];
    };
    expect(parts).to.have.length(2);
    expect(left.map(({ name }) => name)).to.deep.equal([`${codes}, code 3`, `${codes}, code 2`]);
    expect(left.map(({ why }) => why.replace(/[:(].*/, '').trim())).to.deep.equal(['it was cut short or altered', 'its seeds']);
  });
  it('cannot pool codes without a record: they do not say what they are of', async () => {
    const codes = file('alone.txt', [code(2), code(3)].join('\n'));
    await printed(merge, [codes]).then(
      () => expect.fail('it was taken'),
      (error: Error) => expect(error.message).to.match(/give a record of it, too/),
    );
  });
  it('refuses what is neither', async () => {
    const other = file('other.txt', 'nothing of the kind');
    await printed(merge, [record, other]).then(
      () => expect.fail('it was taken'),
      (error: Error) => expect(error.message).to.match(/other\.txt: /),
    );
  });
});
