/** What the data worker is: reads the user's file and shows what a drift does to real samples, before anything is trained. */
import { readCsv } from '../data/csv.ts';
import { DataError } from '../data/errors.ts';
import { selectRows } from '../data/select.ts';
import { defaultSplit, stratifiedSplit } from '../data/split.ts';
import { inputKind, type Dataset } from '../data/types.ts';
import { applyDrifts } from '../drift/apply.ts';
import { injections } from '../drift/registry.ts';
import { stream } from '../random/random.ts';
import { describeIssues } from '../spec/parse.ts';
import type { Issue, Spec } from '../spec/schema.ts';
import { checkSpec } from './check.ts';
import { factsOf } from './data-facts.ts';
import type { DataService, OwnData, Preview, Refusal } from './protocol.ts';

/** Rows the preview is computed on; the page draws a few of them and the distributions of all. */
const PREVIEW_ROWS = 400;
/** With fewer, the suggested split would leave a part below the ten rows that a spec asks for. */
const FEWEST_ROWS = 64;

export function createDataDesk(loadDataset: (id: string, rows: number, root: number) => Promise<Dataset>): DataService {
  let own: Dataset | undefined;
  let reading: AbortController | undefined;
  let kept: { readonly key: string; readonly dataset: Dataset } | undefined;

  async function dataset(spec: Spec): Promise<Dataset> {
    if (spec.data.id === 'csv') {
      if (own) return own;
      const { name } = spec.data.params as { name: string };
      throw new DataError(`This experiment uses the file ${name}, which did not travel with the link`, { remedy: 'Open that file on the Data card' });
    }
    const { baseTrain, baseTest, newPool, newTest } = spec.data.split;
    const rows = baseTrain + baseTest + newPool + newTest;
    const key = `${spec.data.id} ${rows} ${spec.seeds.root}`;
    if (kept?.key !== key) kept = { key, dataset: await loadDataset(spec.data.id, rows, spec.seeds.root) };
    return kept.dataset;
  }

  return {
    async preview(spec) {
      try {
        const data = await dataset(spec);
        const issues = checkSpec(spec, factsOf(data));
        return issues.length ? { refusal: { text: describeIssues(issues), issues } } : { preview: makePreview(spec, data) };
      } catch (error) {
        return { refusal: refusalOf(error) };
      }
    },
    async readCsv(file, label, onProgress) {
      reading?.abort();
      reading = new AbortController();
      try {
        const { signal } = reading;
        const data = await readCsv(file, { signal, onProgress, ...(label !== undefined && { label }) });
        const { rows } = data.samples;
        if (rows < FEWEST_ROWS) throw new DataError(`only ${rows} rows can be used, and a comparison needs ${FEWEST_ROWS}`, { remedy: 'Choose a file with more labelled rows.' });
        own = data;
        return { own: describeOwn(data) };
      } catch (error) {
        return { refusal: refusalOf(error, file.name) };
      }
    },
    cancelRead: () => reading?.abort(),
    ownDataset: () => own,
  };
}

/** The first seed's new-regime test rows, before and after. */
function makePreview(spec: Spec, { samples, columns, classes }: Dataset): Preview {
  const { root } = spec.seeds;
  const split = stratifiedSplit(samples.y, classes.length, spec.data.split, stream(root, 'split', 0));
  const reference = selectRows(samples, split.baseTrain);
  const test = selectRows(samples, split.newTest.slice(0, PREVIEW_ROWS));
  const drifted = applyDrifts(spec.drift, test, { root, seed: 0, batch: 'test', reference, columns, classes });
  const before = inputKind(samples.inputShape) === 'image' ? selectRows(test, drifted.from) : test;
  const counts = (y: Int32Array) => classes.map((_, c) => y.filter((label) => label === c).length);
  return {
    inputShape: samples.inputShape,
    columns: columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)),
    classes,
    classCounts: { before: counts(test.y), after: counts(drifted.samples.y) },
    before: { x: before.x, y: before.y },
    after: { x: drifted.samples.x, y: drifted.samples.y },
    ledger: drifted.ledger,
  };
}

function describeOwn(data: Dataset): OwnData {
  const facts = factsOf(data);
  const fitting = injections.filter((drift) => drift.appliesTo.includes('tabular') && !drift.refuses?.(facts));
  const drift = fitting.find(({ id }) => id === 'gain-offset') ?? fitting[0];
  return {
    facts,
    spec: {
      id: 'csv',
      params: { name: data.title, label: data.file?.label ?? '', sha256: data.sha256 },
      split: defaultSplit(data.samples.rows),
    },
    drift: drift ? [{ id: drift.id, severity: 3 }] : [],
    notes: data.notes,
    header: data.file?.header ?? [],
  };
}

function refusalOf(error: unknown, file?: string): Refusal {
  const issues: Issue[] = [];
  if (error instanceof Error && error.name === 'AbortError') return { text: `Reading ${file ?? 'the file'} was cancelled.`, issues };
  if (!(error instanceof DataError)) return { text: `This could not be read: ${error instanceof Error ? error.message : String(error)}.`, issues };
  const place = [file, error.line, error.column].filter((part) => part !== undefined).join(':');
  return { text: `${place ? `${place}: ` : ''}${error.message}. ${error.remedy}`, issues };
}
