import { expect } from 'chai';
import { arms } from '../../../src/adapt/registry.ts';
import type { RunRecord } from '../../../src/contracts/record.ts';
import { checked } from '../../../src/record/class/checked.ts';
import { codeOf } from '../../../src/record/class/code-of.ts';
import { readCode, writeCode, type ClassCode } from '../../../src/record/class/code.ts';
import { partOfCode, partOfRun, type Part } from '../../../src/record/class/part.ts';
import { merge, pooled, whyNot } from '../../../src/record/merge.ts';
import { elsewhere } from '../runs.ts';

const accuracies = { none: [0.5, 0.52], 'head-only': [0.7, 0.72], 'retrain-new': [0.9, 0.92] };
const run = (root: number, shift = 0): RunRecord =>
  elsewhere(
    'one',
    root,
    Object.fromEntries(Object.entries(accuracies).map(([id, values]) => [id, values.map((value) => snapped(value + shift))])),
  );
/** The test rows of the fixture. */
const ROWS = 100;
const snapped = (share: number) => Math.round(share * ROWS) / ROWS;

function coded(record: RunRecord, seat: number, change: (code: ClassCode) => ClassCode = (code) => code): Part {
  const written = codeOf(record, seat);
  if ('why' in written) throw new Error(written.why);
  const read = readCode(written.text);
  if (!read.ok) throw new Error(read.why);
  const again = readCode(writeCode(change(read.code)));
  if (!again.ok) throw new Error(again.why);
  const part = partOfCode(`seat ${seat}`, again.code, record.spec);
  if ('why' in part) throw new Error(part.why);
  return part;
}

describe('codes of a class as one run', () => {
  const records = [run(1), run(2, 0.01), run(3, -0.02), run(4, 0.03)];
  it('come to what their records come to: same intervals, same standing, same verdict in words', () => {
    const whole = merge(records.map((record) => partOfRun('run', record)), arms).merged!; // prettier-ignore
    const codes = merge(records.map((record, i) => coded(record, i + 1)), arms).merged!; // prettier-ignore
    expect(codes.summary.seeds).to.equal(8);
    expect(codes.summary.standing).to.deep.equal(whole.summary.standing);
    expect(codes.summary.comparisons).to.deep.equal(whole.summary.comparisons);
    for (const [i, arm] of codes.summary.arms.entries()) {
      const { accuracyNew, accuracyOld, forgetting, diverged } = whole.summary.arms[i]!;
      expect({ ...arm, counts: 0 }).to.deep.include({ accuracyNew, accuracyOld, forgetting, diverged });
      expect(arm.counts.flops / whole.summary.arms[i]!.counts.flops || 1).to.be.closeTo(1, 1e-4);
    }
    expect(codes.verdict.headline).to.deep.equal(whole.verdict.headline);
    expect(codes.verdict.sentences).to.deep.equal(whole.verdict.sentences);
  });
  it('tell nothing that they do not hold: no times, no recalls, no energy', () => {
    const { summary } = merge(records.map((record, i) => coded(record, i + 1)), arms).merged!; // prettier-ignore
    expect(summary.timesComparable).to.equal(false);
    for (const arm of summary.arms) expect(Object.keys(arm)).to.not.include.members(['trainSeconds', 'worstRecall', 'energy', 'scores']);
  });
  it('join records', () => {
    const { merged } = merge([partOfRun('mine', records[0]!), ...records.slice(1).map((record, i) => coded(record, i + 2))], arms);
    expect(merged!.summary.seeds).to.equal(8);
    expect(merged!.parts.map(({ root, runId }) => [root, runId !== undefined])).to.deep.equal([[1, true], [2, false], [3, false], [4, false]]); // prettier-ignore
  });
  it('are looked at after every part: a race, whose intervals hold whenever one looks, and are wider', () => {
    const parts = records.map((record, i) => coded(record, i + 1));
    const [fixed, race] = [pooled(parts, arms), pooled(parts, arms, 'race')];
    expect(race.summary.design).to.equal('race');
    fixed.summary.comparisons.forEach(({ difference }, i) => {
      const open = race.summary.comparisons[i]!.difference;
      expect(open.mean).to.equal(difference.mean);
      expect(open.hi - open.lo).to.be.at.least(difference.hi - difference.lo);
    });
  });
  it('are one part by itself, too', () => {
    expect(pooled([coded(records[0]!, 1)], arms, 'race').summary.seeds).to.equal(2);
  });
  it('are refused with a word: doubles, other experiments, other versions', () => {
    const [first] = records as [RunRecord];
    const taken = [coded(first, 1)];
    expect(whyNot(coded(first, 1), taken)).to.match(/are here already/);
    expect(whyNot(partOfRun('mine', first), taken)).to.match(/are here already/);
    expect(
      whyNot(
        coded(run(5), 5, (code) => ({ ...code, experiment: '000000000000' })),
        taken,
      ),
    ).to.match(/another experiment/);
    expect(
      whyNot(
        coded(run(5), 5, (code) => ({ ...code, app: '000000' })),
        taken,
      ),
    ).to.match(/another version of Drift Lab/);
    expect(whyNot(coded(run(5), 5), taken)).to.equal(undefined);
  });
  it('of other rows or more repairs than the experiment has are of another experiment', () => {
    const read = readCode((codeOf(run(1), 1) as { text: string }).text);
    if (!read.ok) throw new Error(read.why);
    const { spec } = run(1);
    expect(partOfCode('', { ...read.code, rowsNew: 99 }, spec)).to.have.property('why').that.matches(/another experiment/); // prettier-ignore
    expect(partOfCode('', { ...read.code, ran: [...read.code.ran, true] }, spec)).to.have.property('why').that.matches(/another experiment/); // prettier-ignore
  });
});

describe('a seat that is checked', () => {
  const honest = run(9);
  it('is equal where its seeds come to the same, to the row', () => {
    expect(checked(coded(honest, 9), honest).outcome).to.equal('equal');
  });
  it('is within what rounding does where a row or two fell otherwise', () => {
    const near = coded(honest, 9, (code) => ({ ...code, cells: code.cells.map((row) => row.map((cell) => ({ ...cell, rightNew: cell.rightNew + 1 }))) })); // prettier-ignore
    const found = checked(near, honest);
    expect(found.outcome).to.equal('within');
    expect(found.most).to.be.closeTo(1 / ROWS, 1e-12);
  });
  it('is different where somebody made the figures up, and it is told where', () => {
    const lie = coded(honest, 9, (code) => ({ ...code, cells: code.cells.map((row, seed) => row.map((cell, arm) => (seed === 1 && arm === 1 ? { ...cell, rightNew: ROWS } : cell))) })); // prettier-ignore
    expect(checked(lie, honest)).to.deep.include({ outcome: 'different', arm: 'head-only', seed: 1 });
  });
  it('that says a repair diverged which did not is different', () => {
    const lie = coded(honest, 9, (code) => ({ ...code, cells: code.cells.map((row) => row.map((cell) => ({ ...cell, diverged: true }))) })); // prettier-ignore
    expect(checked(lie, honest).outcome).to.equal('different');
  });
  it('on another engine is judged as a replication is: with two seeds it stays open', () => {
    const other = coded(honest, 9, (code) => ({ ...code, engine: 'webgpu', cells: code.cells.map((row) => row.map((cell) => ({ ...cell, rightNew: cell.rightNew - 30 }))) })); // prettier-ignore
    expect(checked(other, honest).outcome).to.equal('unclear');
  });
  it('cannot be checked by a run of other seeds', () => {
    expect(() => checked(coded(honest, 9), run(8))).to.throw(RangeError);
  });
});
