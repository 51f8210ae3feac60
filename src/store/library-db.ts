/** Where runs are kept on this device: IndexedDB. What is told as kept has been written in one transaction that came to its end. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { LeftRun, Piece, Pictures, RunEntry } from '../contracts/library.ts';

interface Schema extends DBSchema {
  /** What is listed, small. */
  entries: { key: string; value: RunEntry };
  /** Files of runs, gzipped, by run id. */
  files: { key: string; value: Uint8Array<ArrayBuffer> };
  pictures: { key: string; value: Pictures };
  settings: { key: string; value: unknown };
  /** Runs that go on, or were left, and what they had come to, piece by piece. */
  left: { key: string; value: LeftRun };
  pieces: { key: [run: string, at: number]; value: Piece };
}

/** What the database of this app is called. */
export const LIBRARY = 'drift-lab';
const VERSION = 2;
/** Where parts of a run lie. */
const PARTS = ['entries', 'files', 'pictures'] as const;

const deletions = (all: IDBPTransaction<Schema, typeof PARTS, 'readwrite'>, runIds: readonly string[]): Promise<void>[] =>
  runIds.flatMap((runId) => PARTS.map((name) => all.objectStore(name).delete(runId)));

/** All pieces of that run. */
const piecesOf = (key: string): IDBKeyRange => IDBKeyRange.bound([key, 0], [key, Infinity]);

/** Takes back what was written so far; gives back why nothing stands, which the transaction knows best: a request only says that it was aborted. */
async function undone(all: IDBPTransaction<Schema, never, 'readwrite'>, error: unknown): Promise<unknown> {
  try {
    all.abort();
  } catch {
    // It has ended already.
  }
  const reason: unknown = await all.done.catch((ended: unknown) => ended);
  return error instanceof DOMException && error.name === 'AbortError' ? (reason ?? error) : error;
}

export class LibraryDb {
  private db: Promise<IDBPDatabase<Schema>> | undefined;

  constructor(
    private readonly name = LIBRARY,
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
        throw await undone(all as never, error);
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

  /** A further piece of a run that goes on, and how far it is, or neither. @throws DOMException `QuotaExceededError` where the browser refuses more */
  async note(run: LeftRun, piece: Piece): Promise<void> {
    await this.with(async (db) => {
      const all = db.transaction(['left', 'pieces'], 'readwrite');
      const ended = all.done;
      try {
        const count = await all.objectStore('pieces').count(piecesOf(run.key));
        // What cannot be cloned is refused at once, before anything else is asked.
        const asked = [all.objectStore('pieces').put(piece, [run.key, count]), all.objectStore('left').put(run)];
        await Promise.all([...asked, ended]);
      } catch (error) {
        throw await undone(all as never, error);
      }
    });
  }

  leftRuns(): Promise<LeftRun[]> {
    return this.with((db) => db.getAll('left'));
  }

  pieces(key: string): Promise<Piece[]> {
    return this.with((db) => db.getAll('pieces', piecesOf(key)));
  }

  async forget(keys: readonly string[]): Promise<void> {
    await this.with(async (db) => {
      const all = db.transaction(['left', 'pieces'], 'readwrite');
      const gone = keys.flatMap((key) => [all.objectStore('left').delete(key), all.objectStore('pieces').delete(piecesOf(key))]);
      await Promise.all([...gone, all.done]);
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
        if (!db.objectStoreNames.contains('entries')) {
          db.createObjectStore('entries', { keyPath: 'runId' });
          for (const name of ['files', 'pictures', 'settings'] as const) db.createObjectStore(name);
        }
        if (!db.objectStoreNames.contains('left')) {
          db.createObjectStore('left', { keyPath: 'key' });
          db.createObjectStore('pieces');
        }
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
