/** Which class, and which part of a split, the path of an image names. */
import { partOf } from './guess-roles.ts';
import { baseName } from './path.ts';

export interface FolderClasses {
  readonly classOf: (path: string) => string;
  /** An index into `parts`; absent where the paths name none. */
  readonly partOf?: (path: string) => number;
}

/** Folders of a path, the innermost first. */
const foldersOf = (path: string): string[] => path.split('/').slice(0, -1).reverse();

/**
 * The class is the innermost folder that differs between files and names no part of a split: `cat` in `train/cat/1.png`
 * and in `cat/images/1.png`. Folders called train, validation or test, in which all files lie, are a split.
 */
export function folderClasses(paths: readonly string[]): FolderClasses {
  const folders = paths.map(foldersOf);
  const depth = Math.max(...folders.map(({ length }) => length));
  const levels = Array.from({ length: depth }, (_, level) => new Set(folders.map((names) => names[level])));
  const isSplit = (names: ReadonlySet<string | undefined>) =>
    names.size > 1 && [...names].every((name) => name !== undefined && partOf(name) !== undefined);
  const split = levels.findIndex(isSplit);
  const named = levels.findIndex((names, level) => level !== split && names.size > 1 && !names.has(undefined));
  const level = named < 0 ? 0 : named;
  return {
    classOf: (path) => foldersOf(path)[level] ?? '',
    ...(split >= 0 && named >= 0 && { partOf: (path: string) => partOf(foldersOf(path)[split]!)! }),
  };
}

/** Labels of files by their names, from a table with a column of names and one of classes; undefined where it is none. */
export function labelsByFile(rows: readonly (readonly string[])[], paths: readonly string[]): ReadonlyMap<string, string> | undefined {
  const [header = [], ...body] = rows;
  const stems = new Map(
    paths.flatMap((path) => [baseName(path), baseName(path).replace(/\.[^.]+$/, ''), path].map((name) => [name, path] as const)),
  );
  const known = (cell: string | undefined) => (cell === undefined ? undefined : (stems.get(cell) ?? stems.get(baseName(cell))));
  const file = header.findIndex((_, c) => body.length > 0 && body.filter((cells) => known(cells[c])).length > body.length / 2);
  if (file < 0 || header.length < 2) return undefined;
  const named = header.findIndex((name, c) => c !== file && /^(label|class|target|y|category|species|kind)s?$/i.test(name));
  const label = named >= 0 ? named : file === header.length - 1 ? file - 1 : header.length - 1;
  return new Map(body.flatMap((cells) => (known(cells[file]) && cells[label] ? [[known(cells[file])!, cells[label]] as const] : [])));
}
