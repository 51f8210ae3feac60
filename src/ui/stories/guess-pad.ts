/**
 * A small chart on which a guess is drawn, and what came beside it. Every handle is a slider of the browser, for keys and for whoever does not
 * see it; pointers and fingers draw on the chart itself.
 */
import { msg, translated } from '../../words/msg.ts';
import { css, html, nothing, type SVGTemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { armClasses } from '../arm-style.ts';
import { drawingStyles } from '../charts/drawing-styles.ts';
import { WidthElement } from '../charts/width-element.ts';
import { sharedStyles } from '../shared-styles.ts';
import { realAt, type DrawnGuess } from './guess.ts';
import type { Seen } from './seen.ts';

/** A place in the drawing, px. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** `guess`: the reader moved it, told with a value for each handle. */
export abstract class GuessPad<G extends DrawnGuess = DrawnGuess> extends WidthElement {
  static override styles = [
    sharedStyles,
    drawingStyles,
    armClasses,
    css`
      .pad {
        position: relative;
      }
      .open svg {
        touch-action: none;
        cursor: pointer;
      }
      .open svg text {
        user-select: none;
      }
      .guessed {
        fill: none;
        stroke: var(--accent);
        stroke-width: 2.4;
      }
      .handle {
        fill: var(--panel);
        stroke: var(--accent);
        stroke-width: 2.4;
      }
      .held {
        fill: var(--accent);
      }
      .focused {
        fill: none;
        stroke: var(--accent);
        stroke-width: 2;
        stroke-dasharray: 3 2;
      }
      .came {
        fill: none;
        stroke: var(--mark);
        stroke-width: 2.6;
      }
      .fell {
        fill: var(--mark);
      }
      .gap {
        stroke: var(--ink-3);
        stroke-width: 1;
      }
      .earlier {
        fill: var(--mark);
        opacity: 0.35;
      }
      input {
        position: absolute;
        inset: 0;
        height: 100%;
        margin: 0;
        opacity: 0;
        pointer-events: none;
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
        font-size: 11px;
        color: var(--ink-2);
      }
      .key span {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      .key svg {
        width: 18px;
        height: 12px;
      }
      details {
        display: var(--extras, block);
        color: var(--ink-2);
        font-size: var(--text-1);
      }
    `,
  ];

  @property({ attribute: false }) guess!: G;
  @property({ attribute: false }) seen: Seen = {};
  /** What came is drawn beside the guess, which can be moved no more. */
  @property({ type: Boolean }) revealed = false;
  /** Nothing but its axes, to be drawn on by hand, on paper. */
  @property({ type: Boolean }) blank = false;
  /** Of the drawing, px. */
  @property({ type: Number }) height = 150;
  /** While it is moved, before it is told. */
  @state() private moved: readonly number[] | undefined;
  @state() protected focused = -1;
  @query('.pad svg') private readonly drawn!: SVGSVGElement;
  private dragged: { readonly handle: number; readonly from: Spot } | undefined;

  /** Axes, and whatever stands on them. */
  protected abstract drawing(values: readonly number[]): SVGTemplateResult;
  /** The handle that is meant there. @param held the one that is being dragged */
  protected abstract handleAt(spot: Spot, held: number | undefined): number;
  /** The value that is meant there, percent, of any size. */
  protected abstract valueAt(spot: Spot): number;
  /** What the marks are. */
  protected abstract key(): SVGKey[];

  protected get values(): readonly number[] {
    return this.moved ?? this.seen.guesses?.[this.guess.id] ?? this.guess.handles.map(() => this.guess.starts);
  }

  protected get open(): boolean {
    return !this.revealed && !this.blank;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('guess') || changed.has('seen')) this.moved = undefined;
  }

  protected override render() {
    const { height, open, guess } = this;
    const label = translated(guess.question);
    return html`<div class="pad ${open ? 'open' : ''}" role=${open ? 'group' : nothing} aria-label=${open ? label : nothing}>
        <svg
          height=${height}
          role=${open ? nothing : 'img'}
          aria-label=${open ? nothing : label}
          aria-hidden=${open ? 'true' : nothing}
          @pointerdown=${this.begin}
          @pointermove=${this.drag}
          @pointerup=${this.end}
          @pointercancel=${this.end}
        >${this.drawing(this.values)}</svg>
        ${open ? this.sliders() : nothing}
      </div>
      ${this.blank ? nothing : html`<p class="key">${this.key().map(({ mark, sign, title }) => html`<span><svg class=${mark ?? nothing} viewBox="0 0 18 12" aria-hidden="true">${sign}</svg>${title}</span>`)}</p>`}
      ${this.revealed ? this.table() : nothing}`;
  }

  private sliders() {
    return this.guess.handles.map(
      ({ title }, i) =>
        html`<input
          type="range"
          min="0"
          max="100"
          aria-label=${translated(title)}
          aria-valuetext=${`${this.values[i]!} %`}
          .value=${String(this.values[i]!)}
          @focus=${() => (this.focused = i)}
          @blur=${() => (this.focused = -1)}
          @input=${(event: Event) => this.put(i, (event.target as HTMLInputElement).valueAsNumber)}
          @change=${() => this.tell()}
        />`,
    );
  }

  private table() {
    const real = realAt(this.guess, this.seen) ?? [];
    return html`<details>
      <summary>${msg('Table')}</summary>
      <table>
        <thead><tr><th scope="col"></th><th scope="col">${msg('guessed')}</th><th scope="col">${msg('came')}</th></tr></thead>
        <tbody>
          ${this.guess.handles.map(
            ({ title }, i) =>
              html`<tr><th scope="row">${translated(title)}</th><td>${this.values[i]!} %</td><td>${real[i] === undefined ? '–' : `${Math.round(real[i])} %`}</td></tr>`,
          )}
        </tbody>
      </table>
    </details>`;
  }

  private put(handle: number, value: number): void {
    this.moved = this.values.map((old, i) => (i === handle ? Math.round(Math.max(0, Math.min(100, value))) : old));
  }

  private tell(): void {
    this.dispatchEvent(new CustomEvent('guess', { detail: this.values, bubbles: true, composed: true }));
  }

  private spot({ clientX, clientY }: PointerEvent): Spot {
    const { left, top, width, height } = this.drawn.getBoundingClientRect();
    return { x: ((clientX - left) / width) * this.width, y: ((clientY - top) / height) * this.height };
  }

  private readonly begin = (event: PointerEvent) => {
    if (!this.open || event.button !== 0) return;
    // The focus goes to the handle, not to where the press would put it.
    event.preventDefault();
    this.drawn.setPointerCapture(event.pointerId);
    const from = this.spot(event);
    this.dragTo(this.handleAt(from, undefined), from);
  };

  private readonly drag = (event: PointerEvent) => {
    const { dragged } = this;
    if (!dragged) return;
    const spot = this.spot(event);
    const handle = this.handleAt(spot, dragged.handle);
    // A quick hand passes handles between two events: they come to stand on the line that it drew.
    for (let i = dragged.handle; i !== handle; i += Math.sign(handle - dragged.handle)) {
      const share = (i - dragged.handle) / (handle - dragged.handle);
      if (i !== dragged.handle) this.put(i, this.valueAt(between(dragged.from, spot, share)));
    }
    this.dragTo(handle, spot);
  };

  private dragTo(handle: number, from: Spot): void {
    this.dragged = { handle, from };
    this.put(handle, this.valueAt(from));
    this.renderRoot.querySelectorAll('input')[handle]?.focus({ preventScroll: true });
  }

  private readonly end = () => {
    if (!this.dragged) return;
    this.dragged = undefined;
    this.tell();
  };
}

/** A mark and what it stands for. */
export interface SVGKey {
  readonly sign: SVGTemplateResult;
  readonly title: string;
  /** Class of `armClasses` that colours it. */
  readonly mark?: string;
}

const between = (from: Spot, to: Spot, share: number): Spot => ({
  x: from.x + share * (to.x - from.x),
  y: from.y + share * (to.y - from.y),
});
