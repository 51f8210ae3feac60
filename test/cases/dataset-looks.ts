/** Looks at what was read, which several files share. */
import { expect } from 'chai';
import type { Dataset } from '../../src/data/types.ts';

/** The cells of an input by its name. */
export const column = ({ samples, columns }: Dataset, name: string) => {
  const at = columns.findIndex((each) => each.name === name);
  return Array.from({ length: samples.rows }, (_, row) => samples.x[row * columns.length + at]!);
};
/** How often a value occurs. */
export const count = (values: ArrayLike<number> | undefined, value: number) =>
  Array.from(values ?? []).filter((each) => each === value).length;

/** That number is told, and its quarters are the classes. */
export function quarters(name: string) {
  return ({ samples, target, classes }: Dataset) => {
    expect(target).to.include({ name });
    expect([target!.edges!.length, classes.length, samples.target!.length]).to.deep.equal([3, 4, samples.rows]);
    samples.target!.forEach((value, row) => expect(target!.edges!.filter((edge) => value > edge).length).to.equal(samples.y[row]));
  };
}

/** An old and a new file, by their names and in the order of their times. */
export function twoWorlds({ samples, regimes }: Dataset): void {
  expect(regimes).to.deep.equal({ names: ['c24_old.csv', 'c24_new.csv'], by: 'files' });
  expect([count(samples.regime, 0), count(samples.regime, 1)]).to.deep.equal([1500, 1500]);
  expect(samples.time![0]).to.be.below(samples.time![1500]!);
}
