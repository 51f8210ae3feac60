import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { benchmarksFrom, galleryRun } from '../../../src/services/library/gallery.ts';

const folder = join(import.meta.dirname, '../../../public/gallery');
const served = async (path: string) => readFileSync(join(folder, path));
/** The same, but for one file. */
const but = (path: string, how: (text: string) => string) => async (asked: string) =>
  asked === path ? new TextEncoder().encode(how(readFileSync(join(folder, path), 'utf8'))) : served(asked);

describe('the gallery as the page fetches it', () => {
  it('is a list of benchmarks with their runs, each of which opens', async () => {
    const benchmarks = await benchmarksFrom(served);
    expect(benchmarks.length).to.be.at.least(6);
    for (const { id, specId, runs } of benchmarks) {
      const run = await galleryRun(served, id, runs[0]!.file);
      expect([run.sound, run.record.specId, run.record.runId]).to.deep.equal([true, specId, runs[0]!.runId]);
    }
  });

  it('does not list what was taken back', async () => {
    const changed = but('births/eval.json', (text) => text.replace('"author"', '"retracted": "wrong data", "author"'));
    expect((await benchmarksFrom(changed)).find(({ id }) => id === 'births')!.runs).to.deep.equal([]);
  });

  it('refuses a file that is not the one its card names, and cards that lead elsewhere', async () => {
    const refused = async (work: Promise<unknown>) => String(await work.catch((error: Error) => error.message));
    const { file } = (await benchmarksFrom(served)).find(({ id }) => id === 'births')!.runs[0]!;
    expect(
      await refused(
        galleryRun(
          but(`births/${file}`, (text) => `${text} `),
          'births',
          file,
        ),
      ),
    ).to.contain('hash differs');
    expect(await refused(galleryRun(served, 'births', 'none.json'))).to.contain('no none.json');
    expect(await refused(benchmarksFrom(but('index.json', (text) => text.replace('births', '../births'))))).to.contain('plain name');
    expect(await refused(benchmarksFrom(but('index.json', () => '{')))).to.contain('not JSON');
  });
});
