import { expect } from 'chai';
import Papa from 'papaparse';
import { heatSvg } from '../../../src/cli/sweep/heat-svg.ts';
import { indexJson, type CellRow, type SweepIndex } from '../../../src/cli/sweep/index-file.ts';
import { cellsCsv, cellsText } from '../../../src/cli/sweep/table.ts';
import { interval } from '../../../src/maths/statistics.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';

const standing = (favourite: string, merit: number, shown = true): NonNullable<CellRow['standing']> => ({
  favourite: { id: favourite, title: `the ${favourite}`, merit: interval([merit]), score: `${100 * merit} %` },
  ...{
    rival: { id: 'none', title: 'nothing', merit: interval([0.5]), score: '50 %' },
    shown,
    headline: `“${favourite}”, it seems`,
    seeds: 1,
  },
});
const row = (cell: number, values: readonly unknown[], more: Partial<CellRow>): CellRow => ({
  ...{ cell, values, specId: `sha256:${cell}`, status: 'finished' },
  ...more,
});
const index: SweepIndex = {
  ...{ format: 'drift-lab-sweep', version: 1, app: 'Drift Lab', specId: 'sha256:0', spec: presets.quick.spec },
  axes: [
    { path: 'labels.budget', values: [20, 50] },
    { path: 'drift[0].id', values: ['<a>', 'b'] },
  ],
  cells: [
    row(1, [20, '<a>'], { standing: standing('head-only', 0.6), node: 'http://one', runId: 'sha256:r', file: 'cell-001.driftlab.json' }),
    row(2, [20, 'b'], { standing: standing('retrain-all', 0.8, false), node: 'http://two' }),
    row(3, [50, '<a>'], { status: 'failed', reason: '=it broke' }),
    row(4, [50, 'b'], { status: 'waiting' }),
  ],
};

describe('a sweep as text', () => {
  const lines = cellsText(index, 2_500).split('\n');
  it('has a row per cell: values, favourite in brackets where it is not shown, score, rival', () => {
    expect(lines[0]).to.match(/^cell +labels\.budget +drift\[0\]\.id +favourite +score +rival +its score +seeds$/);
    expect(lines[1]).to.match(/^1 +20 +<a> +the head-only +60 % +nothing +50 % +1$/);
    expect(lines[2]).to.match(/\(the retrain-all\) +80 %/);
    expect(lines[3]).to.match(/^3 +50 +<a> +failed$/);
    expect(lines[4]).to.match(/^4 +50 +b +not run$/);
  });
  it('says what failed and why, how many are finished, and that times of several nodes do not go together', () => {
    expect(lines).to.include('Cell 3 failed: =it broke');
    expect(lines).to.include('2 of 4 cells are finished, 1 failed, 1 were not run. Took 2.5 s.');
    expect(lines.at(-1)).to.equal('They ran on 2 nodes: results go together, times do not.');
  });
});

describe('a sweep as CSV', () => {
  it('reads back with a header, a row per cell, and no text that a spreadsheet takes for a formula', () => {
    const { data } = Papa.parse<Record<string, string>>(cellsCsv(index), { header: true });
    expect(data).to.have.length(4);
    expect(data[0]).to.include({ 'labels.budget': '20', favoured: 'head-only', merit: '0.6', headline: '“head-only”, it seems' });
    expect(data[1]).to.include({ favoured: '', favourite: 'retrain-all', node: 'http://two' });
    expect(data[2]).to.include({ status: 'failed', favourite: '', reason: "'=it broke" });
  });
});

describe('the index of a sweep', () => {
  it('holds what every cell is and came to, in the order in which they were asked for', () => {
    const { axes, cells } = JSON.parse(indexJson(index)) as { axes: unknown; cells: Record<string, unknown>[] };
    expect(axes).to.deep.equal(index.axes);
    expect(cells.map(({ status }) => status)).to.deep.equal(['finished', 'finished', 'failed', 'waiting']);
    expect(cells[1]).to.include({ favoured: null, favourite: 'retrain-all', rival: 'none', merit: 0.8 });
  });
});

describe('a sweep over two fields as a picture', () => {
  const svg = heatSvg(index);
  it('has a box for each cell with score and favourite, deeper where the score is higher, and says which have none', () => {
    expect(svg).to.contain('>60 %<').and.contain('>the head-only<').and.contain('>(the retrain-all)<');
    expect(svg).to.contain('>failed<').and.contain('>not run<');
    const grounds = [...svg.matchAll(/height="54" fill="(rgb[^"]*)"/g)].map(([, fill]) => fill);
    expect(grounds).to.deep.equal(['rgb(250,250,250)', 'rgb(110,190,160)']);
  });
  it('writes names as text, never as markup', () => {
    expect(svg).to.contain('&lt;a&gt;');
    expect(svg).not.to.contain('<a>');
  });
});
