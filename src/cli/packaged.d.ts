/**
 * Says `true` in the package, where all is built; a clone, whose sources run, has no such name. build/package.vite.ts puts it in, and what
 * only a clone can do is left out of the package with the branch that asks.
 */
declare const DRIFT_LAB_PACKAGED: true;
