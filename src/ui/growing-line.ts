/** A line that is continued where it ended: a long stream is not gone through again at every batch. */
export class GrowingLine<P> {
  readonly values: number[] = [];
  private total = 0;

  /** `next` gives the value at `i` from the points so far and the value before, 0 at first. */
  constructor(private readonly next: (points: readonly P[], i: number, before: number) => number) {}

  upTo(points: readonly P[]): readonly number[] {
    if (points.length < this.values.length) {
      this.values.length = 0;
      this.total = 0;
    }
    for (let i = this.values.length; i < points.length; i++) this.values.push((this.total = this.next(points, i, this.total)));
    return this.values;
  }
}
