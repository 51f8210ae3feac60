import { strToU8, zipSync } from 'fflate';
import { expect } from 'chai';
import type { AnyRecord } from '../../../src/contracts/record.ts';
import type { LeftRun, Piece, Pictures, RunEntry } from '../../../src/contracts/library.ts';
import { createLibrary, type LibraryStore } from '../../../src/services/library/library-service.ts';
import { identified } from '../../../src/record/build.ts';
import { readRun } from '../../../src/record/file/read.ts';
import { runBytes, runText } from '../../../src/record/file/write.ts';
import { unzipSync } from 'fflate';
import { comparisonRun, fixture, streamRun } from '../../record/runs.ts';

/** A store in memory that may be full. */
function memory() {
  const entries = new Map<string, RunEntry>();
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const pictures = new Map<string, Pictures>();
  const settings = new Map<string, unknown>();
  const room = { forRuns: Infinity, forPictures: true, forNotes: Infinity };
  const left = new Map<string, LeftRun>();
  const pieces = new Map<string, readonly Piece[]>();
  const locks = new Set<string>();
  const full = () => Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
  const store: LibraryStore = {
    entries: async () => [...entries.values()],
    entry: async (id) => entries.get(id),
    file: async (id) => files.get(id),
    pictures: async (id) => pictures.get(id),
    async put(entry, file, seen, gone = []) {
      if (entries.size >= room.forRuns || (seen && !room.forPictures)) throw full();
      entries.set(entry.runId, entry);
      files.set(entry.runId, file);
      if (seen) pictures.set(entry.runId, seen);
      for (const map of [entries, files, pictures]) for (const id of gone) map.delete(id);
    },
    async change(id, how) {
      const entry = entries.get(id);
      if (entry) entries.set(id, how(entry));
      return entries.get(id);
    },
    async purge(ids) {
      for (const map of [entries, files, pictures]) for (const id of ids) map.delete(id);
    },
    setting: async (name) => settings.get(name),
    set: async (name, value) => void settings.set(name, value),
    async note(run, piece) {
      if (pieces.size >= room.forNotes || (piece.pictures && !room.forPictures)) throw full();
      left.set(run.key, run);
      pieces.set(run.key, [...(pieces.get(run.key) ?? []), piece]);
    },
    leftRuns: async () => [...left.values()],
    pieces: async (key) => pieces.get(key) ?? [],
    async forget(keys) {
      for (const map of [left, pieces]) for (const key of keys) map.delete(key);
    },
  };
  const clock = { now: Date.parse('2026-11-30T12:00:00Z') };
  let told = 0;
  const served = new Map<string, Uint8Array>();
  const library = createLibrary({
    store,
    now: () => new Date(clock.now),
    estimate: async () => ({ usage: 5, quota: 10 }),
    fetchFile: async (path) => {
      const found = served.get(path);
      if (!found) throw new Error(`no ${path}`);
      return found;
    },
    locks: async () => locks,
    tell: () => told++,
  });
  return { library, entries, room, locks, clock, served, told: () => told };
}

const file = (name: string, bytes: Uint8Array | string) => new File([bytes as BlobPart], name);
const entryOf = (answer: object): RunEntry => {
  if ('refusal' in answer) throw new Error(String(answer.refusal));
  return answer as RunEntry;
};

