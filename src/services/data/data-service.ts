/** What the data worker is: reads the user's file and shows what a drift does to real samples, before anything is trained. */
import { refusalOf } from './refusal.ts';
import type { ReadingOptions } from '../../spec/reading-options.ts';
import { readOwnFiles } from '../../data/readers/read-own.ts';
import { downloadBytes, type Download } from '../../../datasets/downloads/download.ts';
import type { FetchOptions } from '../../../datasets/downloads/store.ts';
import type {
  AskedWorlds,
  Thumbnail,
  DataFacts,
  DataService,
  LoadDataset,
  OwnData,
  Preview,
  PreviewRows,
} from '../../contracts/services.ts';
import { asAsked } from '../../data/parts-of-range.ts';
import { DataError } from '../../data/errors.ts';
import { selectRows } from '../../data/select.ts';
import { defaultSplit } from '../../data/split.ts';
import { inputKind, type Dataset, type Samples } from '../../data/types.ts';
import type { DriftSetting } from '../../drift/setting.ts';
import { applyDrifts, oldWorld, undrifted, whyNot } from '../../drift/apply.ts';
import { injections } from '../../drift/registry.ts';
import type { ShiftReport } from '../../contracts/diagnosis.ts';
import type { DriftFacts, Injection } from '../../contracts/drift.ts';
import { canonicalJson } from '../../spec/canonical.ts';
import type { ParameterValues } from '../../spec/parameter.ts';
import { describeIssues } from '../../spec/parse.ts';
import type { AnySpec } from '../../spec/schema.ts';
import { checkOn } from '../../experiment/kinds/registry.ts';
import { factsOf } from '../../experiment/data-facts.ts';
import { shiftHere } from '../../experiment/real-drift.ts';
import { ownWorlds, tellsNumber, type OwnWorlds } from '../../experiment/own-worlds.ts';
import { splitOf } from '../../experiment/worlds.ts';
import { modelFiles, type SaveLayersModel } from './model-files.ts';
import { OwnModels, type ImportGraph } from './own-model.ts';

/** Rows the preview is computed on. */
const PREVIEW_ROWS = 1000;
/** Enough rows of a data set to make a picture of it. */
const THUMBNAIL_ROWS = 150;
/** Images or texts that the page gets to see of them. */
const SHOWN = 16;
/** With fewer, the suggested split would leave a part below the ten rows that a spec asks for. */
const FEWEST_ROWS = 64;

/** What the data service needs from outside: the data sets, and how to picture one. */
export interface DataServiceParts {
  readonly loadDataset: LoadDataset;
  readonly downloads: readonly Download[];
  readonly isDownloaded: (entry: Download) => Promise<boolean>;
  readonly fetchDownload: (entry: Download, options: FetchOptions) => Promise<void>;
  readonly removeDownload: (entry: Download) => Promise<void>;
  readonly thumbnail: (dataset: Dataset) => Thumbnail;
  readonly importGraph: ImportGraph;
  readonly saveLayersModel: SaveLayersModel;
}

