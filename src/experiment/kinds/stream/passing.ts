/** A few rows of a batch for a person to look at, with what each policy's model predicts of them. */
import type { PassingBy } from '../../../contracts/stream.ts';
import { isPlane, planeBounds, planeGrid, type PlaneView } from '../../../data/plane.ts';
import { inputKind } from '../../../data/types.ts';
import type { Racer } from './racer.ts';
import { predictRows, range } from './serving.ts';
import type { StreamWorld } from './world.ts';

/** Images or texts of a batch that are shown. */
const SHOWN = 10;

/** Of data in a plane also where the border of every new model runs; undefined for other tables, of which a few rows show nothing. */
export function openPassing(world: StreamWorld, racers: readonly Racer[]): (batch: number) => Promise<PassingBy | undefined> {
  const { size, trainer, model } = world;
  const { columns } = world.dataset;
  const plane = isPlane(columns);
  let bounds: PlaneView['bounds'] | undefined;

  return async (batch) => {
    const { rows } = world;
    if (inputKind({ inputShape: rows.inputShape, columns }) === 'tabular' && !plane) return undefined;
    const { x, y, text } = range(rows, batch * size, batch * size + Math.min(size, plane ? size : SHOWN));
    const predicted = racers.map(({ serving }) => serving.predicted.slice(batch * size, batch * size + y.length));
    const views = new Map<number, Uint8Array>();
    if (plane) {
      bounds ??= planeBounds(world.worlds.old.test, rows);
      const grid = planeGrid(bounds);
      for (const { index, since, serving } of racers) {
        if (since === batch + 1 || batch === 0)
          views.set(index, Uint8Array.from((await predictRows(trainer, model, serving.current, grid, world.edges)).predicted));
      }
    }
    return { inputShape: rows.inputShape, x, y, predicted, ...(text && { text }), ...(bounds && { bounds }), views };
  };
}
