/** From when on a run is long enough to be asked about, and how that is said. What it takes: `predicted-cost.ts`. */

export interface PredictedCost {
  readonly seconds: number;
  readonly bytes: number;
}

/** A duration that was predicted, in words that promise no more: `about 40 s`, `about 12 minutes`, `about 3 hours`. */
export function roughly(value: number): string {
  const [amount, unit] = value < 90 ? [value, 's'] : value < 5400 ? [value / 60, 'minutes'] : [value / 3600, 'hours'];
  return `about ${Math.max(1, Math.round(amount))} ${unit}`;
}

/** Whoever starts a longer run on files of their own is asked first. */
export const ASK_ABOVE_SECONDS = 180;
