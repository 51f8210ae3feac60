import { expect } from 'chai';
import { estimateFactor, figure, goals, heapFigure, markAt, pageFigures, shiftsOf, tasksOf } from '../../../src/cli/page/goals.ts';
import { pageText } from '../../../src/cli/page/table.ts';
import type { Watched } from '../../../src/cli/page/types.ts';

const watched: Watched = {
  marks: [
    { phase: 'loading', at: 0 },
    { phase: 'running', at: 1000 },
    { phase: 'finishing', at: 5000 },
    { phase: 'opening', at: 8000, what: 'Data' },
  ],
  shifts: [
    { at: 500, value: 0.004, moved: ['nav 0,0 10×10 → 0,5 10×10'] },
    { at: 2000, value: 0.02, moved: ['race-stage › p.caption 0,0 10×10 → 0,9 10×10'] },
    { at: 6000, value: 0.01, moved: [] },
    { at: 8100, value: 0.5, moved: [] },
  ],
  tasks: [
    { at: 4950, ms: 80 },
    { at: 3000, ms: 55 },
  ],
  frames: [
    { at: 4940, ms: 120, renderMs: 90, layoutMs: 30, scripts: ['draw (app.js) 60 ms'] },
    { at: 5050, ms: 60, renderMs: 10, layoutMs: 5, scripts: ['other (app.js) 9 ms'] },
  ],
  paintedAt: 250,
  readyAt: 310,
  startedAt: 1000,
  endedAt: 5000,
  betweenFrames: [16, 17, 16, 40, 16],
  estimate: { at: 2000, leftMs: 2000 },
  curveAt: 1700,
  shell: [],
};
const valueOf = (id: string, of: Watched = watched) => pageFigures(of, 130).find((each) => each.id === id)!;

describe('what a page is held to', () => {
  it('counts a task to the phase in which it ended, and a shift to that in which it began', () => {
    expect(markAt(watched.marks, 4999).phase).to.equal('running');
    expect(markAt(watched.marks, 5030).phase).to.equal('finishing');
    expect(tasksOf(watched).map(({ ms, phase }) => [ms, phase])).to.deep.equal([
      [80, 'finishing'],
      [55, 'running'],
    ]);
    expect(shiftsOf(watched).map(({ phase }) => phase)).to.deep.equal(['opening', 'running', 'finishing', 'loading']);
  });

  it('says of a task what the frame did that shares most time with it, and nothing where no frame does', () => {
    const [ending, running] = tasksOf(watched);
    expect(ending!.did).to.deep.equal(['draw (app.js) 60 ms', 'rendering 90 ms, of it style and layout 30 ms']);
    expect(running!.did).to.deep.equal([]);
    expect(tasksOf({ ...watched, tasks: [{ at: 8010, ms: 60 }] })[0]!.what).to.equal('Data');
  });

  it('adds up the shifts of loading and of a run to its end; what opening a part moves is asked for', () => {
    expect(valueOf('shift-loading')).to.include({ value: 0.004, met: true });
    expect(valueOf('shift-run').value).to.be.closeTo(0.03, 1e-12);
    expect(valueOf('shift-run').met).to.equal(false);
  });

  it('compares with the goal inclusively, and of what was not measured says neither', () => {
    expect(figure(goals.painted, 300).met).to.equal(true);
    expect(figure(goals.painted, 300.1).met).to.equal(false);
    expect(figure(goals.painted, null)).to.include({ value: null, met: null });
    const never = { ...watched, startedAt: null, endedAt: null, betweenFrames: [], estimate: null };
    for (const id of ['shift-run', 'task-running', 'task-finishing', 'frame', 'estimate']) expect(valueOf(id, never).met).to.equal(null);
  });

  it('takes no long task for one of at most 50 ms', () => {
    expect(valueOf('task-loading')).to.include({ value: 0, met: true });
    expect(valueOf('task-finishing')).to.include({ value: 80, met: false });
  });

  it('takes the 95th percentile between frames by linear interpolation (Hyndman & Fan 1996, type 7)', () => {
    // Sorted 16 16 16 17 40: place 0.95 · 4 = 3.8, so 17 + 0.8 · 23.
    expect(valueOf('frame').value).to.be.closeTo(35.4, 1e-9);
  });

  it('holds an estimate against what was left, too long or too short alike', () => {
    // At 2000 there were 3000 left.
    expect(estimateFactor(watched)).to.equal(1.5);
    expect(estimateFactor({ ...watched, estimate: { at: 2000, leftMs: 4500 } })).to.equal(1.5);
    expect(estimateFactor({ ...watched, estimate: { at: 2000, leftMs: 3000 } })).to.equal(1);
    expect(estimateFactor({ ...watched, estimate: null })).to.equal(null);
    expect(estimateFactor({ ...watched, endedAt: null })).to.equal(null);
    // Nothing was left: no factor says how wrong that was.
    expect(estimateFactor({ ...watched, endedAt: 2000 })).to.equal(null);
  });

  it('holds the heap after the last run against that after the second', () => {
    expect(heapFigure([10, 20, 25, 21])).to.include({ value: 105, met: true });
    expect(heapFigure([10, 20, 25, 22])).to.include({ met: false });
    expect(heapFigure([10, 20])).to.include({ value: null, met: null });
  });
});

describe('the table of a page', () => {
  const view = { part: 'lab', width: 360, height: 740, busy: true, figures: pageFigures(watched, 130), shifts: shiftsOf(watched), tasks: tasksOf(watched) }; // prettier-ignore
  const report = { views: [view], browser: '120.0', cores: 2, seconds: 9.4 };

  it('shows goals beside figures, says which are missed, what moved and what was long', () => {
    const text = pageText(report);
    expect(text).to.include('lab at 360×740, all cores busy');
    expect(text).to.match(/first contentful paint +250 ms +≤ 300 ms +met/);
    expect(text).to.match(/layout shift in a run +0\.030 +≤ 0\.010 +MISSED/);
    expect(text).to.match(/against the truth +1\.50× +≤ 1\.50× +met/);
    expect(text).to.include('moved 0.0200 while running:\n    race-stage › p.caption 0,0 10×10 → 0,9 10×10');
    expect(text).to.include('task of 80 ms while finishing:\n    draw (app.js) 60 ms');
    expect(text).to.include('6 of 11 goals missed.');
  });

  it('says so when every goal is met, and shows what the heap held', () => {
    const heap = { ...view, part: 'heap', figures: [heapFigure([1e7, 2e7, 2e7])], shifts: [], tasks: [], heapBytes: [1e7, 2e7, 2e7] };
    const text = pageText({ ...report, views: [heap] });
    expect(text).to.include('Every goal met.');
    expect(text).to.include('heap after each run, MB: 10.0, 20.0, 20.0');
  });
});
