/** From numbers to places in a drawing, and how numbers on its axes are written. */

/** A place in px, or in percent of the room there is. */
export type Scale = (value: number) => number;

/** Two ends; of a drawing's vertical axis the first is the lower one, which has the larger place. */
export type Span = readonly [from: number, to: number];

/** Where a drawing's axes run, in px from its upper left corner. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What is left of a drawing inside its margins. */
export const frameOf = (width: number, height: number, inset: Frame): Frame => ({
  left: inset.left,
  right: width - inset.right,
  top: inset.top,
  bottom: height - inset.bottom,
});

/** Straight. Where both ends of `values` are one, that value lies at the first place. */
export const linear =
  ([lo, hi]: Span, [from, to]: Span): Scale =>
  (value) =>
    from + ((value - lo) / (hi - lo || 1)) * (to - from);

/** Equal factors are equal distances; `values` are above 0 and differ. */
export const logarithmic =
  ([lo, hi]: Span, [from, to]: Span): Scale =>
  (value) =>
    from + (Math.log(value / lo) / Math.log(hi / lo)) * (to - from);

/** What lies beyond `values` is drawn at the nearer end. */
export const within =
  ([lo, hi]: Span, scale: Scale): Scale =>
  (value) =>
    scale(Math.max(lo, Math.min(hi, value)));

/** An R² below this says no more than that the mean would do far better. */
const LEAST = -1;

/** The tenth below the lowest value: where an axis that ends at 1 begins. At 0 for shares, whose means are no lower; R² may be. */
export const tenthBelow = (lowest: number, lowestMean = lowest): number =>
  Math.max(lowestMean < 0 ? LEAST : 0, Math.floor(lowest * 10) / 10);

/** A tick as text, with as many decimals as tell it from its neighbours: 1.25 is not 1.3. @param step from tick to tick; 0 of a single one */
export const tickText = (value: number, step: number): string => {
  // Of 0.25 two, of 0.5 one, of 2 none.
  const decimals = [0, 1, 2, 3, 4, 5, 6].find((digits) => Math.abs(Number(step.toFixed(digits)) - step) < step * 1e-6) ?? 6;
  return step > 0 ? String(Number(value.toFixed(decimals))) : String(Number(value.toPrecision(3)));
};

/** The next of 1, 1.5, 2, 3, 5, 7.5 × 10ⁿ: an axis that grows with its values moves rarely. */
export function steadyEnd(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 5, 7.5, 10].map((step) => step * power).find((end) => end >= value * 0.999)!;
}

/** 1, 2 or 5 × 10ⁿ, 1 or more, so that `span` has at most so many steps. */
export function wholeStep(span: number, most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, span / most)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => span / step <= most) ?? 10 * power;
}

/** Moves names that would touch apart, none below `lowest`: each keeps `gap` px from the one above. `ends` are sorted by their place. */
export function spread(ends: readonly { at: number }[], gap: number, lowest: number): void {
  ends.reduce((above, end) => (end.at = Math.max(end.at, above + gap)), -Infinity);
  ends.reduceRight((below, end) => (end.at = Math.min(end.at, below - gap)), lowest + gap);
}
