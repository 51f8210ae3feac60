/** The built-in data sets, in the order in which they are offered. */
import { DataError } from '../src/data/errors.ts';
import type { Dataset } from '../src/data/types.ts';
import { checkParameters, withDefaults, type ParameterValues } from '../src/spec/parameter.ts';
import type { BuiltIn } from './built-in.ts';
import { agrawal } from './agrawal/agrawal.ts';
import { births } from './births/births.ts';
import { credit } from './credit/credit.ts';
import { demand } from './demand/demand.ts';
import { digits } from './digits/digits.ts';
import { friedman } from './friedman/friedman.ts';
import { glyphs } from './glyphs/glyphs.ts';
import { hyperplane } from './hyperplane/hyperplane.ts';
import { downloadBytes, type Download } from './downloads/download.ts';
import { downloads } from './downloads/registry.ts';
import { iris } from './iris/iris.ts';
import { led } from './led/led.ts';
import { mixed } from './mixed/mixed.ts';
import { plane } from './plane/plane.ts';
import { queries } from './queries/queries.ts';
import { rbf } from './rbf/rbf.ts';
import { sea } from './sea/sea.ts';
import { sensors } from './sensors/sensors.ts';
import { sine } from './sine/sine.ts';
import { speeches } from './speeches/speeches.ts';
import { stagger } from './stagger/stagger.ts';
import { waveform } from './waveform/waveform.ts';

/** The streams of the literature, roughly by their year. */
const classicStreams = [stagger, led, waveform, friedman, agrawal, sea, hyperplane, sine, mixed, rbf];

export const builtIns: readonly BuiltIn[] = [
  digits,
  glyphs,
  iris,
  sensors,
  credit,
  demand,
  queries,
  births,
  speeches,
  plane,
  ...classicStreams,
];

let kept: Dataset | undefined;

/** The download opened last stays in memory: reading it takes seconds. */
async function openKept(entry: Download): Promise<Dataset> {
  if (kept?.id === entry.id) return kept;
  kept = undefined;
  const { openDownload } = await import('./downloads/store.ts');
  const opened = await openDownload(entry);
  if (opened) return (kept = opened);
  const size = `${(downloadBytes(entry) / 1e6).toFixed(1)} MB`;
  throw new DataError(`data.id: ${entry.title} is not on this device yet`, {
    remedy: `Fetch it (${size}) under “Browse all data” on the Data card, or choose other data.`,
  });
}

/**
 * Rows of the built-in set of that id, or all that are used of a download on this device.
 * @param params Values for the set's parameters; its defaults where absent.
 * @throws DataError, with the path in the spec, when there is no such set, it has fewer rows or takes no such value.
 */
export async function loadDataset(id: string, rows: number, root: number, params?: ParameterValues): Promise<Dataset> {
  const set = builtIns.find((entry) => entry.id === id);
  const download = downloads.find((entry) => entry.id === id);
  if (download) return openKept(download);
  if (!set)
    throw new DataError(`data.id: there is no data set "${id}"`, {
      remedy: `Choose one of ${builtIns.map((entry) => entry.id).join(', ')}.`,
    });
  if (rows > set.maxRows) {
    throw new DataError(`data.split: asks for ${rows} rows, but ${set.title} has ${set.maxRows}`, {
      remedy: `Make the parts smaller by ${rows - set.maxRows} rows together.`,
    });
  }
  const [wrong] = checkParameters(set.parameters, params ?? {}, set);
  if (wrong)
    throw new DataError(`data.params.${wrong.name}: ${wrong.message}`, { remedy: `Choose another value, or leave ${wrong.name} out.` });
  const values = withDefaults(set.parameters, params);
  // What was, is cut where it may be: every row counts.
  const data = await set.load(set.realDrift ? set.maxRows : rows, root, values);
  return set.endless ? { ...data, draw: (nth) => set.load(rows, root, values, nth * rows) } : data;
}
