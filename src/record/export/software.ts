/** Drift Lab as what made a run is cited: the same as in CITATION.cff, which a test compares. */
import type { AnyRecord } from '../../contracts/record.ts';

export const software = {
  title: 'Drift Lab: retrain or fine-tune after drift, as an experiment in the browser',
  author: 'The Drift Lab contributors',
  licence: 'MIT',
};

/** The version that the run was made with, as its record says: `Drift Lab 0.1.0` is `0.1.0`. */
export const versionOf = ({ environment: { app } }: AnyRecord): string => app.replace(/^Drift Lab /, '');
