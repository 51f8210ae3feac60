/** `lab advice` on a record made from known numbers: what is asked for, what is refused. */
import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advice } from '../../../src/cli/commands/advice.ts';
import { streamPresets } from '../../../src/spec/kinds/stream/presets.ts';
import { contentId } from '../../../src/spec/canonical.ts';
import { printed } from '../printed.ts';

describe('lab advice', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'drift-lab-advice-'))));
  after(() => rmSync(folder, { recursive: true }));

  const file = (content: object): string => {
    const path = join(folder, 'run.json');
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const refusal = (...argv: readonly string[]): Promise<string> =>
    printed(advice, argv).then(
      () => 'none',
      (error: Error) => error.message,
    );

  it('refuses what is no record, what was changed, and a stream', async () => {
    expect(await refusal()).to.match(/Name the record/);
    expect(await refusal(file({ runs: [] }))).to.match(/version .*Give the record of a run/);
    const record = { version: 1, specId: 'of a spec', spec: streamPresets.plants.spec };
    expect(await refusal(file({ ...record, runId: 'sha256:other' }))).to.match(/was changed after the run/);
    expect(await refusal(file({ ...record, runId: contentId(record) }))).to.match(/advice about a comparison, and this is a stream/);
  });

  it('refuses a number of patches that is none', async () => {
    for (const patches of ['-1', '1.5', 'many', ''])
      expect(await refusal('run.json', `--patches=${patches}`)).to.match(/--patches: expected/);
  });
});
