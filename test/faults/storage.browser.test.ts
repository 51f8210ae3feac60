/** F-26, and the other way round: two versions of the app in two tabs, and one form of what is kept. */
import { expect } from 'chai';
import { LibraryDb } from '../../src/store/library-db.ts';

let count = 0;
const name = () => `drift-lab-fault-${Date.now()}-${count++}`;

/** A version of the app that knows a newer form, or does not let go of its own. */
const opened = (called: string, version: number): Promise<{ db: IDBDatabase; blocked: boolean }> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(called, version);
    let blocked = false;
    request.onblocked = () => (blocked = true);
    request.onsuccess = () => resolve({ db: request.result, blocked });
    request.onerror = () => reject(request.error!);
  });

describe('what is kept, in the hands of two versions of the app', () => {
  it('F-26: an open tab lets go of it when a newer version asks, and says so when it is next asked for runs', async () => {
    const called = name();
    const here = new LibraryDb(called);
    await here.set('a', 1);
    const newer = await opened(called, 3);
    expect(newer.blocked).to.equal(false);
    const answer: unknown = await here.setting('a').catch((error: Error) => error.message);
    expect(answer).to.equal('A newer version of Drift Lab has been opened here since. Reload this tab.');
    newer.db.close();
  });

  it('is not waited for without end where an older tab does not let go: one sentence says what to do, and then it works', async () => {
    const called = name();
    const older = await opened(called, 1);
    const here = new LibraryDb(called, 2);
    const said: unknown = await here.entries().catch((error: Error) => error.message);
    expect(said).to.equal('Another tab holds the kept runs in the form of an older version. Close or reload that tab, then try again.');
    older.db.close();
    // The request that waited may come first; it closes what it opened.
    await here.set('a', 1).catch(() => here.set('a', 1));
    expect(await here.setting('a')).to.equal(1);
  });
});
