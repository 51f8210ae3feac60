/** Both worlds of an experiment as files: tables and texts as one CSV file each, images as arrays of pixels in [0, 1] and of class numbers. */
import type { Dataset, Samples } from '../data/types.ts';
import { csvText } from '../data/writers/csv-text.ts';
import { npyBytes } from '../data/writers/npy-bytes.ts';
import type { TwoWorlds } from '../experiment/worlds.ts';

export interface WorldFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is written of each world, and what it is for. */
export const sides = (worlds: TwoWorlds) =>
  [
    { id: 'old-train', world: 'old', use: 'cr:TrainingSplit', samples: worlds.old.train },
    { id: 'old-test', world: 'old', use: 'cr:TestSplit', samples: worlds.old.test },
    { id: 'new-pool', world: 'new', use: 'cr:TrainingSplit', samples: worlds.new.pool },
    { id: 'new-test', world: 'new', use: 'cr:TestSplit', samples: worlds.new.test },
  ] as const;

/** @param raw Texts in tables are written as they are, whatever a spreadsheet makes of them. */
export const filesOfWorlds = (worlds: TwoWorlds, dataset: Dataset, raw = false): WorldFile[] =>
  sides(worlds).flatMap(({ id, samples }) => filesOf(id, samples, dataset, raw));

/** Rows of these samples are written as a table. */
export const asTable = ({ inputShape }: Pick<Samples, 'inputShape'>): boolean => inputShape.length === 1;

function filesOf(name: string, samples: Samples, dataset: Dataset, raw: boolean): WorldFile[] {
  if (asTable(samples)) return [{ name: `${name}.csv`, bytes: Buffer.from(csvText(samples, dataset, { raw })) }];
  return [
    { name: `${name}-x.npy`, bytes: npyBytes(samples.x, [samples.rows, ...samples.inputShape]) },
    { name: `${name}-y.npy`, bytes: npyBytes(samples.y, [samples.rows]) },
  ];
}
