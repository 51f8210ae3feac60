/** Names of files inside archives and folders. */
import { DataError } from '../errors.ts';

/** @throws DataError for names that lead out of the archive: absolute ones, and those with a `..` step. */
export function checkPath(path: string): void {
  const unsafe = /^([/\\]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes('..') || path.includes('\0');
  if (!unsafe) return;
  throw new DataError(`the archive holds the name “${path.slice(0, 80)}”, which leads out of it`, {
    remedy: 'Do not trust this archive; pack the files yourself from a folder.',
  });
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The name of the folder a file lies in; empty at the top. */
export const folderName = (path: string): string => baseName(path.slice(0, Math.max(0, path.lastIndexOf('/'))));

/** Files that operating systems leave beside the user's own. */
export const isLitter = (path: string): boolean => path.startsWith('__MACOSX/') || /^(\.|Thumbs\.db$|desktop\.ini$)/i.test(baseName(path));
