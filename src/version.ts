/** Name and version of this build, for records. */
import { version } from '../package.json';

export const appVersion = `Drift Lab ${version}`;