export function createDataService(parts: DataServiceParts): DataService {
  const { loadDataset, thumbnail, downloads } = parts;
  const models = new OwnModels(parts.importGraph);
  let own: { readonly data: Dataset; readonly reading: ReadingOptions } | undefined;
  let stopReading: AbortController | undefined;
  let kept: { readonly key: string; readonly world: World } | undefined;

  async function dataset(spec: AnySpec): Promise<Dataset> {
    if (spec.data.id === 'own') {
      const { name, sha256 } = spec.data.params as { name: string; sha256: string };
      if (!own)
        throw new DataError(`This experiment uses the file ${name}, which did not travel with the link`, {
          remedy: 'Open that file on the Data card.',
        });
      if (own.data.sha256 !== sha256)
        throw new DataError(`The open file is not the ${name} this experiment was made with: its content differs`, {
          remedy: 'Open the right file on the Data card.',
        });
      return own.data;
    }
    const { baseTrain, baseTest, newPool, newTest } = spec.data.split;
    const rows = baseTrain + baseTest + newPool + newTest;
    return loadDataset(spec.data.id, rows, spec.seeds.root, spec.data.params as ParameterValues);
  }

  async function world(spec: AnySpec): Promise<World> {
    const key = canonicalJson([spec.data, spec.task ?? null, spec.seeds.root]);
    if (kept?.key !== key) {
      kept = undefined;
      const loaded = asAsked(spec, await dataset(spec));
      const issues = checkOn({ ...spec, drift: [] }, loaded).filter(({ path }) => path.startsWith('data'));
      if (issues.length) throw new DataError(describeIssues(issues), { remedy: '' });
      kept = { key, world: openWorld(spec, loaded) };
    }
    return kept.world;
  }

  return {
    catalogue: async () => injections.map(describe),
    async preview(spec) {
      try {
        const open = await world(spec);
        const facts = factsOf(open.dataset);
        const model = spec.model.family === 'imported' ? await models.at(spec.model.params.head) : undefined;
        const issues = checkOn(spec, open.dataset, model);
        const fits = fitting(facts);
        return issues.length
          ? { refusal: { text: describeIssues(issues), issues }, fits, facts }
          : { preview: makePreview(spec, open), fits, facts };
      } catch (error) {
        return { refusal: refusalOf(error) };
      }
    },
    async readOwn(files, paths, reading, onProgress) {
      stopReading?.abort();
      stopReading = new AbortController();
      try {
        const { signal } = stopReading;
        const data = await readOwnFiles(files, { signal, onProgress, paths, reading });
        const { rows } = data.samples;
        if (rows < FEWEST_ROWS)
          throw new DataError(`only ${rows} rows can be used, and a comparison needs ${FEWEST_ROWS}`, {
            remedy: 'Choose a file with more labelled rows.',
          });
        const described = describeOwn(data, reading);
        own = { data, reading };
        kept = undefined;
        return { own: described };
      } catch (error) {
        return { refusal: refusalOf(error, files.length === 1 ? files[0]!.name : undefined) };
      }
    },
    async chooseWorlds(asked) {
      if (!own) return { refusal: { text: 'No files are open. Open them first.', issues: [] } };
      try {
        return { own: describeOwn(own.data, own.reading, asked) };
      } catch (error) {
        return { refusal: refusalOf(error, own.data.title) };
      }
    },
    thumbnail: async (id) => thumbnail(await loadDataset(id, THUMBNAIL_ROWS, 1, {})),
    cancelRead: () => stopReading?.abort(),
    ownDataset: () => own?.data,
    downloads: () => Promise.all(downloads.map(async (entry) => ({ ...factsOfDownload(entry), stored: await parts.isDownloaded(entry) }))),
    async useDownload(id, onProgress) {
      stopReading?.abort();
      stopReading = new AbortController();
      const entry = downloads.find((each) => each.id === id)!;
      try {
        await parts.fetchDownload(entry, { signal: stopReading.signal, onProgress });
        const data = await loadDataset(id, 0, 0, {});
        const { facts, fits, notes } = describeOwn(data, {}, { cut: 'none' });
        return {
          own: { facts, fits, notes, worldNotes: [], header: [], spec: { id, params: {}, split: suggestedSplit(data.samples.rows) } },
        };
      } catch (error) {
        return { refusal: refusalOf(error, entry.title) };
      }
    },
    async removeDownload(id) {
      await parts.removeDownload(downloads.find((each) => each.id === id)!);
      kept = undefined;
    },
    readModel: (files) => models.read(files),
    ownModel: (head) => models.at(head),
    async modelFiles(repaired, record, arm, format) {
      const { columns } = await dataset(record.spec);
      return modelFiles(repaired, record, { arm, columns, format }, parts.saveLayersModel);
    },
  };
}

/** What a preview needs of the data whatever the drift: kept while only the drift is edited. */
interface World {
  readonly dataset: Dataset;
  readonly setting: DriftSetting;
  /** Rows of the new regime, in the order in which they come. */
  readonly rows: Samples;
  /** Where the data has an old and a new world: rows of the old one, and what is known of the change. */
  readonly real?: { readonly old: Samples; readonly shift: ShiftReport };
}

function openWorld(spec: AnySpec, dataset: Dataset): World {
  const { root } = spec.seeds;
  const { samples, columns, classes, groups, concepts, target } = dataset;
  const split = splitOf(spec, dataset, 0);
  const setting: DriftSetting = {
    ...{ root, seed: 0, batch: 'test', times: 'spread', columns, classes },
    reference: selectRows(samples, split.baseTrain),
    ...(groups && { groups }),
    ...(concepts && { concepts }),
    ...(samples.target && target?.edges && { edges: target.edges }),
  };
  const shift = shiftHere(spec, dataset);
  // Both worlds by as many rows: their pictures lie on each other.
  const count = Math.min(PREVIEW_ROWS, split.newTest.length, shift ? split.baseTest.length : Infinity);
  const shown = (part: Int32Array) => selectRows(samples, part.slice(0, count));
  return { dataset, setting, rows: shown(split.newTest), ...(shift && { real: { old: shown(split.baseTest), shift } }) };
}

