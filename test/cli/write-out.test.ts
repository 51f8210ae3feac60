/** FAULT-FINDINGS row 11: files are written whole or not at all, never over the user's, and what has no room is kept elsewhere. */
import { expect } from 'chai';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliError } from '../../src/cli/cli-error.ts';
import { at } from '../../src/cli/desk.ts';
import { deliver, freshFolder, freshPath, Unwritten, writeFiles, writeWhole } from '../../src/cli/write-out.ts';

describe('what a command writes', () => {
  let folder: string;
  const here = (name: string) => join(folder, name);
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'drift lab é-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What the work throws. */
  function thrown(work: () => void): Unwritten {
    try {
      work();
    } catch (error) {
      return error as Unwritten;
    }
    throw new Error('nothing was thrown');
  }

  it('is there whole, with nothing beside it', () => {
    writeWhole(here('a.txt'), 'old');
    writeWhole(here('a.txt'), 'new');
    expect(readFileSync(here('a.txt'), 'utf8')).to.equal('new');
    expect(readdirSync(folder)).to.deep.equal(['a.txt']);
  });

  it('is kept in a temporary folder that is named, where its place cannot be written', () => {
    writeFileSync(here('file'), '');
    const error = thrown(() => writeWhole(here('file/run.json'), 'record'));
    expect(error).to.be.instanceOf(Unwritten).with.property('code', 1);
    expect(error.message).to.match(/run\.json could not be written \((ENOTDIR|EEXIST).*It is kept as .*run\.json: move it/);
    expect(readFileSync(error.kept!, 'utf8')).to.equal('record');
    rmSync(dirname(error.kept!), { recursive: true });
  });

  it('leaves none of several files where one cannot be written, and what was there as it was', () => {
    writeFileSync(here('a'), 'before');
    writeFileSync(here('b'), '');
    const files = ['a', 'b/c'].map((name) => ({ name, content: 'after' }));
    const { kept } = thrown(() => writeFiles(folder, files));
    expect(readFileSync(here('a'), 'utf8')).to.equal('before');
    expect(readdirSync(folder).sort()).to.deep.equal(['a', 'b']);
    expect(readFileSync(join(kept!, 'b/c'), 'utf8')).to.equal('after');
    rmSync(kept!, { recursive: true });
  });

  it('is printed where it can be written nowhere; else only what is to be printed is', () => {
    writeFileSync(here('file'), '');
    const file = { path: here('file/run.json'), content: 'record' };
    const printedBy = (work: () => void) => {
      const lines: string[] = [];
      const nothing = () => undefined;
      const desk = {
        ...{ print: (text: string) => void lines.push(text), note: nothing },
        progress: () => ({ update: nothing, note: nothing, clear: nothing }),
        interruption: () => ({ signal: new AbortController().signal, dispose: nothing }),
      };
      const error = thrown(() => at(desk, work));
      return { lines, error };
    };
    const kept = printedBy(() => deliver(file, 'table'));
    expect(kept.lines).to.deep.equal(['table']);
    rmSync(dirname(kept.error.kept!), { recursive: true });
    const { TMPDIR } = process.env;
    process.env['TMPDIR'] = here('file');
    try {
      const lost = printedBy(() => deliver(file, 'table'));
      expect(lost.lines).to.deep.equal(['record']);
      expect(lost.error.message).to.match(/Nor could it be kept in .*make room there/);
    } finally {
      if (TMPDIR === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = TMPDIR;
    }
  });

  it('is never written over what is no run, nor over a file that is read, unless forced', () => {
    writeFileSync(here('spec.json'), '{}');
    expect(() => freshPath('out', here('spec.json'), false)).to.throw(CliError, /--out: .* no run.*--force/);
    expect(() => freshPath('out', here('spec.json'), false, [here('./spec.json')])).to.throw(CliError, /is the file that is read.*--force/);
    expect(freshPath('out', here('spec.json'), true)).to.equal(here('spec.json'));
    expect(freshPath('out', here('new.json'), false)).to.equal(here('new.json'));
  });

  it('goes to a folder that is new, empty, or of the same command, unless forced', () => {
    const mark = { name: 'ledger.json', isOurs: (text: string) => text === 'ours' };
    expect(freshFolder('out', here('new'), false, mark)).to.equal(here('new'));
    mkdirSync(here('full'));
    expect(freshFolder('out', here('full'), false, mark)).to.equal(here('full'));
    writeFileSync(here('full/ledger.json'), 'theirs');
    expect(() => freshFolder('out', here('full'), false, mark)).to.throw(CliError, /--out: .*not empty and was not written.*--force/);
    expect(() => freshFolder('out', here('full'))).to.throw(CliError, /not empty\. Name a new folder\.$/);
    expect(freshFolder('out', here('full'), true, mark)).to.equal(here('full'));
    writeFileSync(here('full/ledger.json'), 'ours');
    expect(freshFolder('out', here('full'), false, mark)).to.equal(here('full'));
    expect(existsSync(here('new'))).to.equal(false);
  });
});
