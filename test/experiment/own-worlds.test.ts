import { expect } from 'chai';
import type { Dataset } from '../../src/data/types.ts';
import { noteLine } from '../../src/cli/note-line.ts';
import { ownWorlds } from '../../src/experiment/own-worlds.ts';
import { refusal } from '../data/refusal.ts';
import { randomStream } from '../../src/random/random.ts';

const DAY = 86_400_000;

/** Days of 2023 and 2024 whose label turns round at the new year. */
function table(rows = 600, further: Partial<Dataset> = {}, without: readonly (keyof Dataset['samples'])[] = []): Dataset {
  const random = randomStream(1, 'own');
  const x = Float32Array.from({ length: rows }, () => random.normal());
  const samples = {
    ...{ rows, inputShape: [1], x },
    y: Int32Array.from(x, (value, row) => Number(row < rows / 2 ? value > 0 : value < 0)),
    time: Float64Array.from({ length: rows }, (_, row) => Date.UTC(2023, 0, 1) + row * DAY),
    cluster: Int32Array.from({ length: rows }, (_, row) => row % 50),
  };
  for (const name of without) delete (samples as Record<string, unknown>)[name];
  return {
    ...{ id: 'own', title: 'days.csv', samples, classes: ['no', 'yes'], sha256: '0'.repeat(64), notes: [] },
    card: { summary: '', origin: 'yours', source: '', licence: '' },
    columns: [{ name: 'reading', kind: 'numeric' }],
    ...{ time: { name: 'when', kind: 'date' }, cluster: { name: 'patient' } },
    ...further,
  };
}

describe('the worlds of one’s own data', () => {
  it('with times, are cut where it changed most, tested on the latest rows, and all of that is said', () => {
    const { regimes, division, split, notes } = ownWorlds(table());
    expect(regimes).to.deep.equal({ cut: '2023-10-28' });
    expect(division).to.equal('time');
    expect(split).to.deep.equal({ baseTrain: 180, baseTest: 60, newPool: 144, newTest: 96 });
    expect(notes.map(({ text }) => text).join(' ')).not.to.match(/--/);
    expect(notes.map(noteLine).join(' ')).to.match(
      /ends at 2023-10-28, after 50 % .* of 17 cuts .*p = 0\.0020.* reading \(V = 0\.\d\d\).*--cut.*latest rows by when.*--division random.*Of 300 old rows 180 train and 60 test/,
    );
  });

  it('that never changed are cut all the same, and it is said that nothing shows a change', () => {
    const data = table();
    const random = randomStream(2, 'labels');
    const samples = { ...data.samples, y: data.samples.y.map(() => random.int(2)) };
    expect(ownWorlds({ ...data, samples }).notes[0]!.text).to.match(
      /^Nothing shows that the data changed at all \(p = 0\.\d+, .*the cut at \S+, after \d+ % of the rows, is only the largest of 17 differences/,
    );
  });

  it('are cut at a date or at a share, when asked', () => {
    expect(ownWorlds(table(), { cut: '2024-01-01' }).regimes).to.deep.equal({ cut: '2024-01-01' });
    expect(ownWorlds(table(), { cut: '25 %' }).regimes).to.deep.equal({ cut: '2023-05-31' });
  });

  it('are one, when asked, and then injected drift makes the other', () => {
    const { regimes, split } = ownWorlds(table(), { cut: 'none', division: 'random' });
    expect(regimes).to.equal(undefined);
    expect(Object.values(split).reduce((a, b) => a + b)).to.equal(600);
  });

  it('of several files are the last against those before, or as many of the last as are new', () => {
    const regimes = { names: ['2021.csv', '2022.csv', '2023.csv'], by: 'files' as const };
    const data = table(600, { regimes });
    const samples = { ...data.samples, regime: Int32Array.from({ length: 600 }, (_, row) => Math.floor(row / 200)) };
    expect(ownWorlds({ ...data, samples }).regimes).to.deep.equal({ old: ['2021.csv', '2022.csv'], new: ['2023.csv'] });
    expect(ownWorlds({ ...data, samples }, { fresh: 2 }).regimes).to.deep.equal({ old: ['2021.csv'], new: ['2022.csv', '2023.csv'] });
  });

  it('keep groups together where there are groups and no times, and the file’s own split before all', () => {
    expect(ownWorlds(table(600, {}, ['time'])).division).to.equal('group');
    const data = table();
    const samples = { ...data.samples, part: Uint8Array.from({ length: 600 }, (_, row) => (row % 5 ? 0 : 2)) };
    const { division, split } = ownWorlds({ ...data, samples }, { cut: '2023-10-28' });
    expect([division, split.baseTest, split.newTest]).to.deep.equal(['file', 48, 48]);
  });

  it('are refused in numbers where a side has too few rows, or there is nothing to cut', () => {
    expect(refusal(() => ownWorlds(table(), { cut: '2023-01-20' }))).to.match(
      /19 rows are of the old world and 581 of the new one, too few: .* needs 10/,
    );
    expect(refusal(() => ownWorlds(table(600, {}, ['time']), { cut: '2023-10-28' }))).to.match(
      /no column of times to be cut at 2023-10-28 .*which column holds the time/,
    );
    expect(refusal(() => ownWorlds(table(), { cut: 'soon' }))).to.match(/“soon” is no date that “when” could be cut at/);
  });
});
