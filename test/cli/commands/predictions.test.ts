import { expect } from 'chai';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { predictions } from '../../../src/cli/commands/predictions.ts';
import type { PredictionReport } from '../../../src/contracts/predictions.ts';
import { randomStream } from '../../../src/random/random.ts';
import { caseFile, printed } from '../printed.ts';

const folder = mkdtempSync(join(tmpdir(), 'predictions-'));
const file = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
};

/** As NannyML lays it out: the new world is three times too sure. */
const HEADER = 'timestamp,y_pred_proba,y_pred,y_true';
function lines(rows: number, boast: number, day: number, seed: number): string[] {
  const random = randomStream(seed, 'lines');
  return Array.from({ length: rows }, (_, i) => {
    const odds = 1.5 * random.normal();
    const p = (t: number) => 1 / (1 + Math.exp(-t));
    const told = p(boast * odds);
    const when = new Date(Date.UTC(2024, 0, day + Math.floor(i / 20))).toISOString().slice(0, 10);
    return `${when},${told.toFixed(6)},${Number(told >= 0.5)},${Number(random.uniform() < p(odds))}`;
  });
}
const [before, after] = [lines(400, 1, 1, 1), lines(400, 3, 21, 2)];
const [old, fresh] = [file('old.csv', [HEADER, ...before]), file('new.csv', [HEADER, ...after])];
const both = file('all.csv', [HEADER, ...before, ...after]);

const json = async (...argv: string[]) => JSON.parse(await printed(predictions, [...argv, '--json'])) as PredictionReport;
const refusal = async (...argv: string[]) => {
  let message = '';
  await printed(predictions, argv).catch((error: Error) => (message = error.message));
  return message;
};

