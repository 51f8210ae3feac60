/** What has to be the same for runs to be pooled: the experiment but for its seeds, on the same version of the app and the same rows. */
import type { RunRecord } from '../../contracts/record.ts';
import { contentId } from '../../spec/canonical.ts';
import type { Spec } from '../../spec/schema.ts';

export interface Sameness {
  /** The start of a SHA-256, in hexadecimal letters: 48 bits of the experiment, 24 of the version. */
  readonly experiment: string;
  readonly app: string;
  /** Of data of one's own, the hash of the file; data that draw other rows for every root are the same data. */
  readonly rows: string;
}

/** Hexadecimal letters, four bits each. */
const EXPERIMENT_LETTERS = 12;
const APP_LETTERS = 6;

const start = (value: unknown, letters: number): string => contentId(value).slice('sha256:'.length, 'sha256:'.length + letters);

/** Of an experiment whose data are built in. @param app name and version of the app */
export function samenessOf({ seeds: _, lead: __, ...spec }: Spec, app: string): Sameness {
  return { experiment: start(spec, EXPERIMENT_LETTERS), app: start(app, APP_LETTERS), rows: '' };
}

export const samenessOfRun = ({ spec, environment: { app }, data: { sha256 } }: RunRecord): Sameness => ({
  ...samenessOf(spec, app),
  rows: spec.data.id === 'own' ? sha256 : '',
});
