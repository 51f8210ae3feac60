/** What the data worker is: reads the user's file and shows what a drift does to real samples, before anything is trained. */
import { refusalOf } from './refusal.ts';
import type { ReadingOptions } from '../../spec/reading-options.ts';
import { readOwnFiles } from '../../data/readers/read-own.ts';
import { downloadBytes, type Download } from '../../../datasets/downloads/download.ts';
import type { FetchOptions } from '../../../datasets/downloads/store.ts';
import type { AskedWorlds, Thumbnail, DataService, LoadDataset, OwnData } from '../../contracts/services.ts';
import { asAsked } from '../../data/parts-of-range.ts';
import { DataError } from '../../data/errors.ts';
import { defaultSplit } from '../../data/split.ts';
import { usualDistance } from '../../data/walk-cuts.ts';
import type { Dataset } from '../../data/types.ts';
import { fittingDrifts } from '../../drift/apply.ts';
import { injections } from '../../drift/registry.ts';
import type { DriftFacts, Injection } from '../../contracts/drift.ts';
import { canonicalJson } from '../../spec/canonical.ts';
import type { ParameterValues } from '../../spec/parameter.ts';
import { describeIssues } from '../../spec/parse.ts';
import type { AnySpec } from '../../spec/schema.ts';
import { arms } from '../../adapt/registry.ts';
import { predictedCost } from '../../experiment/predicted-cost.ts';
import { buildModel, outputsOf } from '../../models/families.ts';
import { checkOn } from '../../experiment/kinds/registry.ts';
import { factsOf } from '../../experiment/data-facts.ts';
import { walkSteps } from '../../experiment/walk.ts';
import { ownDataOf, ownWorlds, tellsNumber, type OwnWorlds } from '../../experiment/own-worlds.ts';
import { modelFiles, type SaveLayersModel } from './model-files.ts';
import { OwnModels, type ImportGraph } from './own-model.ts';
import { makePreview, openWorld, type World } from './preview.ts';

/** Enough rows of a data set to make a picture of it. */
const THUMBNAIL_ROWS = 150;
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
        const fits = fittingDrifts(facts);
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
    async walk(spec, cuts) {
      try {
        const rows = asAsked(spec, await dataset(spec));
        const asked = cuts.length ? cuts : [usualDistance(rows)];
        return { asked, ...walkSteps(asked, spec, rows) };
      } catch (error) {
        return { refusal: refusalOf(error) };
      }
    },
    thumbnail: async (id) => thumbnail(await loadDataset(id, THUMBNAIL_ROWS, 1, {})),
    cancelRead: () => stopReading?.abort(),
    async cost(spec, lanes) {
      if (own?.data.sha256 !== (spec.data.params as { readonly sha256?: string }).sha256) return undefined;
      const { encodedShape, classes } = factsOf(asAsked(spec, own!.data));
      const model = spec.model.family === 'imported' ? await models.at(spec.model.params.head) : undefined;
      return predictedCost(spec, buildModel(spec.model, encodedShape, outputsOf(spec, classes), model), encodedShape, arms, lanes);
    },
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

/** An injection without its code, which stays in the workers. */
function describe({ apply: _apply, refuses: _refuses, past, ...facts }: Injection): DriftFacts {
  return { ...facts, ...(past && { past: true }) };
}

function describeOwn(data: Dataset, reading: ReadingOptions, asked?: AskedWorlds): OwnData {
  const facts = factsOf(data);
  const worlds = worldsOf(data, asked);
  return {
    facts,
    spec: ownDataOf(data, reading, worlds) as OwnData['spec'],
    ...(tellsNumber(data, reading) && { task: 'regression' as const }),
    fits: fittingDrifts(facts),
    ...{ notes: data.notes, worldNotes: worlds.notes },
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
    return { ...worlds, notes: [{ text: `Rows are not told apart by time or regime: ${error.message}.` }, ...notes] };
  }
}

/** At most 10,000 rows at first: a run should take seconds, and the user can ask for more. */
const suggestedSplit = (rows: number) => defaultSplit(Math.min(rows, 10_000));

function factsOfDownload(entry: Download) {
  const { id, title, card, page, files } = entry;
  const hosts = [...new Set(files.flatMap(({ urls }) => urls.map((url) => new URL(url).host)))];
  return { id, title, card, page, hosts, bytes: downloadBytes(entry) };
}
