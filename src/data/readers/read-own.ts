/** The one way in for the user's own data: recognises what the files are and reads them. Nothing is uploaded. */
import { DataError } from '../errors.ts';
import type { Dataset } from '../types.ts';
import { isArff, readArffInto } from './arff.ts';
import { byteChunks, checkSize, readBytes, type ByteChunks, type ReadOptions } from './byte-chunks.ts';
import { gather, startsWith } from './bytes.ts';
import { readCifar } from './cifar.ts';
import { readRecords } from './csv-records.ts';
import { firstRecord, readCsvInto } from './csv.ts';
import { decodeImage, type ImageDecoder } from './decode-image.ts';
import { gunzip, isGzip } from './gunzip.ts';
import { idxDataset, isIdx, readIdx, type IdxFile } from './idx.ts';
import { labelsByFile } from './folder-classes.ts';
import { imageFolder } from './image-folder.ts';
import { imageHeader } from './image-header.ts';
import { readJsonInto } from './json.ts';
import { MAX_ENTRIES } from './limits.ts';
import { npyDataset } from './npy-set.ts';
import { NPY_MAGIC, parseNpy, type NpyArray } from './npy.ts';
import { isTar } from './tar.ts';
import { baseName, isLitter } from './path.ts';
import type { ReadingOptions } from '../../spec/reading-options.ts';
import { namesParts } from './row-roles.ts';
import { tableDataset } from './table-dataset.ts';
import { Table } from './table.ts';
import { encodingOf, textChunks } from './text-chunks.ts';
import { wellFormed } from '../../spec/well-formed.ts';
import { readZipDirectory, readZipEntry, type ZipEntry } from './zip.ts';

export interface OwnOptions extends ReadOptions {
  /** How a table is to be read; what is left out is guessed. */
  readonly reading?: ReadingOptions;
  /** Of a folder's files, one each, where the files do not carry them (they lose them on the way to a worker). */
  readonly paths?: readonly string[];
  /** The browser's decoders if absent. */
  readonly decode?: ImageDecoder;
}

type Format = 'csv' | 'json' | 'arff' | 'idx' | 'npy' | 'zip' | 'tar' | 'image';

/** Enough for every signature, and for the first line of a text. */
const HEAD_BYTES = 4096;

/** Files that people try, and what to do instead. */
const FOREIGN: readonly (readonly [signature: string, what: string, remedy: string])[] = [
  ['PAR1\x15', 'a Parquet file', 'Save the table as CSV.'],
  ['\x89HDF', 'an HDF5 file', 'Save the arrays with np.savez, or the table as CSV.'],
  ['\xd0\xcf\x11\xe0', 'an old Office file', 'Save the sheet as CSV.'],
  ['%PDF', 'a PDF file', 'Save the table as CSV.'],
  ['SQLite format 3\0', 'a database', 'Export the table as CSV.'],
  ['\x80', 'a Python pickle', 'Save the arrays with np.savez.'],
  ['BZh91AY', 'a bzip2 file', 'Unpack it first.'],
  ['\xfd7zXZ', 'an xz file', 'Unpack it first.'],
  ['7z\xbc\xaf', 'a 7-Zip file', 'Unpack it, and pack it as ZIP.'],
  ['Rar!\x1a', 'a RAR file', 'Unpack it, and pack it as ZIP.'],
];

/**
 * Tables (CSV, TSV, JSON lines, JSON, ARFF; plain or gzipped; several of them the oldest first), one ZIP file of images,
 * tables or NumPy arrays (NPZ), the
 * CIFAR-10 archive, IDX files or NPY files picked together, or the files of a folder with one folder of images per class.
 * What a file is, its first bytes say; its name decides between texts only.
 *
 * @throws DataError with the place and a remedy; the signal's reason when aborted.
 */
export async function readOwnFiles(files: readonly File[], options: OwnOptions = {}): Promise<Dataset> {
  const [first] = files;
  if (!first) throw new DataError('no file was chosen', { remedy: 'Choose a table, an archive of images, or a folder.' });
  files.forEach(checkSize);
  const paths = (options.paths?.length ? options.paths : files.map((file) => file.webkitRelativePath)).map((path?: string) =>
    wellFormed(path ?? ''),
  );
  if (paths.some(Boolean)) return readFolder(files, paths, options);
  if (files.length > MAX_ENTRIES) throw tooManyFiles(files.length);
  return files.length === 1 ? readOne(first, options) : readSeveral(files, options);
}

