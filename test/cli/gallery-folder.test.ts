import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { contribute, faultsOf } from '../../src/cli/gallery-folder.ts';
import { cardFrom } from '../../src/record/gallery.ts';
import { contentId } from '../../src/spec/canonical.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { comparisonRun, streamRun } from '../record/runs.ts';

const shipped = join(import.meta.dirname, '../../public/gallery');
const about = { benchmark: 'pumps', author: 'Drift Lab', machine: '2 cores', addedAt: '2026-11-30' };
const card = { title: 'Pumps', task: 'Which repair?', metric: 'accuracy', seeds: 'six', rules: ['unedited'] };

describe('a gallery of runs', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'drift-lab-gallery-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('that ships with the app has six runs, two on real drift, and no fault', () => {
    expect(faultsOf(shipped)).to.deep.equal([]);
    const ids = readdirSync(shipped, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
    expect(ids.sort()).to.deep.equal(['births', 'lens', 'loans', 'pumps', 'slang', 'speeches']);
  });

  it('that ships is of ready experiments as they are today, so that slides can offer its runs', () => {
    const ready = Object.values(presets).map(({ spec }) => contentId(spec));
    for (const id of readdirSync(shipped).filter((name) => name !== 'index.json'))
      expect(ready, id).to.include(cardFrom(readFileSync(join(shipped, id, 'eval.json'), 'utf8')).specId);
  });

  it('takes a run into its benchmark, which is made with the first', () => {
    const file = contribute(folder, comparisonRun(), { ...about, card });
    expect(faultsOf(folder)).to.deep.equal([]);
    const { runs, specId } = cardFrom(readFileSync(join(folder, 'pumps/eval.json'), 'utf8'));
    expect(runs[0]).to.include({ file, runId: comparisonRun().runId, author: 'Drift Lab' });
    expect(specId).to.equal(comparisonRun().specId);
  });

  it('refuses a benchmark that is not there, a run of another experiment, and one that it has', () => {
    expect(() => contribute(folder, comparisonRun(), about)).to.throw(/no benchmark “pumps”/);
    contribute(folder, comparisonRun(), { ...about, card });
    expect(() => contribute(folder, streamRun(), about)).to.throw(/another experiment/);
    expect(() => contribute(folder, comparisonRun(), about)).to.throw(/already/);
  });

  it('names every fault with its place', () => {
    cpSync(shipped, folder, { recursive: true });
    const file = readdirSync(join(folder, 'births')).find((name) => name !== 'eval.json')!;
    const path = join(folder, 'births', file);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"seeds"', '"sEeds"'));
    writeFileSync(join(folder, 'lens', 'holiday.jpg'), '');
    writeFileSync(join(folder, 'loans', 'eval.json'), '{"title":""}');
    const faults = faultsOf(folder);
    expect(faults.filter((text) => text.startsWith(`births/${file}: `))[0]).to.contain('hash');
    expect(faults).to.include('lens/holiday.jpg: no card names it');
    expect(faults.find((text) => text.startsWith('loans/eval.json'))).to.contain('title');
  });
});
