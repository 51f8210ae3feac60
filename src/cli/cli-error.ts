/** Exit codes of `lab`. */
export const exitCode = { done: 0, failed: 1, badInput: 2 } as const;

/** Something the user can act on: what happened, where, what to do. Printed without a stack. */
export class CliError extends Error {
  constructor(
    message: string,
    /** 2 when what the user gave cannot be used, 1 when the work itself failed. */
    readonly code: (typeof exitCode)['failed' | 'badInput'] = exitCode.badInput,
  ) {
    super(message);
  }
}

/** The result of the work; what it refuses with a RangeError is bad input, told in its own words. */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`${error.message}.`.replace(/\.\.$/, '.'));
    throw error;
  }
}
