import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliError } from '../../../src/cli/cli-error.ts';
import { parseGiven } from '../../../src/cli/command.ts';
import { horizon } from '../../../src/cli/commands/horizon.ts';
import { runText } from '../../../src/record/file/write.ts';
import { withLead } from '../../../src/record/build.ts';
import { leadSituations } from '../../../src/spec/lead/situations.ts';
import { comparisonRun, streamRun } from '../../record/runs.ts';
import { printed } from '../printed.ts';

const folder = mkdtempSync(join(tmpdir(), 'horizon-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const bare = file('run.json', runText(comparisonRun()));
const said = (...args: string[]) => printed(horizon, args);
const refusal = async (...args: string[]): Promise<string> => {
  try {
    await horizon.run(parseGiven(horizon, args));
  } catch (error) {
    if (error instanceof CliError) return error.message;
    throw error;
  }
  return 'nothing';
};

describe('lab horizon', () => {
  it('tells waits, losses and who is ahead when, of any lead', async () => {
    const text = await said(bare, '--lead', 'camera');
    expect(text).to.match(/the model as it is\s+–\s+–\s+–\s+–/);
    expect(text).to.match(/In service: /);
    expect(text).to.match(/wrong answers, 30 days/);
    expect(text).to.match(/a horizon, not a promise/);
  });
  it('takes the lead of the record, where it has one', async () => {
    const timed = file('timed.json', runText(withLead(comparisonRun(), leadSituations[1]!.lead)));
    expect(await said(timed)).to.equal(await said(bare, '--lead', 'camera'));
    const found = JSON.parse(await said(timed, '--json')) as { lead: object; traffic: number; leads: object };
    expect(found).to.include({ traffic: 3600 });
    expect(found.lead).to.deep.equal(leadSituations[1]!.lead);
  });
  it('says in shares what cannot be counted', async () => {
    expect(await said(bare, '--lead', 'training.hours=3')).to.match(/wrong answers, %, 30 days[\s\S]*How many answers an hour is not said/);
  });
  it('refuses a record without a lead, a stream, and no file', async () => {
    expect(await refusal(bare)).to.match(/Add --lead/);
    expect(await refusal(file('stream.json', runText(streamRun())), '--lead', 'camera')).to.match(/this is a stream/);
    expect(await refusal()).to.match(/Name the record/);
  });
});
