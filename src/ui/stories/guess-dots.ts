/** Dots to be guessed: one in the row of each repair, on a scale of percent, and where they fell. */
import { msg, translated } from '../../words/msg.ts';
import { svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseAxis } from '../charts/axes.ts';
import { frameOf, linear } from '../charts/scales.ts';
import { realAt, type DotsGuess } from './guess.ts';
import { GuessPad, type Spot, type SVGKey } from './guess-pad.ts';

const INSET = { left: 0, right: 22, top: 2, bottom: 20 };
/** A letter of a name, and what is free beside it, px. */
const NAME = { letter: 5.7, beside: 16 };
const SHARES = [0, 25, 50, 75, 100];
const RADIUS = 6;
/** Where a line of text stands to the middle of its row, px. */
const MIDDLE = 4;

@customElement('guess-dots')
export class GuessDots extends GuessPad<DotsGuess> {
  private get frame() {
    const longest = Math.max(...this.guess.handles.map(({ tick }) => translated(tick).length));
    return frameOf(this.width, this.height, { ...INSET, left: Math.min(this.width / 2, NAME.letter * longest + NAME.beside) });
  }

  private get x() {
    return linear([0, 100], [this.frame.left, this.frame.right]);
  }

  private y(row: number): number {
    const { top, bottom } = this.frame;
    return top + ((row + 0.5) * (bottom - top)) / this.guess.handles.length;
  }

  protected override drawing(values: readonly number[]) {
    const { guess, seen, frame, x, focused, revealed, blank } = this;
    const real = revealed ? realAt(guess, seen) : undefined;
    const earlier = blank ? [] : guess.earlier(seen);
    return svg`
      ${SHARES.map((share) => svg`<line class="grid" x1=${x(share)} x2=${x(share)} y1=${frame.top} y2=${frame.bottom}></line>`)}
      ${baseAxis(SHARES, x, frame, 15, (share) => `${share} %`)}
      ${guess.handles.map(({ id, tick }, row) => {
        const y = this.y(row);
        const [value, fell] = [values[row]!, real?.[row]];
        return svg`<g class=${id}>
          <line class="grid" x1=${frame.left} x2=${frame.right} y1=${y} y2=${y}></line>
          <text x=${frame.left - 10} y=${y + MIDDLE} text-anchor="end">${translated(tick)}</text>
          ${earlier[row]?.map((share) => svg`<circle class="earlier" cx=${x(share)} cy=${y} r="3.5"></circle>`)}
          ${fell === undefined ? '' : svg`<line class="gap" x1=${x(value)} x2=${x(fell)} y1=${y} y2=${y}></line><circle class="fell" cx=${x(fell)} cy=${y} r=${RADIUS}></circle>`}
          ${blank ? '' : svg`<circle class="handle ${row === focused ? 'held' : ''}" cx=${x(value)} cy=${y} r=${revealed ? 4.5 : RADIUS}></circle>`}
          ${row === focused ? svg`<circle class="focused" cx=${x(value)} cy=${y} r=${RADIUS + 3.5}></circle>` : ''}
        </g>`;
      })}`;
  }

  /** A dot stays in its row, wherever the hand goes. */
  protected override handleAt({ y }: Spot, held: number | undefined): number {
    const { top, bottom } = this.frame;
    const { length } = this.guess.handles;
    return held ?? Math.max(0, Math.min(length - 1, Math.floor(((y - top) / (bottom - top)) * length)));
  }

  protected override valueAt({ x }: Spot): number {
    const { left, right } = this.frame;
    return (100 * (x - left)) / (right - left);
  }

  protected override key(): SVGKey[] {
    const guessed = { sign: svg`<circle class="handle" cx="9" cy="6" r="4.5"></circle>`, title: msg('your guess') };
    const fell = { sign: svg`<circle class="fell" cx="9" cy="6" r="5"></circle>`, title: msg('next seed'), mark: 'none' };
    const earlier = { sign: svg`<circle class="earlier" cx="9" cy="6" r="3.5"></circle>`, title: msg('seeds before'), mark: 'none' };
    return this.revealed ? [guessed, fell, earlier] : [guessed, earlier];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'guess-dots': GuessDots;
  }
}