describe('lab predictions', () => {
  it('reads NannyML’s layout: accuracy, tests, estimates, and repairs with intervals', async () => {
    const report = await json(old, fresh);
    const right = before.filter((line) => line.split(',')[2] === line.split(',')[3]).length;
    expect(report.old.accuracy!.value).to.equal(right / 400);
    expect(report.classes).to.deep.equal(['0', '1']);
    expect(report.tests.map(({ result }) => result!.pValue! < 0.05)).to.deep.equal([true, false, false]);
    expect(report.estimates.map(({ id }) => id)).to.include.members(['cbpe', 'atc', 'em-prior']);
    const temperature = report.repairs!.judged.find(({ repair }) => repair.id === 'temperature')!;
    expect(temperature.differences.logLoss!.hi).to.be.below(0);
    expect(temperature.settings.temperature).to.be.within(2, 4.5);
    expect(report.unanswered.join()).to.match(/fine-tuning/);
  });

  it('one file is divided where --cut says: the same as two files', async () => {
    const one = await json(both, '--time', 'timestamp', '--cut', '2024-01-21');
    const two = await json(old, fresh);
    expect(one.rows).to.deep.equal([400, 400]);
    expect(one.repairs).to.deep.equal(two.repairs);
  });

  it('is text that says which repairs are better, and what has no answer without the model', async () => {
    const text = await printed(predictions, [old, fresh]);
    expect(text).to.match(/y_pred_proba is the probability of 1\./);
    expect(text).to.match(/log loss: temperature/);
    expect(text).to.match(/Without the model there is no answer to/);
  });

  it('a threshold of one’s own names other classes', async () => {
    const { old: own } = await json(old, fresh, '--threshold', '0.99');
    expect(own.accuracy!.value).to.be.below(0.6);
  });

  it('without labels of new rows nothing is judged there, and estimates remain', async () => {
    const unlabelled = file('unlabelled.csv', ['timestamp,y_pred_proba,y_pred', ...after.map((line) => line.replace(/,[01]$/, ''))]);
    const report = await json(old, unlabelled);
    expect([report.fresh, report.repairs]).to.deep.equal([undefined, undefined]);
    expect(report.withoutRepairs).to.match(/cannot be judged without labels/);
    expect(report.estimates[0]!.estimate!.accuracy).to.be.within(0.5, 1);
  });

  it('classes alone have accuracies, tests and shares', async () => {
    const only = (name: string, rows: readonly string[]) =>
      file(name, ['y_pred,y_true', ...rows.map((line) => line.split(',').slice(2).join(','))]);
    const report = await json(only('o.csv', before), only('n.csv', after));
    expect(Object.keys(report.old)).to.deep.equal(['accuracy', 'balancedAccuracy']);
    expect(report.estimates.map(({ id }) => id)).to.deep.equal(['bbse']);
    expect(report.withoutRepairs).to.match(/there are none/);
  });

  it('several classes by their columns', async () => {
    const report = await json(caseFile('e05_ref.csv'), caseFile('e05_ref.csv'), '--label', 'truth');
    expect(report.old.accuracy!.value).to.equal(0.286);
    expect(report.repairs!.refused.map(({ repair }) => repair.id)).to.deep.equal(['platt', 'threshold']);
  });

  /** Forty patients with ten rows each that are all right or all wrong, so that they say no more than forty rows. */
  const patients = (name: string, seed: number) => {
    const random = randomStream(seed, 'patients');
    const rows = Array.from({ length: 40 }, (_, patient) => {
      const right = random.uniform() < 0.75;
      return Array.from(
        { length: 10 },
        (__, i) => `${name}-${patient},${i < 5 ? 1 : 3},${right ? 0.9 : 0.2},1\n${name}-${patient},1,0.1,0`,
      );
    });
    return file(`${name}.csv`, ['patient,w,p,truth', ...rows.flat()]);
  };

  it('rows that stay together widen intervals: ten copies of a row tell no more than one, √10 times as wide', async () => {
    const pair = [patients('a', 3), patients('b', 4), '--label', 'truth', '--probability', 'p'];
    const width = ({ old: { accuracy } }: PredictionReport) => accuracy!.hi - accuracy!.lo;
    const [single, grouped] = [await json(...pair), await json(...pair, '--group', 'patient')];
    expect(grouped.old.accuracy!.value).to.equal(single.old.accuracy!.value);
    // Half of the rows are always right and add to neither: of the other half ten rows are as one. Every patient has as many of both.
    expect(width(grouped) / width(single)).to.be.within(2, 4.2);
    expect(grouped.tests.every(({ result, refusal }) => !result && /independent/.test(refusal!))).to.equal(true);
    expect(grouped.estimates.every(({ estimate }) => estimate?.interval === undefined)).to.equal(true);
    expect(grouped.notes.join(' ')).to.match(/40 groups of old rows, 40 of new ones/);
    expect(grouped.repairs!.groups).to.deep.equal([20, 20]);
    expect(grouped.repairs!.fitRows).to.equal(400);
  });

  it('weights count rows in figures: as if each stood there as often', async () => {
    const rows = ['0.9,1,1', '0.2,1,3', '0.4,0,2', '0.6,0,1'];
    const weighted = file('w.csv', ['p,truth,w', ...rows, '0.9,0,0', '0.9,0,']);
    const repeated = file('r.csv', [
      'p,truth',
      ...rows.flatMap((row) => new Array<string>(Number(row.split(',')[2])).fill(row.split(',').slice(0, 2).join(','))),
    ]);
    const column = ['--label', 'truth', '--probability', 'p'];
    const [one, many] = [await json(weighted, weighted, ...column, '--weight', 'w'), await json(repeated, repeated, ...column)];
    for (const name of ['accuracy', 'balancedAccuracy', 'logLoss', 'brier'] as const)
      expect(one.old[name]!.value).to.be.closeTo(many.old[name]!.value, 1e-12);
    expect(one.notes.join(' ')).to.match(/2 rows without a weight, or with 0, are left out.*count each row by w/);
    expect(one.tests.map(({ refusal }) => refusal)).to.satisfy((all: string[]) => all.every((each) => /leave the weights out/.test(each)));
  });

  it('weights and groups that make no sense are refused, and so is what says nothing of predictions', async () => {
    const odd = file('odd.csv', ['p,truth,w,g', '0.9,1,-1,x', '0.1,0,1,x']);
    const column = ['--label', 'truth', '--probability', 'p'];
    expect(await refusal(odd, odd, ...column, '--weight', 'w')).to.match(/row 1, w: -1 is no weight/);
    const without = file('without.csv', ['p,truth', '0.9,1', '0.1,0']);
    expect(await refusal(odd, without, ...column, '--weight', 'w')).to.match(
      /without\.csv has no column "w"\. It has p, truth\. \(--weight\)/,
    );
    expect(await refusal(odd, odd, ...column, '--group', 'g')).to.match(/the same g, and two groups at least/);
    expect(await refusal(odd, odd, ...column, '--slice', 'g')).to.match(/Unknown option '--slice'/);
  });

  it('refuses in words what it cannot use', async () => {
    expect(await refusal(both)).to.match(/One file needs its column of times and where the new world begins.*\(--time and --cut\)/);
    expect(await refusal(both, '--time', 'timestamp', '--cut', '2030-01-01')).to.match(
      /on one side of 2030-01-01\. “timestamp” goes from 2024-01-01 to 2024-02-09/,
    );
    expect(await refusal(old, fresh, '--threshold', '2')).to.match(/--threshold: expected a number from 0 to 1/);
    expect(await refusal(old, fresh, '--fit', '1')).to.match(/--fit: expected a share/);
    expect(await refusal(old, fresh, '--splits', '1')).to.match(/--splits: expected/);
    const noLabel = file('none.csv', ['p_a,p_b', '0.1,0.9', '0.2,0.8']);
    expect(await refusal(noLabel, noLabel)).to.match(
      /Which column of none\.csv holds what is true\? It has p_a, p_b\. Say which\. \(--label\)/,
    );
  });
});
