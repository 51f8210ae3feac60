/** A mean with its interval. */

/** A mean over seeds with its 95 % interval (Student's t) and every value it is made of. */
export interface Interval {
  readonly mean: number;
  /** Equal to `mean` when there are fewer than 2 values. */
  readonly lo: number;
  readonly hi: number;
  readonly values: readonly number[];
}
