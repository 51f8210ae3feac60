import { expect } from 'chai';
import { strToU8 } from 'fflate';
import { readFileSync } from 'node:fs';
import { arms } from '../../../../src/adapt/registry.ts';
import type { AnyRecord, RunRecord } from '../../../../src/contracts/record.ts';
import { derivedOf } from '../../../../src/experiment/kinds/derived.ts';
import { randomStream } from '../../../../src/random/random.ts';
import { identified } from '../../../../src/record/build.ts';
import { shortId } from '../../../../src/record/export/about.ts';
import { readRun } from '../../../../src/record/file/read.ts';
import { contentId } from '../../../../src/spec/canonical.ts';
import { seedsChart } from '../../../../src/record/export/html/dot-charts.ts';
import { palette } from '../../../../src/record/export/html/palette.ts';
import { report } from '../../../../src/record/export/html/report.ts';
import { seriesOf } from '../../../../src/record/export/html/series.ts';
import { runText } from '../../../../src/record/file/write.ts';
import { comparisonRun, read, streamRun } from '../../runs.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const textOf = (html: string): string => html.replace(/&(\w+|#39);/g, (_, name: string) => ENTITIES[name]!);
const cellsIn = (html: string): string[][] =>
  [.../<tbody>(.*?)<\/tbody>/s.exec(html)![1]!.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => textOf(cell!)),
  );
/** A run whose names try everything. */
const hostile = (): RunRecord => {
  const record = comparisonRun();
  const classes = [
    '</script><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"\' & \u202Egnp.exe',
    '<!--',
    ...record.data.classes.slice(4),
  ];
  return { ...record, data: { ...record.data, classes, title: '<b>bold</b>' } };
};

