/** The built-in data sets, in the order in which they are offered. */
import { DataError } from '../src/data/errors.ts';
import type { Dataset } from '../src/data/types.ts';
import type { BuiltIn } from './built-in.ts';
import { agrawal } from './agrawal/agrawal.ts';
import { digits } from './digits/digits.ts';
import { friedman } from './friedman/friedman.ts';
import { glyphs } from './glyphs/glyphs.ts';
import { hyperplane } from './hyperplane/hyperplane.ts';
import { led } from './led/led.ts';
import { mixed } from './mixed/mixed.ts';
import { rbf } from './rbf/rbf.ts';
import { sea } from './sea/sea.ts';
import { sensors } from './sensors/sensors.ts';
import { sine } from './sine/sine.ts';
import { stagger } from './stagger/stagger.ts';
import { waveform } from './waveform/waveform.ts';

/** The streams of the literature, roughly by their year. */
const classicStreams = [stagger, led, waveform, friedman, agrawal, sea, hyperplane, sine, mixed, rbf];

export const builtIns: readonly BuiltIn[] = [digits, glyphs, sensors, ...classicStreams];

/**
 * Rows of the built-in set of that id.
 * @throws DataError, with the path in the spec, when there is no such set or it has fewer rows.
 */
export async function loadDataset(id: string, rows: number, root: number): Promise<Dataset> {
  const set = builtIns.find((entry) => entry.id === id);
  if (!set) throw new DataError(`data.id: there is no data set "${id}"`, { remedy: `Choose one of ${builtIns.map((entry) => entry.id).join(', ')}.` });
  if (rows > set.maxRows) {
    throw new DataError(`data.split: asks for ${rows} rows, but ${set.title} has ${set.maxRows}`, { remedy: `Make the parts smaller by ${rows - set.maxRows} rows together.` });
  }
  return set.load(rows, root);
}