async function readOne(file: File, options: OwnOptions): Promise<Dataset> {
  const { decode = decodeImage } = options;
  const { name } = file;
  const format = await formatOf(file);
  switch (format) {
    case 'zip':
      return readZip(file, { ...options, decode });
    case 'idx':
      return idxDataset([await readIdx(bytesOf(file, options), name)], { title: name });
    case 'npy': {
      // What is wrong with the array itself comes before what is missing beside it.
      parseNpy(await gather(bytesOf(file, options)), name);
      throw new DataError(`${name} is one array: which of its numbers are labels is not known`, {
        remedy: 'Save inputs and labels with np.savez("data.npz", x=inputs, y=labels), or pick x.npy and y.npy together.',
      });
    }
    case 'tar':
      return readCifar(bytesOf(file, options), name);
    case 'image':
      throw new DataError(`${name} is a single image`, { remedy: 'Choose a folder or ZIP file with one folder of images per class.' });
    default:
      return tableDataset(await readTables([file], options), name);
  }
}

async function readSeveral(files: readonly File[], options: OwnOptions): Promise<Dataset> {
  const title = files.map(({ name }) => name).join(' + ');
  const formats = await Promise.all(files.map(formatOf));
  const watched = watchedOver(files, options);
  if (formats.every((format) => format === 'idx')) {
    const opened: IdxFile[] = [];
    for (const file of files) opened.push(await readIdx(watched(file), file.name));
    return idxDataset(opened, { title });
  }
  if (formats.every((format) => format === 'npy')) {
    const arrays: NpyArray[] = [];
    for (const file of files) arrays.push(parseNpy(await gather(watched(file)), file.name));
    return npyDataset(arrays, title, options.reading);
  }
  if (formats.every(isTable)) return tableDataset(await readTables(files, options), title);
  if (formats.every((format) => format === 'image')) {
    throw new DataError(`${files.length} images were chosen without their folders`, {
      remedy: 'Choose the folder that holds one folder of images per class, or a ZIP file of it.',
    });
  }
  throw new DataError(`${files.length} files were chosen that are not read together`, {
    remedy: 'Choose tables (the oldest first) or one archive, or the images and labels files of an IDX or NPY data set.',
  });
}

const isTable = (format: Format): boolean => format === 'csv' || format === 'json' || format === 'arff';

/** Progress over all files together. */
function watchedOver(files: readonly File[], options: ReadOptions): (file: File) => ByteChunks {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  return (file) => {
    const start = before;
    before += file.size;
    return bytesOf(file, { ...options, onProgress: (done) => options.onProgress?.(start + done, total) });
  };
}

/** The rows of tables, one file after the other, the oldest first. @throws DataError that names the file where there are several. */
export async function readTables(
  files: readonly File[],
  options: OwnOptions = {},
  { needsLabel = true, partsByFile = false }: { readonly needsLabel?: boolean; readonly partsByFile?: boolean } = {},
): Promise<Table> {
  const table = new Table(options.reading ?? {}, needsLabel);
  table.partsByFile = partsByFile;
  const watched = watchedOver(files, options);
  const shared = files.length > 1 && (await beginAlike(files, options.reading));
  for (const file of files) {
    try {
      const format = await formatOf(file);
      if (!isTable(format)) throw new DataError(`${file.name} is no table`, { remedy: 'Choose CSV, TSV, JSON lines or ARFF.' });
      if (format === 'json') await readJsonInto(table, watched(file), file.name);
      else if (format === 'arff') await readArffInto(table, watched(file), file.name);
      else await readCsvInto(table, watched(file), file.name, shared);
    } catch (error) {
      throw files.length > 1 && error instanceof DataError && !error.message.includes(file.name) ? inFile(error, file.name) : error;
    }
  }
  return table;
}

const inFile = ({ message, remedy, line, column }: DataError, file: string): DataError =>
  new DataError(`${file}: ${message}`, { remedy, ...(line !== undefined && { line }), ...(column !== undefined && { column }) });

/** Whether all files begin with the same record, which is then a header whatever it looks like. */
async function beginAlike(files: readonly File[], reading: ReadingOptions = {}): Promise<boolean> {
  const heads = await Promise.all(
    files.map(async (file) => {
      const start = await readBytes(file, 0, HEAD_BYTES);
      const head = isGzip(start) ? await unpackedHead(file) : start;
      return firstRecord(new TextDecoder(reading.encoding ?? encodingOf(head)).decode(head), reading.separator);
    }),
  );
  return heads.every((head) => head === heads[0]);
}

async function readFolder(files: readonly File[], paths: readonly string[], options: OwnOptions): Promise<Dataset> {
  if (files.length > MAX_ENTRIES) throw tooManyFiles(files.length);
  const { decode = decodeImage } = options;
  const list = files.map((file, i) => ({ path: paths[i] ?? file.name, size: file.size, read: () => readBytes(file, 0, file.size) }));
  return imageFolder(list, { ...options, decode, title: paths[0]!.split('/')[0]! });
}

