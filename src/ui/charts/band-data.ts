/** What a band chart draws. */

/** One line. `lo` and `hi` bound its band; NaN = nothing there yet. */
export interface BandLine {
  readonly id: string;
  readonly title: string;
  /** Head of its column in the table, where no name stands at the line. */
  readonly column?: string;
  /** Custom property with the colour of the line; `<color>-text` is used for its name. */
  readonly color: string;
  readonly dash: readonly number[];
  readonly mean: Float64Array;
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  /** Grid index where the last seed ended; a dot marks it. */
  readonly endsAt: number;
}

export interface BandChartData {
  readonly x: Float64Array;
  readonly lines: readonly BandLine[];
  /** Lines of another run on the same axes, thin and pale beneath the others, without names; in the table with theirs. */
  readonly ghosts?: readonly BandLine[];
  /** A thin horizontal guide, e.g. the best any repair reached. */
  readonly guide?: number;
  /** Moments on the horizontal axis, each with a word beside its line: at the top, or low where the lines run there. */
  readonly marks?: readonly { readonly at: number; readonly text: string; readonly low?: boolean }[];
}

/** How the data are drawn. */
export interface BandLook {
  readonly data: BandChartData;
  /** Right end of the horizontal axis. */
  readonly end: number;
  readonly xTitle: string;
  /** A place on the horizontal axis as text; of a tick, with the distance to its neighbours. */
  readonly xFormat: (value: number, step?: number) => string;
  /** Width kept free at the right for names, px. */
  readonly labelWidth: number;
  readonly yFrom: number;
  readonly yTo: number;
  readonly yFormat: (value: number) => string;
  /** What has to be known of the vertical axis, low at its foot; empty for nothing. */
  readonly yNote: string;
}

/** A share, in whole percent. */
export const wholePercent = (value: number): string => `${Math.round(value * 100)} %`;

/** The lines as far as that share of the horizontal axis. */
export function revealed(data: BandChartData, share: number): BandChartData {
  if (share >= 1) return data;
  const upTo = Math.floor(share * (data.x.length - 1));
  const cut = (values: Float64Array) => values.map((value, i) => (i <= upTo ? value : NaN));
  return { ...data, lines: data.lines.map((line) => ({ ...line, mean: cut(line.mean), lo: cut(line.lo), hi: cut(line.hi) })) };
}
