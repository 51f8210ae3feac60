import { expect } from 'chai';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { predictions } from '../../../src/cli/commands/predictions.ts';
import type { PredictionReport } from '../../../src/cli/predictions-table.ts';
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

  it('refuses in words what it cannot use', async () => {
    expect(await refusal(both)).to.match(/One file needs --time column and --cut value/);
    expect(await refusal(both, '--time', 'timestamp', '--cut', '2030-01-01')).to.match(
      /on one side of 2030-01-01\. “timestamp” goes from 2024-01-01 to 2024-02-09/,
    );
    expect(await refusal(old, fresh, '--threshold', '2')).to.match(/--threshold: expected a number from 0 to 1/);
    expect(await refusal(old, fresh, '--fit', '1')).to.match(/--fit: expected a share/);
    expect(await refusal(old, fresh, '--splits', '1')).to.match(/--splits: expected/);
    const noLabel = file('none.csv', ['p_a,p_b', '0.1,0.9', '0.2,0.8']);
    expect(await refusal(noLabel, noLabel)).to.match(/--label: which column of none\.csv holds what is true\? It has p_a, p_b/);
  });
});