describe('the library of runs', () => {
  it('keeps a run with what is listed of it, and gives it back with its pictures', async () => {
    const { library, told } = memory();
    const record = comparisonRun();
    const entry = entryOf(await library.keep(record, { pictures: { warnings: ['one'] } }));
    expect(entry).to.include({ kind: 'compare', dataId: 'sensors', seeds: 6, origin: 'here', sound: true, state: 'finished', note: '' });
    expect(entry.picture.map(({ id }) => id)).to.deep.equal(['none', 'head-only', 'retrain-new']);
    const kept = (await library.open(record.runId))!;
    expect(kept.record).to.deep.equal(JSON.parse(JSON.stringify(record)));
    expect(kept.pictures).to.deep.equal({ warnings: ['one'] });
    expect(told()).to.equal(1);
  });

  it('says that it has no room, and keeps a run without its pictures rather than not', async () => {
    const { library, room, entries } = memory();
    room.forPictures = false;
    const entry = entryOf(await library.keep(comparisonRun(), { pictures: { large: true } }));
    expect(entry.notes.join()).to.contain('no room for its pictures');
    room.forRuns = 1;
    const answer = await library.keep(streamRun());
    expect(answer).to.include({ code: 'full' });
    expect([...entries.keys()]).to.deep.equal([comparisonRun().runId]);
  });

  it('opens files of every form, many at once, and says what is none, losing nothing', async () => {
    const { library } = memory();
    const zip = zipSync({
      'a/b.driftlab.json': strToU8(runText(comparisonRun())),
      'readme.txt': strToU8('no run'),
      'c.json': strToU8('{}'),
    });
    const answer = await library.openFiles([
      file('stream.driftlab.json.gz', runBytes(streamRun())),
      file('old.json.gz', fixture('stream.v0.json.gz')),
      file('runs.zip', zip),
      file('holiday.jpg', new Uint8Array([0xff, 0xd8, 0xff])),
    ]);
    if ('refusal' in answer) throw new Error(answer.refusal);
    expect(new Set(answer.entries.map(({ runId }) => runId))).to.deep.equal(new Set([streamRun().runId, comparisonRun().runId]));
    expect(answer.refusals.map((text) => text.split(':')[0])).to.deep.equal(['c.json', 'holiday.jpg']);
    expect((await library.list()).every(({ origin }) => origin === 'opened')).to.equal(true);
  });

  it('F-35: marks a run that was changed, and keeps it out of rankings', async () => {
    const { library } = memory();
    const { runId: _, ...record } = comparisonRun();
    const forged = identified({
      ...record,
      results: record.results.map((one) => ({ ...one, measures: { ...one.measures, accuracyNew: 1 } })),
    } as unknown as AnyRecord);
    await library.openFiles([file('forged.json', runText(forged)), file('true.json', runText(comparisonRun()))]);
    const forgedEntry = (await library.list()).find(({ runId }) => runId === forged.runId)!;
    expect(forgedEntry.sound).to.equal(false);
    expect(forgedEntry.faults.join()).to.contain('does not follow from its raw numbers');
    expect((await library.beside([forged.runId, comparisonRun().runId])).notRanked).to.match(/^Run 1 was changed/);
  });

  it('keeps what a person wrote when the same run comes again', async () => {
    const { library } = memory();
    const { runId } = comparisonRun();
    await library.keep(comparisonRun());
    await library.describe(runId, { note: 'for the talk', tags: ['talk'] });
    await library.openFiles([file('again.json', runText(comparisonRun()))]);
    const [entry] = await library.list();
    expect(entry).to.deep.include({ note: 'for the talk', tags: ['talk'], origin: 'here' });
  });

  it('brings back what was deleted, until an hour is over', async () => {
    const { library, clock, entries } = memory();
    const { runId } = comparisonRun();
    await library.keep(comparisonRun());
    await library.remove([runId]);
    expect(await library.list()).to.deep.equal([]);
    await library.restore([runId]);
    expect(await library.list()).to.have.length(1);
    await library.remove([runId]);
    clock.now += 3_600_001;
    expect(await library.list()).to.deep.equal([]);
    expect(entries.size).to.equal(0);
  });

  it('puts many into one file that it opens again', async () => {
    const { library } = memory();
    await library.keep(comparisonRun());
    await library.keep(streamRun());
    const files = unzipSync(await library.archive());
    expect(Object.keys(files).sort()).to.deep.equal(
      [`sensors-compare-${comparisonRun().runId.slice(7, 19)}`, `sensors-stream-${streamRun().runId.slice(7, 19)}`].map(
        (name) => `${name}.driftlab.json.gz`,
      ),
    );
    expect(Object.values(files).every((bytes) => readRun(bytes).ok)).to.equal(true);
  });

  it('signs with one key of this device, for whoever opens the run elsewhere', async () => {
    const { library } = memory();
    await library.keep(comparisonRun());
    await library.keep(streamRun());
    const [one, other] = [await library.sign(comparisonRun().runId), await library.sign(streamRun().runId)];
    expect(one!.signedBy).to.deep.equal(other!.signedBy);
    const elsewhere = memory().library;
    await elsewhere.openFiles([file('signed.gz', runBytes((await library.open(comparisonRun().runId))!.record))]);
    expect((await elsewhere.list())[0]).to.deep.include({ signedBy: one!.signedBy, sound: true });
  });

  it('keeps a replica with its parent, and says what it came to', async () => {
    const { library } = memory();
    await library.keep(comparisonRun());
    const entry = entryOf(await library.keepReplica({ ...comparisonRun(), startedAt: '2026-12-01T10:00:00.000Z' }, comparisonRun().runId));
    expect(entry.parentId).to.equal(comparisonRun().runId);
    expect(await library.replication(comparisonRun().runId, entry.runId)).to.include({ outcome: 'equal' });
  });

  it('has a run once when something is added to it, with what a person wrote; one that others replicate stays', async () => {
    const { library } = memory();
    const record = comparisonRun();
    const { runId: _, ...before } = record;
    const early = identified({ ...before, decisions: [{ id: `sha256:${'c'.repeat(64)}` }] } as unknown as AnyRecord);
    await Promise.all([library.keep(record), library.keep(early, { replaces: record.runId })]);
    expect(
      (await library.list()).map(({ runId }) => runId),
      'asked before the first was kept',
    ).to.deep.equal([early.runId]);
    await library.remove([early.runId]);
    await library.keep(record);
    await library.describe(record.runId, { note: 'for the board' });
    const decided = identified({ ...before, decisions: [{ id: `sha256:${'d'.repeat(64)}` }] } as unknown as AnyRecord);
    const entry = entryOf(await library.keep(decided, { replaces: record.runId }));
    expect(entry).to.include({ note: 'for the board', sound: true });
    expect((await library.list()).map(({ runId }) => runId)).to.deep.equal([decided.runId]);
    await library.keep(decided, { replaces: decided.runId });
    expect(
      (await library.list()).map(({ runId }) => runId),
      'in its own place',
    ).to.deep.equal([decided.runId]);

    const replica = entryOf(await library.keepReplica({ ...decided, startedAt: '2026-12-01T10:00:00.000Z' }, decided.runId));
    const twice = identified({ ...before, decisions: [{ id: `sha256:${'e'.repeat(64)}` }] } as unknown as AnyRecord);
    await library.keep(twice, { replaces: decided.runId });
    expect(new Set((await library.list()).map(({ runId }) => runId))).to.deep.equal(new Set([decided.runId, replica.runId, twice.runId]));
  });
});

