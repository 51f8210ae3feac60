/** Where the package is, and where the user is. */
import { resolve } from 'node:path';

/** Folder of package.json. */
export const packageRoot = resolve(import.meta.dirname, '../..');

/** A path as the user meant it: `npm run` changes to the package first and remembers where it was called. */
export function userPath(path: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: calledFrom } = process.env;
  return resolve(script === 'lab' && calledFrom ? calledFrom : process.cwd(), path);
}
