/** The engine cannot do what was asked; the message says why and what to choose instead. */
export class EngineError extends Error {
  override readonly name: string = 'EngineError';
}

/** The GPU device went away: nothing computed on it since can be trusted. A new one may be had. */
export class DeviceLostError extends EngineError {
  override readonly name = 'DeviceLostError';
}
