/** The engine cannot do what was asked; the message says why and what to choose instead. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}
