/** A curve to be guessed: percent against places of an axis, and the true one beside it. */
import { msg, translated } from '../../words/msg.ts';
import { svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseAxis, shareAxis } from '../charts/axes.ts';
import { frameOf, linear } from '../charts/scales.ts';
import { realAt, type CurveGuess } from './guess.ts';
import { GuessPad, type Spot, type SVGKey } from './guess-pad.ts';

const INSET = { left: 40, right: 6, top: 8, bottom: 32 };
const SHARES = [0, 0.25, 0.5, 0.75, 1];
const RADIUS = 6.5;

@customElement('guess-curve')
export class GuessCurve extends GuessPad<CurveGuess> {
  private get frame() {
    return frameOf(this.width, this.height, INSET);
  }

  /** From the number of a handle to its place: each has as much room to either side. */
  private get x() {
    const { left, right } = this.frame;
    const half = (right - left) / this.guess.handles.length / 2;
    return linear([0, this.guess.handles.length - 1], [left + half, right - half]);
  }

  private get y() {
    return linear([0, 100], [this.frame.bottom, this.frame.top]);
  }

  protected override drawing(values: readonly number[]) {
    const { guess, seen, frame, x, y, focused, revealed } = this;
    const line = values.map((value, i) => `${x(i)},${y(value)}`).join(' ');
    const course = revealed ? guess.real(seen) : undefined;
    const real = course && realAt(guess, seen);
    const last = guess.handles.length - 1;
    return svg`
      ${shareAxis(SHARES, (share) => y(100 * share), frame)}
      ${baseAxis(
        guess.handles.map((_, i) => i),
        x,
        frame,
        15,
        (i) => guess.handles[i]!.tick,
      )}
      <text x=${frame.right} y=${frame.bottom + 29} text-anchor="end">${translated(guess.axis)}</text>
      ${real?.map((value, i) => svg`<line class="gap" x1=${x(i)} x2=${x(i)} y1=${y(values[i]!)} y2=${y(value ?? values[i]!)}></line>`)}
      ${
        course &&
        svg`<g class=${guess.mark}><polyline class="came" points=${course.map((value, i) => `${x((last * i) / (course.length - 1))},${y(value)}`).join(' ')}></polyline></g>`
      }
      ${
        this.blank
          ? ''
          : svg`<polyline class="guessed" points=${line} stroke-dasharray=${revealed ? '5 4' : ''}></polyline>
        ${values.map((value, i) => svg`<circle class="handle ${i === focused ? 'held' : ''}" cx=${x(i)} cy=${y(value)} r=${revealed ? 3.5 : RADIUS}></circle>`)}
        ${focused < 0 ? '' : svg`<circle class="focused" cx=${x(focused)} cy=${y(values[focused]!)} r=${RADIUS + 4}></circle>`}`
      }`;
  }

  protected override handleAt({ x }: Spot): number {
    const { left, right } = this.frame;
    const { length } = this.guess.handles;
    return Math.max(0, Math.min(length - 1, Math.floor(((x - left) / (right - left)) * length)));
  }

  protected override valueAt({ y }: Spot): number {
    const { top, bottom } = this.frame;
    return (100 * (bottom - y)) / (bottom - top);
  }

  protected override key(): SVGKey[] {
    const guessed = {
      sign: svg`<line class="guessed" x1="0" x2="18" y1="6" y2="6" stroke-dasharray=${this.revealed ? '5 4' : ''}></line>`,
      title: msg('your guess'),
    };
    const came = { sign: svg`<line class="came" x1="0" x2="18" y1="6" y2="6"></line>`, title: msg('what came'), mark: this.guess.mark };
    return this.revealed ? [guessed, came] : [guessed];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'guess-curve': GuessCurve;
  }
}
