/** The built-in data sets, in the order in which they are offered. */
import { DataError } from '../src/data/errors.ts';
import type { Dataset } from '../src/data/types.ts';
import { checkParameters, withDefaults, type ParameterValues } from '../src/spec/parameter.ts';
import type { BuiltIn } from './built-in.ts';
import { agrawal } from './agrawal/agrawal.ts';
import { credit } from './credit/credit.ts';
import { demand } from './demand/demand.ts';
import { digits } from './digits/digits.ts';
import { friedman } from './friedman/friedman.ts';
import { glyphs } from './glyphs/glyphs.ts';
import { hyperplane } from './hyperplane/hyperplane.ts';
import { iris } from './iris/iris.ts';
import { led } from './led/led.ts';
import { mixed } from './mixed/mixed.ts';
import { plane } from './plane/plane.ts';
import { queries } from './queries/queries.ts';
import { rbf } from './rbf/rbf.ts';
import { sea } from './sea/sea.ts';
import { sensors } from './sensors/sensors.ts';
import { sine } from './sine/sine.ts';
import { stagger } from './stagger/stagger.ts';
import { waveform } from './waveform/waveform.ts';

/** The streams of the literature, roughly by their year. */
const classicStreams = [stagger, led, waveform, friedman, agrawal, sea, hyperplane, sine, mixed, rbf];

export const builtIns: readonly BuiltIn[] = [digits, glyphs, iris, sensors, credit, demand, queries, plane, ...classicStreams];

/**
 * Rows of the built-in set of that id.
 * @param params Values for the set's parameters; its defaults where absent.
 * @throws DataError, with the path in the spec, when there is no such set, it has fewer rows or takes no such value.
 */
export async function loadDataset(id: string, rows: number, root: number, params?: ParameterValues): Promise<Dataset> {
  const set = builtIns.find((entry) => entry.id === id);
  if (!set) throw new DataError(`data.id: there is no data set "${id}"`, { remedy: `Choose one of ${builtIns.map((entry) => entry.id).join(', ')}.` });
  if (rows > set.maxRows) {
    throw new DataError(`data.split: asks for ${rows} rows, but ${set.title} has ${set.maxRows}`, { remedy: `Make the parts smaller by ${rows - set.maxRows} rows together.` });
  }
  const [wrong] = checkParameters(set.parameters, params ?? {}, set);
  if (wrong) throw new DataError(`data.params.${wrong.name}: ${wrong.message}`, { remedy: `Choose another value, or leave ${wrong.name} out.` });
  return set.load(rows, root, withDefaults(set.parameters, params));
}