describe('runs that go on', () => {
  const run = (key: string, at: string): LeftRun => ({ key, at, spec: comparisonRun().spec, startedAt: at, kept: 1, interruptions: [] });
  const piece = (seeds: number[], results: string[], more: object = {}): Piece =>
    ({ earlier: { seeds: seeds.map((seed) => ({ seed })), results, ...more } }) as unknown as Piece;

  it('are written down piece by piece, and read as a whole: lists behind each other, of the rest the latest', async () => {
    const { library } = memory();
    await library.note(run('a', '2026-11-30T10:00:00Z'), { ...piece([0], ['x', 'y'], { baseRate: 1 }), pictures: { p: 1 } });
    await library.note(run('a', '2026-11-30T10:00:05Z'), { ...piece([], []), pictures: { p: 2 } });
    await library.note(run('a', '2026-11-30T10:00:10Z'), piece([1, 2], ['z'], { baseRate: 2, skipped: ['s'] }));
    const standing = (await library.standing('a'))!;
    expect(standing.earlier).to.deep.equal({
      seeds: [{ seed: 0 }, { seed: 1 }, { seed: 2 }],
      results: ['x', 'y', 'z'],
      baseRate: 2,
      skipped: ['s'],
    });
    expect([standing.pictures, standing.run.at]).to.deep.equal([{ p: 2 }, '2026-11-30T10:00:10Z']);
    await library.forget('a');
    expect(await library.standing('a')).to.equal(undefined);
  });

  it('were left when nobody holds their lock any more, the latest first', async () => {
    const { library, locks } = memory();
    for (const [i, key] of ['a', 'b', 'c'].entries()) await library.note(run(key, `2026-11-30T10:00:0${i}Z`), piece([], []));
    locks.add('b');
    expect((await library.left()).map(({ key }) => key)).to.deep.equal(['c', 'a']);
  });

  it('F-23: drive out what others left when there is no room, the oldest first, then do without pictures, then say that there is none', async () => {
    const { library, room } = memory();
    for (const [i, key] of ['a', 'b'].entries()) await library.note(run(key, `2026-11-30T10:00:0${i}Z`), piece([], []));
    room.forNotes = 2;
    expect(await library.note(run('c', '2026-11-30T11:00:00Z'), piece([0], []))).to.equal(true);
    expect((await library.left()).map(({ key }) => key)).to.deep.equal(['c', 'b']);
    room.forPictures = false;
    expect(await library.note(run('c', '2026-11-30T11:00:05Z'), { ...piece([1], []), pictures: { p: 1 } })).to.equal(true);
    expect((await library.standing('c'))!).to.not.have.property('pictures');
    room.forNotes = 0;
    expect(await library.note(run('d', '2026-11-30T12:00:00Z'), piece([], []))).to.equal(false);
  });
});
