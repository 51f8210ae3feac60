/**
 * Whether runs were left on this device, asked of the database on every visit, so that the worker that knows them is started only then. The
 * database alone is asked: a flag in `localStorage` reaches the disk seconds later, and a browser that is killed before loses it (Chromium 156).
 */
import { openDB } from 'idb';
import { LIBRARY } from '../store/library-db.ts';

/** The database is neither made nor raised to another version. Where a browser does not list its databases, there may be some. */
export async function anyLeft(name = LIBRARY): Promise<boolean> {
  if (!('databases' in indexedDB)) return true;
  const all = await indexedDB.databases();
  if (!all.some((each) => each.name === name)) return false;
  const db = await openDB(name, undefined, { blocking: () => db.close() });
  try {
    // An older version knew none.
    return db.objectStoreNames.contains('left') && (await db.count('left')) > 0;
  } finally {
    db.close();
  }
}
