import { expect } from 'chai';
import type { RunRecord } from '../../src/contracts/record.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import { CompareRun } from '../../src/state/compare-run.ts';
import { DRAG_MS, MOST_RUNS, MOST_STEPS, partsThatDiffer, placesThatDiffer, Steps } from '../../src/state/steps.ts';

const { spec: quick } = presets.quick;
const severity = (value: number): Spec => ({ ...quick, drift: [globalDrift('contrast', value)] });

/** A store with nothing but what steps look at. */
class Desk extends EventTarget {
  spec = quick;
  run = new CompareRun(quick);
  restriction: unknown;
  refuses = false;
  at = 0;
  readonly steps = new Steps<Spec, CompareRun>(this, () => this.at);

  setSpec(spec: Spec): void {
    if (!this.refuses) this.spec = structuredClone(spec);
    this.told();
  }

  told(): void {
    this.dispatchEvent(new Event('change'));
  }

  /** One press, and what it does; long after the one before. */
  async press(what: () => void, later = 10 * DRAG_MS): Promise<void> {
    this.at += later;
    what();
    this.told();
    await Promise.resolve();
  }

  edit = (spec: Spec, later?: number) => this.press(() => this.setSpec(spec), later);

  begin(spec: Spec, phase: CompareRun['phase'], earlier?: CompareRun): CompareRun {
    this.setSpec(spec);
    this.run = new CompareRun(spec, earlier && { earlier });
    this.run.phase = phase;
    return this.run;
  }
}

const another = (root: number): Spec => ({ ...quick, seeds: { ...quick.seeds, root } });

