/** The files that were dropped on the page, folders opened, with their paths. */

export interface DroppedFiles {
  readonly files: readonly File[];
  /** As `webkitRelativePath`, one per file; empty when no folder was dropped. */
  readonly paths: readonly string[];
}

/** At most this many files are taken out of folders: beyond it the reader would refuse them anyway. */
const MOST = 100_000;

/** Must be called while the event is handled: afterwards the browser forgets what was dropped. */
export async function droppedFiles(transfer: DataTransfer): Promise<DroppedFiles> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (!entries.some((entry) => entry.isDirectory)) return { files: [...transfer.files], paths: [] };
  const found: { readonly file: File; readonly path: string }[] = [];
  for (const entry of entries) await collect(entry, found);
  return { files: found.map(({ file }) => file), paths: found.map(({ path }) => path) };
}

async function collect(entry: FileSystemEntry, found: { file: File; path: string }[]): Promise<void> {
  if (found.length > MOST) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ file, path: entry.fullPath.replace(/^\//, '') });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives its entries in portions; an empty one is the last.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const each of some) await collect(each, found);
  }
}
