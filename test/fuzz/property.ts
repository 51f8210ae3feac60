/** What is fuzzed: a property of some case, drawn by fast-check, checked by assertions. A list of them (`registry.ts`) serves `npm run fuzz`, the corpus and the short run in the unit tests. */
import type fc from 'fast-check';

export interface FuzzProperty {
  /** Lower-kebab; names its cases in `corpus/`. */
  readonly id: string;
  /** What always holds, one sentence. */
  readonly holds: string;
  /** Cases are plain values that `kept` can write. */
  readonly cases: fc.Arbitrary<unknown>;
  /** Cases of the short run. */
  readonly short: number;
  /** @throws where the property does not hold */
  check(given: unknown): void | Promise<void>;
  /** Bytes that a reader goes over: `npm run fuzz` holds the time it takes against them. Absent where that says nothing. */
  bytes?(given: unknown): number;
}

/** Makes a property of cases of one type. */
export const property = <T>(of: {
  readonly id: string;
  readonly holds: string;
  readonly cases: fc.Arbitrary<T>;
  readonly short: number;
  check(given: T): void | Promise<void>;
  bytes?(given: T): number;
}): FuzzProperty => of as unknown as FuzzProperty;

/** A case as JSON, also numbers that JSON has not: `{"number": "-0"}`. */
export const kept = (given: unknown): string =>
  JSON.stringify(
    given,
    (_, value: unknown) =>
      typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
        ? { number: Object.is(value, -0) ? '-0' : String(value) }
        : value,
    2,
  );

/** The case of such a text. */
export const given = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).join() === 'number' &&
    typeof (value as { number: unknown }).number === 'string'
      ? Number((value as { number: string }).number)
      : value,
  );
