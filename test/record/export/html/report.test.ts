import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import type { AnyRecord, RunRecord } from '../../../../src/contracts/record.ts';
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

  it('colours are those of the app', () => {
    const [light, dark] = readFileSync('src/ui/theme.css', 'utf8').split(":root[data-theme='dark']");
    const has = (css: string, name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)![1];
    for (const [name, colors] of Object.entries(palette)) expect(colors, name).to.deep.equal([has(light!, name), has(dark!, name)]);
    for (const record of [comparisonRun(), streamRun()]) for (const { color } of seriesOf(record)) expect(palette).to.have.property(color);
  });
});
