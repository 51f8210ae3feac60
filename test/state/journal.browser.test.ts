import { expect } from 'chai';
import type { SeedResult } from '../../src/contracts/record.ts';
import type { ArmResult } from '../../src/contracts/results.ts';
import { createLibrary } from '../../src/services/library/library-service.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { CompareRun } from '../../src/state/compare-run.ts';
import { endNotes, forgetLeft, goOn, leftRuns, noteRun } from '../../src/state/journal.ts';
import type { Lab } from '../../src/state/kept.ts';
import { standingOf } from '../../src/state/lost-run.ts';
import { anyLeft } from '../../src/state/any-left.ts';
import { StreamRun } from '../../src/state/stream-run.ts';
import { LibraryDb } from '../../src/store/library-db.ts';

let count = 0;
/** A page on a library of its own; runs that go on are played by nobody. */
function lab(name = `drift-lab-journal-${Date.now()}-${count++}`, room = true) {
  const store = new LibraryDb(name);
  if (!room) store.note = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  const held = async () => new Set((await navigator.locks.query()).held!.flatMap((lock) => lock.name ?? []));
  const library = createLibrary({
    store,
    locks: held,
    now: () => new Date(),
    estimate: async () => ({}),
    fetchFile: () => Promise.reject(new Error()),
    tell: () => {},
  });
  const went: { run: CompareRun | StreamRun; from: { earlier: unknown; first?: unknown } }[] = [];
  const told: string[] = [];
  const page = {
    library: undefined,
    libraryWorker: library,
    told: () => {},
    dispatchEvent: ({ type }: Event) => told.push(type),
    goOn: async (run: CompareRun, from: { earlier: unknown }) => void went.push({ run, from }),
  } as unknown as Lab;
  return { page, went, told, name };
}

const point = { step: 3, examples: 9, seconds: 1, loss: 1, accuracy: { new: 0.5, old: 0.5 } };
const result = (seed: number, arm: string) =>
  ({ seed, arm, curve: [point], measures: { accuracyNew: 0.5, accuracyOld: 0.5 }, times: { trainMs: 1 } }) as unknown as ArmResult;
const seedOf = (seed: number) => ({ seed, base: { curve: [point] }, ledger: [] }) as unknown as SeedResult;

function begun(): CompareRun {
  const run = new CompareRun(presets.quick.spec);
  run.phase = 'running';
  for (const arm of ['none', 'head-only']) run.apply({ type: 'arm-finished', result: result(0, arm) });
  run.apply({ type: 'seeds-complete', seeds: [seedOf(0)] });
  run.apply({ type: 'arm-finished', result: result(1, 'none') });
  return run;
}

