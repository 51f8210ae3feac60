/** Files of the kinds that people bring, and what is read of them. What each has to be: the table beside them was made by seeded scripts that knew. */
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DataError } from '../../src/data/errors.ts';
import { readOwnFiles } from '../../src/data/readers/read-own.ts';
import type { ReadingOptions } from '../../src/spec/reading-options.ts';
import type { Dataset } from '../../src/data/types.ts';
import { everydayFiles } from './everyday-files.ts';

/** A grey pixel for every image: what is read of pixels is tested elsewhere. */
const decode = () => Promise.resolve(new Float32Array(28 * 28 * 3).fill(0.5));
const fileOf = (name: string) => new File([readFileSync(join(import.meta.dirname, 'files', name))], basename(name));
const read = (names: string, reading: ReadingOptions = {}): Promise<Dataset> =>
  readOwnFiles(names.split(' + ').map(fileOf), { decode, reading });

describe('everyday files are read right', () => {
  for (const [files, what, expected, reading] of everydayFiles) {
    it(`${files}: ${what}`, async () => {
      const data = await read(files, reading);
      const { samples, classes, columns, notes, report, file } = data;
      if (expected.rows !== undefined) expect(samples.rows).to.equal(expected.rows);
      if (expected.classes) expect(classes).to.deep.equal(expected.classes);
      if (expected.inputs) expect(columns.map(({ name }) => name)).to.deep.equal(expected.inputs);
      if (expected.label !== undefined) expect(file!.label).to.equal(expected.label);
      if (expected.missing !== undefined) expect(samples.x.filter(Number.isNaN).length).to.equal(expected.missing);
      if (expected.said) expect([...notes, ...report!.guesses.map(({ flag }) => flag)].join(' ')).to.match(expected.said);
      for (const [name, role] of Object.entries(expected.roles ?? {}))
        expect(report!.columns.find((each) => each.name === name)!.role).to.equal(role);
      expected.also?.(data);
    });
  }

  const refused: readonly (readonly [files: string, message: RegExp, remedy: RegExp])[] = [
    ['n10_structured.npy', /is structured: its rows have the fields a, b, label/, /CSV/],
    ['hostile/redos2.arff', /line|quotation/, /./],
    ['c24_old.csv + p01_class_first.csv', /no column “label” in p01_class_first\.csv/, /columns are/],
  ];
  for (const [files, message, remedy] of refused) {
    it(`${files}: refused in words`, async () => {
      const error = (await read(files).catch((reason: unknown) => reason)) as DataError;
      expect(error.name).to.equal('DataError');
      expect(error.message).to.match(message);
      expect(error.remedy).to.match(remedy);
    });
  }
});
