/** Name and version of this build, for records. */
import { version } from '../package.json';

export const appVersion = `Drift Lab ${version}`;

declare global {
  /** Put in by the build: the commit it was made from, or undefined outside a repository. */
  const DRIFT_LAB_COMMIT: string | undefined;
}

/** The commit that this build was made from, where that is known. */
export const appCommit: string | undefined = typeof DRIFT_LAB_COMMIT === 'undefined' ? undefined : DRIFT_LAB_COMMIT;