describe('a run as a page', () => {
  it('holds the run to the letter: read back it has the same id, and every check holds', () => {
    for (const record of [comparisonRun(), streamRun()] as AnyRecord[]) {
      const { record: again, sound, notes } = read(report(record));
      expect([again.runId, sound, notes]).to.deep.equal([record.runId, true, []]);
      expect(runText(again)).to.equal(runText(record));
    }
  });

  it('a page whose embedded run was changed is not sound, and a page without one is refused', () => {
    const page = report(comparisonRun());
    expect(read(page.replace('"title":"Pump', '"title":"pump')).sound).to.equal(false);
    expect(() => read('<!doctype html><html></html>')).to.throw('it is a page that holds no run');
  });

  it('names make no markup, close no element and turn no direction, and the embedded run still has them', () => {
    const page = report(hostile());
    const [before, ...after] = page.split('<script');
    expect(after, 'one script element').to.have.length(1);
    expect(after[0]!.match(/<\/script>/g)).to.have.length(1);
    expect(page).to.not.match(/<img|<b>|<!--|\u202E(?=[^"]*<\/dd>)/u);
    expect(textOf(before!))
      .to.contain('<img src=x onerror=alert(1)>')
      .and.to.contain('U+202Egnp.exe')
      .and.to.not.match(/\u202E/u);
    expect(read(page).record.data.classes).to.deep.equal(hostile().data.classes);
  });

  it('asks for nothing outside itself and runs nothing', () => {
    for (const record of [comparisonRun(), streamRun()]) {
      const page = report(record);
      expect(page).to.contain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`);
      const shown = page.slice(0, page.indexOf('<script'));
      expect(shown).to.not.match(/\b(src|href|srcset|action)=|url\(|@import|\son\w+=|style="/);
    }
  });

  it('tells the numbers of the record: a row for each repair with its mean over seeds', () => {
    const record = comparisonRun();
    const rows = cellsIn(report(record));
    record.derived.summary.arms.forEach(({ id, title }, i) => {
      const own = record.results.filter(({ arm }) => arm === id);
      const mean = own.reduce((sum, { measures }) => sum + measures.accuracyNew, 0) / own.length;
      expect(rows[i]![0]).to.equal(title);
      expect(rows[i]![1]).to.match(new RegExp(`^${(100 * mean).toFixed(1)} ± `));
    });
    for (const sentence of record.derived.verdict.sentences) expect(textOf(report(record))).to.contain(`<li>${sentence}</li>`);
  });

  it('draws a dot for every seed of every repair, where its value is', () => {
    const record = comparisonRun();
    const dots = [...report(record).matchAll(/<circle class="dot c-([\w-]+)" cx="([\d.]+)"/g)].map(([, color, x]) => ({
      color,
      x: Number(x),
    }));
    expect(dots).to.have.length(record.results.length);
    const values = seriesOf(record).flatMap((each) => each.values);
    // Places are a straight line of values: the same share between any two.
    const [least, most] = [values.indexOf(Math.min(...values)), values.indexOf(Math.max(...values))];
    values.forEach((value, i) => {
      const share = (value - values[least]!) / (values[most]! - values[least]!);
      expect((dots[i]!.x - dots[least]!.x) / (dots[most]!.x - dots[least]!.x)).to.be.closeTo(share, 0.002);
    });
  });

  it('a line of a policy is the mean of its seeds, batch by batch; the drift stands where it begins', () => {
    const record = streamRun();
    const { line } = seriesOf(record)[1]!;
    const own = record.runs.filter(({ policy }) => policy === 1);
    expect(line).to.have.length(own[0]!.points.length);
    line.forEach(({ x, y }, i) => {
      expect(x).to.equal(i + 1);
      expect(y.mean).to.be.closeTo(own.reduce((sum, { points }) => sum + points[i]!.accuracy, 0) / own.length, 1e-12);
    });
    // From 40 % of 12 batches on: inside the fifth.
    expect(report(record).match(/<line class="drift"/g)).to.have.length(1);
    const drift = Number(/<line class="drift" x1="([\d.]+)"/.exec(report(record))![1]);
    expect(drift).to.be.closeTo(44 + (4 / 11) * (400 - 10 - 44), 0.1);
  });

  it('stays under 500 KB with many seeds, repairs and long curves', () => {
    const record = comparisonRun();
    const curve = (seed: number) => Array.from({ length: 200 }, (_, step) => ({ step, examples: 32 * step, seconds: step / 1000, loss: Number((2 / (1 + step + seed)).toFixed(4)), accuracy: { new: Math.round(500 + step + seed) / 1000, old: Math.round(700 - step / 3) / 1000 } })); // prettier-ignore
    const results = Array.from({ length: 30 }, (_, seed) => record.results.slice(0, 3).map((result, arm) => ({ ...result, seed, arm: record.derived.summary.arms[arm]!.id, curve: curve(seed) }))).flat(); // prettier-ignore
    expect(report({ ...record, results }).length).to.be.below(500_000);
  });

  /** Of so many seeds and repairs; what differs between repeats is drawn by their numbers, so that nothing packs away. */
  function large(seeds: number, repairs: number, points: number): RunRecord {
    const record = comparisonRun();
    const ids = arms.map(({ id }) => id).slice(0, repairs);
    expect(ids).to.have.length(repairs);
    const random = randomStream(5, 'report');
    const hex = () => Array.from({ length: 64 }, () => Math.floor(16 * random.uniform()).toString(16)).join('');
    const six = () => Number(random.uniform().toPrecision(6));
    const curve = () => Array.from({ length: points }, (_, step) => ({ step, examples: 32 * step, seconds: step / 1000, loss: Math.round(3000 * random.uniform()) / 1000, accuracy: { new: six(), old: six() } })); // prettier-ignore
    const { frozen: _, ...like } = record.results[0]!;
    const scores = () => Object.fromEntries(Object.entries(like.measures.scoresNew).map(([name, score]) => [name, typeof score === 'number' ? six() : score])); // prettier-ignore
    const results = Array.from(
      { length: seeds },
      (_, seed) =>
      ids.map((arm) => ({ ...like, seed, arm, startHash: hex(), endHash: hex(), curve: curve(), measures: { ...like.measures, accuracyNew: six(), accuracyOld: six(), scoresNew: scores() } })), // prettier-ignore
    ).flat() as unknown as RunRecord['results'];
    const spec = { ...record.spec, arms: ids.map((id) => ({ id })), seeds: { ...record.spec.seeds, count: seeds } };
    const seedsOf = Array.from({ length: seeds }, (_, seed) => ({ ...record.seeds[seed % record.seeds.length]!, seed }));
    const changed = { ...record, spec, results, seeds: seedsOf, specId: contentId(spec) } as RunRecord;
    return identified({ ...changed, derived: derivedOf(changed) } as AnyRecord) as RunRecord;
  }

  it('of a hundred seeds and twenty repairs stays under 500 kB: the run is left out, and it says so and where it is', () => {
    const record = large(100, 20, 30);
    const page = report(record);
    expect(strToU8(page).length).to.be.at.most(500_000);
    const file = `run-${shortId(record)}.driftlab.json`;
    expect(textOf(page)).to.contain('Left out: the run itself').and.to.contain(`lab verify ${file}`);
    expect(() => read(page)).to.throw(/too small for its run; open the file of the run that it names/);
    expect(page.match(/<script/), 'nothing that a reader could take for a run').to.equal(null);
  }).timeout(60_000);

  it('of a run that is too large as it is holds it gzipped, and reads back to the letter', () => {
    const record = large(60, 12, 30);
    const page = report(record);
    expect(strToU8(runText(record)).length + 100_000, 'else this shows nothing').to.be.above(500_000);
    expect(strToU8(page).length).to.be.at.most(500_000);
    expect(page).to.contain('<script type="application/gzip" id="run">').and.to.contain('This page holds the whole run');
    const { record: again, notes } = read(page);
    expect([again.runId, notes]).to.deep.equal([record.runId, []]);
    expect(runText(again)).to.equal(runText(record));
    // A letter of the embedded bytes that is changed is noticed: they no longer inflate, or say something else.
    const at = page.indexOf('id="run">') + 5_000;
    const changed = page.slice(0, at) + (page[at] === 'A' ? 'B' : 'A') + page.slice(at + 1);
    const run = readRun(strToU8(changed));
    expect(run.ok && run.sound).to.equal(false);
  }).timeout(60_000);

  it('of more dots than a page shows draws some by their size, the ends among them, and says which', () => {
    const values = Array.from({ length: 4_999 }, (_, i) => ((i * 7) % 4_999) / 5_000);
    const one = { title: 'A', color: 'arm-none', dash: [], values, flops: 0, line: [] };
    const { text } = seedsChart({ series: [one], value: { title: '', write: String } });
    const places = [...text.matchAll(/class="dot[^"]*" cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(places.length).to.be.within(1_600, 2_000);
    expect(text).to.contain('in their order of size one in 3, with the least and the greatest');
    const all = seedsChart({ series: [{ ...one, values: [values[0]!, Math.max(...values)] }], value: { title: '', write: String } }).text;
    expect(all, 'few are all drawn').to.not.contain('in their order of size');
    expect([places[0], places.at(-1)]).to.deep.equal([Math.min(...places), Math.max(...places)]);
  });

  it('colours are those of the app', () => {
    const [light, dark] = readFileSync('src/ui/theme.css', 'utf8').split(":root[data-theme='dark']");
    const has = (css: string, name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)![1];
    for (const [name, colors] of Object.entries(palette)) expect(colors, name).to.deep.equal([has(light!, name), has(dark!, name)]);
    for (const record of [comparisonRun(), streamRun()]) for (const { color } of seriesOf(record)) expect(palette).to.have.property(color);
  });
});