describe('what is written down of a run that goes on', () => {
  it('is nothing for other tabs while its own has it, and all that it goes on from when that is gone', async () => {
    const { page, name } = lab();
    const run = begun();
    await noteRun(page, run);
    expect(await leftRuns(page)).to.deep.equal([]);
    expect(await anyLeft(`${name} that is not there`)).to.equal(false);
    run.apply({ type: 'arm-finished', result: result(1, 'head-only') });
    run.apply({ type: 'seeds-complete', seeds: [seedOf(1)] });
    await noteRun(page, run);
    expect(await anyLeft(name)).to.equal(true);
    // Its tab is lost: nothing but the lock goes.
    run.apply({ type: 'failed', code: 'internal', text: 'lost', kept: 4 });
    await endNotes(page, run, Promise.resolve(false));

    const other = lab(name);
    const [left] = await leftRuns(other.page);
    expect([left!.kept, left!.spec]).to.deep.equal([4, run.spec]);
    await goOn(other.page, left!);
    const { run: rest, from } = other.went[0]!;
    expect(from.earlier).to.deep.equal(standingOf(run));
    expect(rest.interruptions).to.deep.equal([{ lost: 'tab', kept: 4 }]);
    expect([(rest as CompareRun).results.length, (rest as CompareRun).armCurves.lines()]).to.deep.equal([4, ['none', 'head-only']]);
    expect(rest.warnings[0]).to.match(/^This run lost its tab and went on after 4 finished repeats/);
    expect(await leftRuns(other.page), 'it goes on').to.deep.equal([]);
  });

  it('is offered at once where the run is lost as soon as it is written', async () => {
    const { page, told } = lab();
    const run = begun();
    const noted = noteRun(page, run);
    run.apply({ type: 'failed', code: 'internal', text: 'lost', kept: 3 });
    await endNotes(page, run, Promise.resolve(false));
    await noted;
    expect([(await leftRuns(page)).map(({ kept }) => kept), told]).to.deep.equal([[3], ['run-left']]);
  });

  it('goes on being written where it was, once somebody goes on with it', async () => {
    const { page, name } = lab();
    const run = begun();
    await noteRun(page, run);
    run.apply({ type: 'failed', code: 'internal', text: 'lost', kept: 3 });
    await endNotes(page, run, Promise.resolve(false));
    const other = lab(name);
    await goOn(other.page, (await leftRuns(other.page))[0]!);
    const rest = other.went[0]!.run as CompareRun;
    rest.phase = 'running';
    rest.apply({ type: 'arm-finished', result: result(1, 'none') });
    rest.apply({ type: 'arm-finished', result: result(1, 'head-only') });
    rest.apply({ type: 'seeds-complete', seeds: [seedOf(1)] });
    await noteRun(other.page, rest);
    rest.apply({ type: 'failed', code: 'internal', text: 'lost', kept: 4 });
    await endNotes(other.page, rest, Promise.resolve(false));
    const third = lab(name);
    await goOn(third.page, (await leftRuns(third.page))[0]!);
    expect(third.went[0]!.from.earlier).to.deep.equal(standingOf(rest));
    expect(third.went[0]!.run.interruptions).to.deep.equal([
      { lost: 'tab', kept: 3 },
      { lost: 'tab', kept: 4 },
    ]);
  });

  it('of a stream lets the first seed go by again up to where it was, with what a person did', async () => {
    const { page } = lab();
    const run = new StreamRun(streamPresets.plants.spec);
    run.phase = 'running';
    const seed = { seed: 0, splitHash: '', baseAccuracy: 0, baseHash: '', ledger: [], driftedHash: '' };
    const edit = { seed: 0, batch: 1, what: 'rollback', policy: 0 } as const;
    run.apply({ type: 'stream-started', seed, batches: 9 });
    for (const batch of [0, 1, 2]) run.apply({ type: 'stream-batch', seed: 0, batch, points: [] });
    run.apply({ type: 'stream-edited', edit });
    await noteRun(page, run);
    run.apply({ type: 'failed', code: 'internal', text: 'lost', kept: 0 });
    await endNotes(page, run, Promise.resolve(false));
    const [left] = await leftRuns(page);
    expect(left!.seen).to.equal(3);
    const lost = lab();
    Object.assign(lost.page, { library: page.library });
    await goOn(lost.page, left!);
    expect(lost.went[0]!.from).to.deep.equal({
      earlier: { seeds: [], runs: [], edits: [edit], observations: [] },
      first: { type: 'jump', batch: 3 },
    });
    expect([(lost.went[0]!.run as StreamRun).seen, (lost.went[0]!.run as StreamRun).target]).to.deep.equal([0, 3]);
  });

  it('goes when the run is kept, or a person stopped it; stays, and is offered, when it is lost', async () => {
    for (const [phase, kept, stays] of [
      ['finished', true, 0],
      ['stopped', false, 0],
      ['failed', true, 0],
      ['failed', false, 1],
    ] as const) {
      const { page, told } = lab();
      const run = begun();
      await noteRun(page, run);
      run.phase = phase;
      await endNotes(page, run, Promise.resolve(kept));
      const left = await leftRuns(page);
      expect([left.length, told.length], `${phase}, ${kept ? 'kept' : 'not kept'}`).to.deep.equal([stays, stays]);
      for (const one of left) await forgetLeft(page, one);
      expect(await leftRuns(page)).to.deep.equal([]);
    }
  });

  it('that does not fit on the device is said, and the run goes on', async () => {
    const { page } = lab(undefined, false);
    const run = begun();
    await noteRun(page, run);
    expect(run.warnings.at(-1)).to.match(/^There is no room here to write down how far this run is/);
    expect(run.busy).to.equal(true);
  });
});
