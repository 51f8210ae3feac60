/** Something of each repair over the cuts of a walk, placed in time; where one is shown best, its point has a ring. */
import { translated } from '../../words/msg.ts';
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { percent } from '../../measure/format.ts';
import type { Interval } from '../../maths/interval.ts';
import { sharedStyles } from '../shared-styles.ts';
import { armLineStyles, drawnLine, lineNames, type ArmLine } from './arm-lines.ts';
import { baseAxis, shareAxis } from './axes.ts';
import { drawingStyles } from './drawing-styles.ts';
import { frameOf, linear, tenthBelow, within } from './scales.ts';
import { roundEnd, ticksOn } from './ticks.ts';
import { WidthElement } from './width-element.ts';

const HEIGHT = 280;
const INSET = { left: 48, top: 16, bottom: 28 };
/** How wide a letter is, under the axis and of a name beside the lines, in px. */
const LETTER = 6;
const NAME_LETTER = 6.3;
/** Share of the drawing that names may take. */
const MOST_NAMES = 0.42;
/** From the ends of the axis to the first and to the last cut, in px. */
const ROOM = 14;

@customElement('walk-chart')
export class WalkChart extends WidthElement {
  static override styles = [
    sharedStyles,
    drawingStyles,
    armLineStyles,
    css`
      svg {
        height: ${HEIGHT}px;
      }
      .best {
        fill: none;
        stroke: var(--ink);
        stroke-width: 1.4;
      }
    `,
  ];

  /** In the order of time; the lines have a value for each. */
  @property({ attribute: false }) cuts: readonly (string | number)[] = [];
  @property({ attribute: false }) lines: readonly ArmLine[] = [];
  /** Ids of the repairs that are shown best, one for each cut; undefined where none is. */
  @property({ attribute: false }) best: readonly (string | undefined)[] = [];
  /** How an amount, with 0 on its axis, is written; without it the values are shares (0 … 1). */
  @property({ attribute: false }) amount: ((value: number) => string) | undefined;
  /** What the chart shows, for screen readers. */
  @property() label = '';

  protected override render() {
    const { cuts, lines, best, amount, width } = this;
    if (cuts.length === 0) return html``;
    const longest = Math.max(0, ...lines.map(({ title }) => translated(title).length));
    const frame = frameOf(width, HEIGHT, { ...INSET, right: Math.min(MOST_NAMES * width, NAME_LETTER * longest + 16) });
    const { left, right, top, bottom } = frame;
    const all = lines.flatMap(({ values }) => values.flatMap((value) => value ?? []));
    const least = (of: 'lo' | 'mean') => Math.min(0.9, ...all.map((value) => value[of]));
    const span = amount ? amountSpan(all.map(({ mean }) => mean)) : ([tenthBelow(least('lo'), least('mean')), 1] as const);
    const y = within(span, linear(span, [bottom, top]));
    const times = cuts.map(timeOf);
    const x = times.map(linear([times[0]!, times.at(-1)!], [left + ROOM, right - ROOM]));
    const told = (i: number, value: Interval) => `${cuts[i]}: ${translated(amount ? amount(value.mean) : percent(value))}`;
    const names = shortened(cuts);
    const ticks = ticksOn(span, 5);
    return html`<svg viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label=${translated(this.label)}>
      ${
        amount
          ? ticks.map(
              (tick) => svg`<line class="grid" x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)}></line>
              <text x=${left - 6} y=${y(tick) + 4} text-anchor="end">${translated(amount(tick))}</text>`,
            )
          : shareAxis(ticks, y, frame)
      }
      ${baseAxis(
        spaced(x, names),
        (i) => x[i]!,
        frame,
        16,
        (i) => names[i]!,
      )}
      ${lines.map((line) => drawnLine(line, x, y, told))} ${lineNames(lines, y, frame)}
      ${best.map((id, i) => {
        const value = lines.find((line) => line.id === id)?.values[i];
        return value ? svg`<circle class="best" cx=${x[i]!} cy=${y(value.mean)} r="6"></circle>` : '';
      })}
    </svg>`;
  }
}

/** From 0, or from the round number below the least where that is less. */
function amountSpan(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  return [-roundEnd(-least, 5), roundEnd(most || (least ? 0 : 1), 5)];
}

/** A number, or what a date is in ms. */
const timeOf = (cut: string | number): number => (typeof cut === 'number' ? cut : Date.parse(cut));

/** Dates that all begin a year, or a month, as that. */
function shortened(cuts: readonly (string | number)[]): string[] {
  const texts = cuts.map(String);
  const days = texts.every((text) => /^\d{4}-\d\d-\d\d$/.test(text));
  const end = ['-01-01', '-01'].find((each) => days && texts.every((text) => text.endsWith(each)));
  return end ? texts.map((text) => text.slice(0, -end.length)) : texts;
}

/** The cuts whose names have room under the axis: the last one, then as many as fit before it. */
const spaced = (x: readonly number[], names: readonly string[]): number[] =>
  names.reduceRight<number[]>((shown, name, i) => {
    const [next] = shown;
    return next === undefined || x[next]! - x[i]! >= LETTER * ((name.length + names[next]!.length) / 2 + 2) ? [i, ...shown] : shown;
  }, []);

declare global {
  interface HTMLElementTagNameMap {
    'walk-chart': WalkChart;
  }
}
