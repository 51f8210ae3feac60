/** The frame of a chart as SVG: where values stand, and what its axes say. 400 units wide, so that its letters can be read on a phone. */
import { markup, type Markup } from './markup.ts';

export const WIDTH = 400;

export interface Axis {
  readonly from: number;
  readonly to: number;
  /** Logarithmic: everything drawn is above 0. */
  readonly log?: true;
  readonly title: string;
  write(value: number): string;
}

export interface Frame {
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a value stands, to a tenth of a unit. */
export type Place = (value: number) => number;

export const placesX = (axis: Axis, { left, right }: Frame): Place => between(axis, left, WIDTH - right);
export const placesY = (axis: Axis, { height, top, bottom }: Frame): Place => between(axis, height - bottom, top);

function between({ from, to, log }: Axis, start: number, end: number): Place {
  const at = (value: number) => (log ? Math.log10(value) : value);
  const span = at(to) - at(from) || 1;
  return (value) => Math.round(10 * (start + ((at(value) - at(from)) / span) * (end - start))) / 10;
}

/** Round values inside an axis, six at most. */
function ticks({ from, to, log }: Axis): number[] {
  if (log) {
    const powers = Array.from({ length: 40 }, (_, i) => 10 ** (i - 12));
    const inside = powers.filter((value) => value >= from && value <= to);
    // Where a decade or less is shown, what lies between its ends is told as well.
    const told = inside.length > 1 ? inside : powers.flatMap((power) => [power, 2 * power, 5 * power]).filter((value) => value >= from && value <= to); // prettier-ignore
    const every = Math.ceil(told.length / 5);
    return told.filter((_, i) => i % every === 0);
  }
  const rough = (to - from) / 4;
  if (!(rough > 0) || !Number.isFinite(rough)) return [from];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999)!;
  const first = Math.ceil(from / step - 1e-9);
  return Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Bounds that hold all values, with some room around them. */
export function around(values: readonly number[], room = 0.06): { from: number; to: number } {
  const known = values.filter(Number.isFinite);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (known.length === 0) return { from: 0, to: 1 };
  const more = (most - least || Math.abs(most) || 1) * room;
  return { from: least - more, to: most + more };
}

/** Lines across at the values of the y axis, and what both axes say. */
export function axes(x: Axis, y: Axis | undefined, frame: Frame): Markup {
  const { height, left, right, top, bottom } = frame;
  const atX = placesX(x, frame);
  const down = height - bottom;
  const across = y
    ? ticks(y).map((value) => {
        const at = placesY(y, frame)(value);
        return markup`<line class="axis" x1="${left}" x2="${WIDTH - right}" y1="${at}" y2="${at}"/><text x="${left - 6}" y="${at + 4}" text-anchor="end">${y.write(value)}</text>`;
      })
    : [];
  const below = ticks(x).map((value) => markup`<text x="${atX(value)}" y="${down + 15}" text-anchor="middle">${x.write(value)}</text>`);
  return markup`${across}<line class="axis" x1="${left}" x2="${WIDTH - right}" y1="${down}" y2="${down}"/>${below}<text x="${WIDTH - right}" y="${height - 3}" text-anchor="end">${x.title}</text>${y ? markup`<text x="0" y="${top - 8}">${y.title}</text>` : undefined}`;
}

/** A chart with its words: what it shows, and how to read it. */
export const figure = (title: string, caption: string, legend: Markup | undefined, height: number, drawing: Markup): Markup =>
  markup`<figure><h3>${title}</h3>${legend}<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">${drawing}</svg><figcaption>${caption}</figcaption></figure>\n`;
