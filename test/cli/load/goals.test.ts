import { expect } from 'chai';
import { figure, goals, growth, settledAfter } from '../../../src/cli/load/goals.ts';
import { loadParts } from '../../../src/cli/load/parts/registry.ts';
import { benchLoad } from '../../../src/cli/load/run.ts';
import { held, loadText } from '../../../src/cli/load/table.ts';
import type { LoadRow, Moment } from '../../../src/cli/load/types.ts';

const settled: Moment = { after: 20, heap: 10e6, nodes: 5_000, listeners: 280, workers: 5, memory: 200e6 };
const half: Moment = { ...settled, after: 100, memory: 300e6 };
const end: Moment = { after: 200, heap: 11.5e6, nodes: 5_000, listeners: 281, workers: 5, memory: 330e6 };
const row: LoadRow = { id: 'pages', title: 'changes of the page', times: 2_000, seconds: 9.4, figures: growth(settled, half, end), faults: [], moments: [settled, half, end] }; // prettier-ignore
const report = { rows: [row], share: 1, browser: '120.0', cores: 2 };

describe('what a page that is used for long is held to', () => {
  it('counts a page as settled after a tenth of the times, and never before the 15 in which undo and late code fill what is kept on purpose', () => {
    expect([500, 151, 150, 20, 1].map(settledAfter)).to.deep.equal([50, 16, 15, 15, 15]);
  });

  it('holds heap, nodes, listeners and workers at the end against those once settled, and the processes against those at half', () => {
    const found = growth(settled, half, end).map(({ value, met }) => [value, met]);
    expect(found.map(([value]) => Math.round(10 * Number(value)) / 10)).to.deep.equal([115, 110, 100, 1, 0]);
    expect(found.map(([, met]) => met)).to.deep.equal([true, true, true, false, true]);
  });

  it('says of what never settled, and of memory that the system does not tell, neither met nor missed', () => {
    expect(growth(undefined, undefined, end).map(({ met }) => met)).to.deep.equal([null, null, null, null, null]);
    expect(growth(settled, { ...half, memory: null }, { ...end, memory: null })[1]!.met).to.equal(null);
  });

  it('compares inclusively, upwards and downwards; what nothing is asked of is only told', () => {
    expect([100, 100.1].map((value) => figure(goals.task, value).met)).to.deep.equal([true, false]);
    expect([9, 8].map((value) => figure({ title: 'tabs', unit: '', least: 9 }, value).met)).to.deep.equal([true, false]);
    expect(figure({ title: 'rows', unit: '' }, 5).met).to.equal(null);
  });
});

describe('the table of the load', () => {
  it('shows figures beside goals, what was held when, and what did not go as it must', () => {
    const text = loadText({ ...report, rows: [{ ...row, faults: Array.from({ length: 12 }, (_, i) => `fault ${i}`) }] });
    expect(text).to.include('pages: 2,000 changes of the page, in 9 s');
    expect(text).to.match(/listeners more than once settled +1 +≤ 0 +MISSED/);
    expect(text).to.match(/heap at the end, to that once settled +115\.0 % +≤ 115\.0 % +met/);
    expect(text).to.match(/100 +10\.0 MB +300\.0 MB +5000 +280 +5/);
    expect(text).to.include('  fault 9\n  and 2 more');
    expect(text).to.include('1 goals missed, 12 times it did not go as it must.');
  });

  it('names what a long task did only where it is too long', () => {
    const did = ['draw (shell.js) 90 ms'];
    const told = (ms: number) => loadText({ ...report, rows: [{ ...row, figures: [{ ...figure(goals.task, ms), did }] }] });
    expect(told(120)).to.include('    draw (shell.js) 90 ms');
    expect(told(80)).not.to.include('draw');
  });

  it('holds only where every goal is met and nothing went otherwise', () => {
    expect(held(report)).to.equal(false);
    const quiet = { ...row, figures: growth(settled, half, { ...end, listeners: 280 }) };
    expect(held({ rows: [quiet] })).to.equal(true);
    expect(held({ rows: [{ ...quiet, faults: ['A run ended as failed'] }] })).to.equal(false);
    expect(loadText({ ...report, rows: [quiet] })).to.include('Every goal met.');
  });
});

describe('lab bench load', () => {
  it('refuses a part that is not there, and names those that are', async () => {
    const error = await benchLoad({ only: 'moon', share: 1 }, () => undefined).catch((thrown: Error) => thrown);
    expect(error).to.be.an('error').with.property('message', `There is no part "moon" of the load. Choose: ${loadParts.map(({ id }) => id).join(', ')}.`); // prettier-ignore
  });
});