function makePreview({ drift }: AnySpec, { dataset, setting, rows, real }: World): Preview {
  const { inputShape } = dataset.samples;
  const { columns, classes } = dataset;
  const { samples: after, from, ledger } = applyDrifts(drift, undrifted(rows), setting);
  const kind = inputKind({ inputShape, columns });
  const old = oldWorld(drift, real?.old ?? rows, setting);
  const before = old === rows && kind !== 'tabular' ? selectRows(rows, from) : old;
  const counts = ({ y }: Samples) => labelCounts(y, classes.length);
  const few = kind === 'tabular' ? undefined : real ? firstFew : shownRows(before, after);
  const shown = (samples: Samples): PreviewRows => {
    if (!few) return { x: samples.x, y: samples.y };
    const { x, y, text } = selectRows(
      samples,
      few.filter((row) => row < samples.rows),
    );
    return { x: text ? new Float32Array(0) : x, y, ...(text && { text }) };
  };
  return {
    inputShape,
    columns: columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)),
    classes,
    classCounts: { before: counts(old), after: counts(after) },
    before: shown(before),
    after: shown(after),
    ledger,
    ...(real && { shift: real.shift }),
  };
}

/** Of worlds that have no row in common. */
const firstFew = Int32Array.from({ length: SHOWN }, (_, row) => row);

/** Rows to show, in order: evenly taken, but half of them changed ones where few are. */
function shownRows(before: Samples, after: Samples): Int32Array {
  const width = after.x.length / Math.max(1, after.rows);
  const all = Array.from({ length: after.rows }, (_, row) => row);
  const isChanged = (row: number) => {
    if (before.y[row] !== after.y[row]) return true;
    for (let i = row * width; i < (row + 1) * width; i++) if (before.x[i] !== after.x[i]) return true;
    return false;
  };
  const evenly = (rows: readonly number[], count: number) =>
    Array.from(
      { length: Math.min(count, rows.length) },
      (_, i) => rows[Math.floor(((i + 0.5) * rows.length) / Math.min(count, rows.length))]!,
    );
  const changed = all.filter(isChanged);
  if (changed.length === 0 || 2 * changed.length >= all.length) return Int32Array.from(evenly(all, SHOWN));
  const kept = all.filter((row) => !isChanged(row));
  return Int32Array.from([...evenly(changed, SHOWN / 2), ...evenly(kept, SHOWN / 2)]).sort();
}

function labelCounts(y: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of y) counts[label]!++;
  return counts;
}

/** Ids of the drifts that can act on this data. */
const fitting = (facts: DataFacts): string[] => injections.filter((injection) => !whyNot(injection, facts)).map(({ id }) => id);

/** An injection without its code, which stays in the workers. */
function describe({ apply: _apply, refuses: _refuses, past, ...facts }: Injection): DriftFacts {
  return { ...facts, ...(past && { past: true }) };
}

function describeOwn(data: Dataset, reading: ReadingOptions, asked?: AskedWorlds): OwnData {
  const facts = factsOf(data);
  const { notes: worldNotes, ...worlds } = worldsOf(data, asked);
  return {
    facts,
    spec: {
      id: 'own',
      params: { name: data.title, label: data.file?.label ?? '', sha256: data.sha256 },
      ...(Object.keys(reading).length > 0 && { read: reading }),
      ...worlds,
    } as OwnData['spec'],
    ...(tellsNumber(data, reading) && { task: 'regression' as const }),
    fits: fitting(facts),
    ...{ notes: data.notes, worldNotes },
    ...(data.report && { report: data.report }),
    header: data.file?.header ?? [],
  };
}

/** As asked; where nothing was asked and what would be chosen cannot be, one world, and it is said. */
function worldsOf(data: Dataset, asked: AskedWorlds | undefined): OwnWorlds {
  try {
    return ownWorlds(data, asked);
  } catch (error) {
    if (asked || data.regimes?.by === 'files' || !(error instanceof DataError)) throw error;
    const { notes, ...worlds } = ownWorlds(data, { cut: 'none', division: 'random' });
    return { ...worlds, notes: [`Rows are not told apart by time or regime: ${error.message}.`, ...notes] };
  }
}

/** At most 10,000 rows at first: a run should take seconds, and the user can ask for more. */
const suggestedSplit = (rows: number) => defaultSplit(Math.min(rows, 10_000));

function factsOfDownload(entry: Download) {
  const { id, title, card, page, files } = entry;
  const hosts = [...new Set(files.flatMap(({ urls }) => urls.map((url) => new URL(url).host)))];
  return { id, title, card, page, hosts, bytes: downloadBytes(entry) };
}
