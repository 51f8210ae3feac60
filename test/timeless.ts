/** What of a record neither a clock nor the machine decides: equal, byte for byte, wherever the same experiment runs on the same engine. */

/** What depends on a clock or the machine, by its key anywhere in a record. */
const CLOCK =
  /(^|[a-z])(Ms|Seconds|seconds)$|^(runId|startedAt|environment|times|energy|energyRatio|joules|sentences|evidence|timesComparable|validity|memoryBytes|recoveries)$/;

export const timeless = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner: unknown) => (CLOCK.test(key) ? undefined : inner)));
