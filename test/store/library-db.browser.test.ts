import { expect } from 'chai';
import type { LeftRun, Piece, RunEntry } from '../../src/contracts/library.ts';
import { LibraryDb } from '../../src/store/library-db.ts';

const entry = (runId: string): RunEntry => ({ runId, specId: 's', note: '', tags: [] }) as unknown as RunEntry;
const file = (text: string) => new TextEncoder().encode(text);
let count = 0;
const open = () => new LibraryDb(`drift-lab-test-${Date.now()}-${count++}`);

describe('runs on this device', () => {
  it('are all there or not at all', async () => {
    const db = open();
    await db.put(entry('a'), file('A'), { rows: new Float32Array([1, 2]) });
    expect(await db.entries()).to.deep.equal([entry('a')]);
    expect(await db.file('a')).to.deep.equal(file('A'));
    expect(await db.pictures('a')).to.deep.equal({ rows: new Float32Array([1, 2]) });
    // A function cannot be kept: nothing of that run is.
    let refused: unknown;
    await db.put(entry('b'), file('B'), { bad: () => 1 }).catch((error: unknown) => (refused = error));
    expect(refused).to.be.instanceOf(DOMException);
    expect(await db.entry('b')).to.equal(undefined);
    expect(await db.file('b')).to.equal(undefined);
  });

  it('take the place of another in one step, or not at all', async () => {
    const db = open();
    await db.put(entry('a'), file('A'), { rows: new Float32Array([1]) });
    await db.put(entry('b'), file('B'), { bad: () => 1 }, ['a']).catch(() => undefined);
    expect(await db.entries(), 'what is refused drives nothing out').to.deep.equal([entry('a')]);
    await db.put(entry('b'), file('B'), undefined, ['a']);
    expect([await db.entries(), await db.file('a'), await db.pictures('a')]).to.deep.equal([[entry('b')], undefined, undefined]);
  });

  it('change and go', async () => {
    const db = open();
    await db.put(entry('a'), file('A'));
    expect(await db.change('a', (one) => ({ ...one, note: 'new' }))).to.include({ note: 'new' });
    expect(await db.change('none', (one) => one)).to.equal(undefined);
    await db.purge(['a']);
    expect([await db.entries(), await db.file('a')]).to.deep.equal([[], undefined]);
  });

  it('are the same for two tabs that write at once', async () => {
    const name = `drift-lab-test-${Date.now()}-${count++}`;
    const tabs = [new LibraryDb(name), new LibraryDb(name)];
    await Promise.all(Array.from({ length: 20 }, (_, i) => tabs[i % 2]!.put(entry(`${i % 10}`), file(`${i % 10}`))));
    expect((await tabs[0]!.entries()).map(({ runId }) => runId).sort()).to.deep.equal([...'0123456789']);
    for (let i = 0; i < 10; i++) expect(await tabs[1]!.file(`${i}`)).to.deep.equal(file(`${i}`));
  });

  it('remember what was set', async () => {
    const db = open();
    await db.set('prices', { label: 0.5 });
    expect(await db.setting('prices')).to.deep.equal({ label: 0.5 });
    expect(await db.setting('else')).to.equal(undefined);
  });

  it('that go on are there piece by piece, each wholly or not at all, and go together', async () => {
    const db = open();
    const run = (at: string) => ({ key: 'k', at }) as unknown as LeftRun;
    const piece = (text: unknown) => ({ earlier: { text } }) as unknown as Piece;
    await db.note(run('1'), piece('a'));
    await db.note({ ...run('1'), key: 'other' }, piece('o'));
    let refused: unknown;
    await db
      .note(
        run('2'),
        piece(() => 1),
      )
      .catch((error: unknown) => (refused = error));
    expect(refused).to.be.instanceOf(DOMException);
    expect(
      (await db.leftRuns()).map(({ key, at }) => [key, at]),
      'what is refused changes nothing',
    ).to.deep.equal([
      ['k', '1'],
      ['other', '1'],
    ]);
    await db.note(run('3'), piece('b'));
    expect(await db.pieces('k')).to.deep.equal([piece('a'), piece('b')]);
    await db.forget(['k']);
    expect([await db.pieces('k'), (await db.leftRuns()).length, await db.pieces('other')]).to.deep.equal([[], 1, [piece('o')]]);
  });

  it('that an older version of the app kept are still there', async () => {
    const name = `drift-lab-test-${Date.now()}-${count++}`;
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('entries', { keyPath: 'runId' });
        for (const store of ['files', 'pictures', 'settings']) request.result.createObjectStore(store);
        request.transaction!.objectStore('entries').put(entry('old'));
      };
      request.onerror = reject;
      request.onsuccess = () => (request.result.close(), resolve());
    });
    const db = new LibraryDb(name);
    expect(await db.entries()).to.deep.equal([entry('old')]);
    expect(await db.leftRuns()).to.deep.equal([]);
  });
});
