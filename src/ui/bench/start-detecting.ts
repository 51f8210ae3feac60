/** Starts the worker that computes what detectors do. */
export const startDetecting = (): Worker => new Worker(new URL('../../../workers/detect.ts', import.meta.url), { type: 'module' });