describe('steps', () => {
  it('has nothing to undo on a page that was opened', () => {
    const { steps } = new Desk();
    expect([steps.undoable, steps.redoable, steps.undo(), steps.redo()]).to.deep.equal([undefined, undefined, 'nothing', 'nothing']);
  });

  it('takes an edit back and does it again, byte for byte', async () => {
    const desk = new Desk();
    await desk.edit(severity(4));
    expect(desk.steps.undoable).to.deep.equal(['drift']);
    expect(desk.steps.undo()).to.deep.equal({ parts: ['drift'] });
    expect([desk.spec, desk.steps.undoable, desk.steps.redoable]).to.deep.equal([quick, undefined, ['drift']]);
    desk.steps.redo();
    await Promise.resolve();
    expect([desk.spec, desk.steps.undoable, desk.steps.redoable]).to.deep.equal([severity(4), ['drift'], undefined]);
  });

  it('brings the run back that a new seed replaced, as one step', async () => {
    const desk = new Desk();
    const first = desk.begin(quick, 'finished');
    await desk.press(() => undefined);
    await desk.press(() => desk.begin(another(5), 'finished'));
    expect(desk.steps.undoable).to.deep.equal(['seeds', 'run']);
    desk.steps.undo();
    expect([desk.spec, desk.run === first]).to.deep.equal([quick, true]);
  });

  it('brings the run back that a reset took off the page', async () => {
    const desk = new Desk();
    await desk.edit(severity(4));
    let run: CompareRun | undefined;
    await desk.press(() => (run = desk.begin(severity(4), 'finished')));
    await desk.press(() => desk.begin(quick, 'idle'));
    desk.steps.undo();
    expect([desk.spec, desk.run === run]).to.deep.equal([severity(4), true]);
  });

  it('takes an edit back without the run that came after it: a first run takes nothing away', async () => {
    const desk = new Desk();
    await desk.edit(severity(4));
    let run: CompareRun | undefined;
    await desk.press(() => (run = desk.begin(severity(4), 'finished')));
    expect(desk.steps.undoable, 'the run is no step').to.deep.equal(['drift']);
    desk.steps.undo();
    expect([desk.spec, desk.run === run]).to.deep.equal([quick, true]);
  });

  it('takes a drag of one field as one step, but not two fields nor two drags', async () => {
    const desk = new Desk();
    await desk.edit(severity(1));
    await desk.edit(severity(2), DRAG_MS / 2);
    await desk.edit(severity(4), DRAG_MS - 1);
    await desk.edit({ ...severity(4), stop: { epochs: 9 } }, 1);
    await desk.edit({ ...severity(4), stop: { epochs: 10 } }, DRAG_MS);
    const back = [0, 1, 2].map(() => (desk.steps.undo(), desk.spec));
    expect(back).to.deep.equal([{ ...severity(4), stop: { epochs: 9 } }, severity(4), quick]);
    expect(desk.steps.undoable).to.equal(undefined);
  });

  it('forgets what was undone when something else is done', async () => {
    const desk = new Desk();
    await desk.edit(severity(4));
    desk.steps.undo();
    await desk.edit(another(9));
    expect(desk.steps.redoable).to.equal(undefined);
    desk.steps.undo();
    expect(desk.spec).to.deep.equal(quick);
  });

  it('leaves what trains on the page, but takes edits back meanwhile', async () => {
    const desk = new Desk();
    desk.begin(quick, 'finished');
    await desk.press(() => undefined);
    let run: CompareRun | undefined;
    await desk.press(() => (run = desk.begin(another(5), 'running')));
    await desk.edit({ ...another(5), stop: { epochs: 9 } });
    expect(desk.steps.undo()).to.deep.equal({ parts: ['stop'] });
    expect(desk.steps.undo()).to.equal('busy');
    expect([desk.spec, desk.run === run]).to.deep.equal([another(5), true]);
    run!.phase = 'stopped';
    expect(desk.steps.undo()).to.deep.equal({ parts: ['seeds', 'run'] });
  });

  it('changes nothing where the store refuses', async () => {
    const desk = new Desk();
    await desk.edit(severity(4));
    desk.refuses = true;
    expect([desk.steps.undo(), desk.spec, desk.steps.undoable]).to.deep.equal(['refused', severity(4), ['drift']]);
  });

  it('forgets everything when a lesson begins or ends', async () => {
    const desk = new Desk();
    await desk.edit(severity(4));
    await desk.press(() => (desk.restriction = {}));
    expect(desk.steps.undoable).to.equal(undefined);
  });

  it(`holds ${MOST_STEPS} steps and ${MOST_RUNS} runs at most`, async () => {
    const desk = new Desk();
    for (let root = 1; root <= MOST_STEPS + 5; root++) await desk.edit(another(root));
    let taken = 0;
    while (typeof desk.steps.undo() === 'object') taken++;
    expect([taken, desk.spec]).to.deep.equal([MOST_STEPS, another(5)]);
    for (let root = 1; root <= MOST_RUNS + 5; root++) await desk.press(() => desk.begin(another(root), 'finished'));
    const runs = new Set<CompareRun>();
    while (typeof desk.steps.undo() === 'object') runs.add(desk.run);
    expect(runs.size).to.equal(MOST_RUNS);
  });

  it('keeps the curves of a run as they were when it goes on with more seeds', async () => {
    const desk = new Desk();
    const first = desk.begin(quick, 'running');
    const point = { step: 1, examples: 1, seconds: 1, loss: 1, accuracy: { new: 0.5, old: 0.5 } };
    const curve = [point];
    first.apply({ type: 'base-point', seed: 0, point });
    const record = {
      ...{ kind: 'compare', spec: quick, environment: { engine: {} }, results: [] },
      ...{ seeds: [{ seed: 0, base: { curve }, ledger: [] }], derived: { summary: { seeds: 1 } } },
    } as unknown as RunRecord;
    first.apply({ type: 'finished', record });
    await desk.press(() => undefined);
    const more = { ...quick, seeds: { ...quick.seeds, count: 20 } };
    await desk.press(() => desk.begin(more, 'running', first));
    desk.run.apply({ type: 'base-point', seed: 1, point });
    desk.run.apply({ type: 'finished', record: { ...record, spec: more } });
    expect(first.baseCurves.raw('base').size, 'the curves are shared').to.equal(2);
    desk.steps.undo();
    expect([...desk.run.baseCurves.raw('base').keys()]).to.deep.equal([0]);
    expect(desk.run.record).to.equal(record);
  });
});

describe('what differs between experiments', () => {
  it('is told by section and by path', () => {
    const other: Spec = { ...severity(2), labels: { budget: 7 } };
    expect(partsThatDiffer(quick, other)).to.deep.equal(['drift', 'labels']);
    expect(placesThatDiffer(quick, other)).to.deep.equal(['/drift/0/severity', '/labels/budget']);
    expect([partsThatDiffer(quick, structuredClone(quick)), placesThatDiffer(quick, structuredClone(quick))]).to.deep.equal([[], []]);
  });

  it('is a section that only one of them has', () => {
    const { recipe, ...bare } = presets.negative.spec;
    expect(recipe, 'the preset has one').to.be.an('object');
    expect(partsThatDiffer(bare, presets.negative.spec)).to.deep.equal(['recipe']);
  });

  it('is the list as a whole where lengths differ, and a section where one has none', () => {
    expect(placesThatDiffer(quick, { ...quick, drift: [] })).to.deep.equal(['/drift']);
    expect(placesThatDiffer({ a: 1 }, {})).to.deep.equal(['/a']);
  });
});
