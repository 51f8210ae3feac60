/** Repairs as lines in a drawing: each with its band and its points, and its name beside its end. */
import { translated } from '../../words/msg.ts';
import { css, svg, type CSSResultGroup } from 'lit';
import type { Interval } from '../../maths/interval.ts';
import { armClasses, armStyle } from '../arm-style.ts';
import { spread, type Frame, type Scale } from './scales.ts';

export interface ArmLine {
  /** Of the repair, which gives colour and dash. */
  readonly id: string;
  readonly title: string;
  /** One for each place of the axis; null where there is none, or not yet. */
  readonly values: readonly (Interval | null)[];
}

/** Height of a name, px. */
const NAME = 14;

export const armLineStyles: CSSResultGroup = [
  armClasses,
  css`
    .band {
      fill: var(--mark);
      opacity: 0.11;
    }
    .line {
      fill: none;
      stroke: var(--mark);
      stroke-width: 2.2;
    }
    circle {
      fill: var(--mark);
    }
    .name {
      fill: var(--name);
    }
  `,
];

/** One repair, as far as it goes. @param x place of each value, px @param told what a point says of itself, after its name */
export function drawnLine({ id, title, values }: ArmLine, x: readonly number[], y: Scale, told: (i: number, value: Interval) => string) {
  const known = values.flatMap((value, i) => (value ? [{ i, at: x[i]!, value }] : []));
  const corners = (of: (value: Interval) => number) => known.map(({ at, value }) => `${at},${y(of(value))}`);
  const band = [...corners(({ hi }) => hi), ...corners(({ lo }) => lo).reverse()].join(' ');
  return svg`<g class=${id}>
    <polygon class="band" points=${band}></polygon>
    <polyline class="line" points=${corners(({ mean }) => mean).join(' ')} stroke-dasharray=${armStyle(id).dash.join(' ')}></polyline>
    ${known.map(({ i, at, value }) => svg`<circle cx=${at} cy=${y(value.mean)} r="3.2"><title>${translated(title)}, ${told(i, value)}</title></circle>`)}
  </g>`;
}

/** The names beside the ends of their lines, pushed apart where they would touch. */
export function lineNames(lines: readonly ArmLine[], y: Scale, { right, bottom }: Frame) {
  const ends = lines
    .flatMap(({ id, title, values }) => {
      const last = values.findLast((value) => value !== null);
      return last ? [{ id, title, at: y(last.mean) }] : [];
    })
    .sort((a, b) => a.at - b.at);
  spread(ends, NAME, bottom);
  return ends.map(({ id, title, at }) => svg`<text class="name ${id}" x=${right + 8} y=${at + 4}>${translated(title)}</text>`);
}
