/** Downloaded data sets on this device: fetched once into Cache Storage, read from there, removed on request. */
import { DataError } from '../../src/data/errors.ts';
import type { ReadOptions } from '../../src/data/readers/byte-chunks.ts';
import { readOwnFiles } from '../../src/data/readers/read-own.ts';
import type { Dataset } from '../../src/data/types.ts';
import { downloadBytes, type Download, type DownloadFile } from './download.ts';
import { fetchFile, type Fetch } from './fetch-file.ts';

/** The cache that holds all of them; another format of its entries takes another number. */
const CACHE = 'drift-lab-downloads-1';

export interface StoreOptions extends ReadOptions {
  /** The browser's own if absent. */
  readonly caches?: CacheStorage;
}

export interface FetchOptions extends StoreOptions {
  /** The browser's own if absent. */
  readonly fetch?: Fetch;
}

/**
 * Fetches what is not on this device yet; each file is checked before it is stored, and one that is stored is kept when
 * a later one fails.
 * @throws DataError when a file cannot be had or stored; the signal's reason when aborted.
 */
export async function fetchDownload(entry: Download, options: FetchOptions = {}): Promise<void> {
  const { onProgress, signal, fetch = (url, init) => globalThis.fetch(url, init) } = options;
  const cache = await openCache(options);
  const total = downloadBytes(entry);
  let before = 0;
  for (const file of entry.files) {
    signal?.throwIfAborted();
    if (!(await cache.match(keyOf(file)))) {
      const start = before;
      const progress = (bytes: number) => onProgress?.(start + Math.min(bytes, file.bytes), total);
      await store(cache, file, await fetchFile(file, entry, { fetch, onProgress: progress, ...(signal && { signal }) }));
    }
    before += file.bytes;
    onProgress?.(before, total);
  }
}

/** Whether all files of a data set are on this device. */
export async function isDownloaded(entry: Download, options: StoreOptions = {}): Promise<boolean> {
  return (await storedFiles(entry, options)) !== undefined;
}

/**
 * The data set from this device's store, without the network; undefined when it is not (wholly) there. Its `id` and card
 * are those of the entry.
 * @throws DataError when what is stored cannot be read; the signal's reason when aborted.
 */
export async function openDownload(entry: Download, options: StoreOptions = {}): Promise<Dataset | undefined> {
  const files = await storedFiles(entry, options);
  if (!files) return undefined;
  const { onProgress, signal } = options;
  const { file: _, ...data } = await readOwnFiles(files, { ...(onProgress && { onProgress }), ...(signal && { signal }) });
  const { id, title, card, classes } = entry;
  return { ...data, id, title, card, classes: data.classes.map((label) => classes?.[Number(label)] ?? label) };
}

/** Takes a data set off this device. Files of it that are not there are no error. */
export async function removeDownload(entry: Download, options: StoreOptions = {}): Promise<void> {
  const cache = await openCache(options);
  await Promise.all(entry.files.map((file) => cache.delete(keyOf(file))));
}

const keyOf = ({ urls }: DownloadFile): string => urls[0]!;

async function openCache({ caches = globalThis.caches as CacheStorage | undefined }: StoreOptions): Promise<Cache> {
  if (caches) return caches.open(CACHE);
  throw new DataError('this browser keeps no files for this page', {
    remedy: 'Open the page over https or from localhost, outside a private window.',
  });
}

async function store(cache: Cache, file: DownloadFile, blob: Blob): Promise<void> {
  try {
    await cache.put(keyOf(file), new Response(blob));
  } catch (error) {
    throw new DataError(`${file.name} could not be stored on this device (${error instanceof Error ? error.message : String(error)})`, {
      remedy: 'Free some space, or remove other downloads.',
    });
  }
}

async function storedFiles(entry: Download, options: StoreOptions): Promise<File[] | undefined> {
  const cache = await openCache(options);
  const files: File[] = [];
  for (const file of entry.files) {
    const response = await cache.match(keyOf(file));
    if (!response) return undefined;
    files.push(new File([await response.blob()], file.name));
  }
  return files;
}
