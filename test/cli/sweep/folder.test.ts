import { expect } from 'chai';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../../../src/cli/cli-error.ts';
import { sweepFolder } from '../../../src/cli/sweep/folder.ts';

describe('the folder of a sweep', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'drift-lab-sweep-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made where it is not there', () => {
    sweepFolder(join(folder, 'a/b'), false);
    expect(readdirSync(join(folder, 'a'))).to.deep.equal(['b']);
  });

  it('is refused where something is in it, which --force leaves alone but for an earlier sweep', () => {
    for (const name of ['notes.txt', 'cell-001.driftlab.json']) writeFileSync(join(folder, name), 'mine');
    writeFileSync(join(folder, 'sweep.json'), '{"format":"drift-lab-sweep"}');
    expect(() => sweepFolder(folder, false)).to.throw(CliError, /not empty and holds a sweep.*--force/);
    sweepFolder(folder, true);
    expect(readdirSync(folder)).to.deep.equal(['notes.txt']);
  });

  it('is refused even so where sweep.json is something else', () => {
    writeFileSync(join(folder, 'sweep.json'), '{}');
    expect(() => sweepFolder(folder, true)).to.throw(CliError, /no index of a sweep/);
    expect(readdirSync(folder)).to.deep.equal(['sweep.json']);
  });

  it('is refused with a remedy where it cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => sweepFolder(join(folder, 'file/in'), false)).to.throw(CliError, /--out: .*ENOTDIR.*another place/);
  });
});