async function readZip(file: File, options: OwnOptions & { readonly decode: ImageDecoder }): Promise<Dataset> {
  const entries = await readZipDirectory(file);
  if (entries.some(({ name }) => name === '[Content_Types].xml')) {
    throw new DataError(`${file.name} is an Office file`, { remedy: 'Save the sheet as CSV.' });
  }
  const proper = entries.filter(({ name }) => !isLitter(name));
  if (!entries.some(({ name }) => name.endsWith('.npy'))) {
    const tables = proper.filter(({ name }) => TABLE_NAME.test(name));
    const unpacked = async (entry: ZipEntry) => new File([await readZipEntry(file, entry)], baseName(entry.name));
    if (tables.length > 0 && tables.length === proper.filter(({ name }) => !ABOUT.test(name)).length) {
      const files = await Promise.all(tables.map(unpacked));
      if (!namesParts(files.map(({ name }) => name))) return readOwnFiles(files, options);
      return tableDataset(await readTables(files, options, { partsByFile: true }), file.name);
    }
    const others = proper.filter((entry) => !tables.includes(entry));
    const list = (tables.length ? others : entries).map((entry) => ({
      path: entry.name,
      size: entry.packed,
      read: () => readZipEntry(file, entry),
    }));
    const labels = tables.length
      ? await labelsIn(
          await Promise.all(tables.map(unpacked)),
          list.map(({ path }) => path),
        )
      : undefined;
    return imageFolder(list, { ...options, title: file.name, ...(labels && { labels }) });
  }
  const arrays: NpyArray[] = [];
  for (const entry of entries.filter(({ name }) => name.endsWith('.npy'))) {
    options.signal?.throwIfAborted();
    arrays.push(parseNpy(await readZipEntry(file, entry), entry.name));
    options.onProgress?.(Math.min(file.size, entry.offset + entry.packed), file.size);
  }
  options.onProgress?.(file.size, file.size);
  return npyDataset(arrays, file.name, options.reading);
}

const TABLE_NAME = /\.(csv|tsv|jsonl|ndjson|json|arff)$/i;
/** What stands beside data and is none. */
const ABOUT = /(^|\/)(readme|licen[cs]e|about|notice|citation)[^/]*$/i;

/** Classes of images from the table beside them that names the files. */
async function labelsIn(tables: readonly File[], paths: readonly string[]): Promise<ReadonlyMap<string, string> | undefined> {
  for (const table of tables) {
    if (!/\.(csv|tsv)$/i.test(table.name)) continue;
    const rows: string[][] = [];
    const texts = textChunks(byteChunks(table));
    await readRecords(
      texts,
      (text, spans, cells) => void rows.push(Array.from({ length: cells }, (_, i) => text.slice(spans[2 * i], spans[2 * i + 1]))),
    );
    const labels = labelsByFile(rows, paths);
    if (labels) return labels;
  }
  return undefined;
}

/** Unpacked on the way where the file is gzipped; progress counts the bytes of the file itself. */
async function* bytesOf(file: File, options: ReadOptions): ByteChunks {
  const packed = isGzip(await readBytes(file, 0, 2));
  const chunks = byteChunks(file, options);
  yield* packed ? gunzip(chunks) : chunks;
}

async function formatOf(file: File): Promise<Format> {
  const start = await readBytes(file, 0, HEAD_BYTES);
  const packed = isGzip(start);
  const head = packed ? await unpackedHead(file) : start;
  if (startsWith(head, 'PK\x03\x04') || startsWith(head, 'PK\x05\x06')) {
    if (packed)
      throw new DataError(`${file.name} is a ZIP file that was compressed once more`, {
        remedy: 'Unpack it once, and choose the ZIP file inside.',
      });
    return 'zip';
  }
  if (startsWith(head, NPY_MAGIC)) return 'npy';
  if (isTar(head)) return 'tar';
  if (isIdx(head)) return 'idx';
  if (imageHeader(head)) return 'image';
  const foreign = FOREIGN.find(([signature]) => startsWith(head, signature));
  if (foreign) throw new DataError(`${file.name} is ${foreign[1]}, which cannot be read`, { remedy: foreign[2] });
  return textFormat(file.name.toLowerCase().replace(/\.gz$/, ''), new TextDecoder(encodingOf(head)).decode(head));
}

function textFormat(name: string, head: string): Format {
  if (/\.(jsonl|ndjson|json)$/.test(name)) return 'json';
  if (name.endsWith('.arff') || isArff(head)) return 'arff';
  if (/\.(csv|tsv|tab)$/.test(name)) return 'csv';
  return /^\s*(\{\s*"|\[\s*\{)/.test(head) ? 'json' : 'csv';
}

/** The first bytes inside a gzipped file; what lies behind them is not unpacked. */
async function unpackedHead(file: File): Promise<Uint8Array> {
  let head = new Uint8Array(0);
  for await (const chunk of gunzip(byteChunks(file))) {
    head = Uint8Array.of(...head, ...chunk.subarray(0, HEAD_BYTES));
    if (head.length >= HEAD_BYTES) break;
  }
  return head;
}

const tooManyFiles = (count: number): DataError =>
  new DataError(`${count.toLocaleString('en-US')} files were chosen; at most ${MAX_ENTRIES.toLocaleString('en-US')} can be read`, {
    remedy: 'Choose a random sample of them.',
  });
