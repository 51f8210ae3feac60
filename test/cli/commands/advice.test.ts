/** `lab advice` on a record made from known numbers: what is asked for, what is refused. */
import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advice } from '../../../src/cli/commands/advice.ts';
import type { Situation } from '../../../src/decide/situation.ts';
import { runText } from '../../../src/record/file/write.ts';
import { comparisonRun, streamRun } from '../../record/runs.ts';
import { printed } from '../printed.ts';

describe('lab advice', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'drift-lab-advice-'))));
  after(() => rmSync(folder, { recursive: true }));

  const file = (content: string): string => {
    const path = join(folder, 'run.json');
    writeFileSync(path, content);
    return path;
  };
  const refusal = (...argv: readonly string[]): Promise<string> =>
    printed(advice, argv).then(
      () => 'none',
      (error: Error) => error.message,
    );

  it('refuses what is no record, what was changed, and a stream', async () => {
    expect(await refusal()).to.match(/Name the record/);
    expect(await refusal(file('{"runs":[]}'))).to.match(/no record of a run.*Give a run/);
    const changed = runText(comparisonRun()).replace('"durationMs":', '"durationMs":1');
    expect(await refusal(file(changed))).to.match(/was changed after the run/);
    expect(await refusal(file(runText(streamRun())))).to.match(/advice about a comparison, and this is a stream/);
  });

  it('takes one answer about the architecture, or none: then the run tells', async () => {
    expect(await refusal('run.json', '--architecture-changed', '--architecture-stays')).to.match(
      /are opposites; give one of them, or neither/,
    );
    const run = file(runText(comparisonRun()));
    const said = async (...argv: readonly string[]) =>
      (JSON.parse(await printed(advice, [run, '--json', ...argv])) as { situation: Situation }).situation.architectureChanged;
    expect([await said(), await said('--architecture-changed'), await said('--architecture-stays')]).to.deep.equal([
      'evidence',
      true,
      false,
    ]);
  });

  it('refuses a number of patches that is none', async () => {
    for (const patches of ['-1', '1.5', 'many', ''])
      expect(await refusal('run.json', `--patches=${patches}`)).to.match(/--patches: expected/);
  });
});
