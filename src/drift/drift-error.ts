/** A drift that cannot be applied: it is unknown, or this data gives it nothing to act on. */
export class DriftError extends Error {
  override readonly name = 'DriftError';

  /**
   * @param path Where in the specification the problem lies, e.g. `drift[0].id`.
   * @param remedy What the user can do next, one sentence.
   */
  constructor(
    message: string,
    readonly path: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
