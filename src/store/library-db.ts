/** Where runs are kept on this device: IndexedDB. What is told as kept has been written in one transaction that came to its end. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { Pictures, RunEntry } from '../contracts/library.ts';

interface Schema extends DBSchema {
  /** What is listed, small. */
  entries: { key: string; value: RunEntry };
  /** Files of runs, gzipped, by run id. */
  files: { key: string; value: Uint8Array<ArrayBuffer> };
  pictures: { key: string; value: Pictures };
  settings: { key: string; value: unknown };
}

const VERSION = 1;
/** Where parts of a run lie. */
const PARTS = ['entries', 'files', 'pictures'] as const;

const deletions = (all: IDBPTransaction<Schema, typeof PARTS, 'readwrite'>, runIds: readonly string[]): Promise<void>[] =>
  runIds.flatMap((runId) => PARTS.map((name) => all.objectStore(name).delete(runId)));

export class LibraryDb {
  private db: Promise<IDBPDatabase<Schema>> | undefined;

  constructor(
    private readonly name = 'drift-lab',
    private readonly version = VERSION,
  ) {}

  entries(): Promise<RunEntry[]> {
    return this.with((db) => db.getAll('entries'));
  }

  entry(runId: string): Promise<RunEntry | undefined> {
    return this.with((db) => db.get('entries', runId));
  }

  file(runId: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.with((db) => db.get('files', runId));
  }

  pictures(runId: string): Promise<Pictures | undefined> {
    return this.with((db) => db.get('pictures', runId));
  }

  /** All of a run in place of those that go, or nothing of either. @throws DOMException `QuotaExceededError` where the browser refuses more */
  async put(entry: RunEntry, file: Uint8Array<ArrayBuffer>, pictures?: Pictures, gone: readonly string[] = []): Promise<void> {
    await this.with(async (db) => {
      const all = db.transaction(PARTS, 'readwrite');
      const ended = all.done;
      try {
        // What cannot be cloned is refused at once, which alone would leave the rest to be kept.
        const asked = [
          ...(pictures ? [all.objectStore('pictures').put(pictures, entry.runId)] : []),
          all.objectStore('entries').put(entry),
          all.objectStore('files').put(file, entry.runId),
          ...deletions(all, gone),
        ];
        await Promise.all([...asked, ended]);
      } catch (error) {
        // It ends as what is thrown here says.
        ended.catch(() => undefined);
        // Where the browser has given it up by itself it says why, for want of room for one; what it was asked then only says that it was given up.
        if (all.error) throw all.error;
        all.abort();
        throw error;
      }
    });
  }

  /** Changes what is listed of a run, where it still is there. */
  async change(runId: string, how: (entry: RunEntry) => RunEntry): Promise<RunEntry | undefined> {
    return this.with(async (db) => {
      const one = db.transaction('entries', 'readwrite');
      const entry = await one.store.get(runId);
      const changed = entry && how(entry);
      if (changed) await one.store.put(changed);
      await one.done;
      return changed;
    });
  }

  /** For good. */
  async purge(runIds: readonly string[]): Promise<void> {
    await this.with(async (db) => {
      const all = db.transaction(PARTS, 'readwrite');
      await Promise.all([...deletions(all, runIds), all.done]);
    });
  }

  setting(name: string): Promise<unknown> {
    return this.with((db) => db.get('settings', name));
  }

  async set(name: string, value: unknown): Promise<void> {
    await this.with((db) => db.put('settings', value, name));
  }

  private async with<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    this.db ??= this.open();
    // What could not be opened is tried again.
    this.db.catch(() => (this.db = undefined));
    return work(await this.db);
  }

  /** @throws Error in words where another tab holds the runs in the form of an older version and does not let go of them, or a newer one has changed it */
  private open(): Promise<IDBPDatabase<Schema>> {
    return new Promise((resolve, reject) => {
      let given = false;
      const blocked = () => {
        given = true;
        reject(new Error('Another tab holds the kept runs in the form of an older version. Close or reload that tab, then try again.'));
      };
      // What opens after it was given up is asked for anew.
      this.opening(blocked).then(
        (db) => (given ? db.close() : resolve(db)),
        (error: Error) =>
          reject(
            error.name === 'VersionError' ? new Error('A newer version of Drift Lab has been opened here since. Reload this tab.') : error,
          ),
      );
    });
  }

  private opening(blocked: () => void): Promise<IDBPDatabase<Schema>> {
    return openDB<Schema>(this.name, this.version, {
      blocked,
      upgrade(db) {
        if (db.objectStoreNames.contains('entries')) return;
        db.createObjectStore('entries', { keyPath: 'runId' });
        for (const name of ['files', 'pictures', 'settings'] as const) db.createObjectStore(name);
      },
      // A tab with a newer version of the app wants to change the form: let it, and open anew when next needed.
      blocking: (_now, _wanted, event) => {
        (event.target as IDBDatabase).close();
        this.db = undefined;
      },
      terminated: () => (this.db = undefined),
    });
  }
}
