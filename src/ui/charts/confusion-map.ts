/** A confusion matrix as a small heat map of buttons: one label a row, one predicted class a column. Arrow keys go from cell to cell. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../shared-styles.ts';

/** A cell was pressed: label and predicted class, as class indices. */
export class CellOpen extends Event {
  constructor(
    readonly label: number,
    readonly predicted: number,
  ) {
    super('cell-open', { bubbles: true, composed: true });
  }
}

/** Shades of a cell, from nothing to most. */
const LEVELS = 10;

@customElement('confusion-map')
export class ConfusionMap extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      :host {
        container-type: inline-size;
      }
      .grid {
        display: grid;
        grid-template-columns: auto repeat(var(--classes, 2), minmax(0, 1fr));
        gap: 1px;
      }
      .row {
        display: contents;
      }
      .name {
        font-size: 0.6875rem;
        color: var(--ink-3);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        max-width: 76px;
        align-self: center;
        text-align: right;
        padding-right: 4px;
      }
      .top {
        text-align: center;
        padding: 0;
        max-width: none;
        min-width: 0;
      }
      button {
        min-width: 0;
        min-height: 0;
        aspect-ratio: 1;
        width: 100%;
        padding: 0;
        border: 0;
        border-radius: 2px;
        font-size: clamp(11px, calc(34cqw / var(--classes, 2)), 12px);
        line-height: 1;
        overflow: hidden;
        --shade: var(--accent);
        background: color-mix(in srgb, var(--shade) var(--part, 0%), var(--soft));
        transition: none;
      }
      button:hover:not(:disabled) {
        background: color-mix(in srgb, var(--shade) var(--part, 0%), var(--soft));
        outline: 1px solid var(--ink-3);
      }
      button.open {
        outline: 2px solid var(--ink);
      }
      button:focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
        position: relative;
        z-index: 1;
      }
      button.more {
        --shade: var(--more);
      }
      button.less {
        --shade: var(--less);
      }
      ${shades()}
    `,
  ];

  /** `[label][predicted class]`, of all classes. */
  @property({ attribute: false }) matrix: readonly (readonly number[])[] = [];
  @property({ attribute: false }) classes: readonly string[] = [];
  /** Indices of the classes that are shown. */
  @property({ attribute: false }) shown: readonly number[] = [];
  /** Values are changes: orange where rows were added, blue where they left. */
  @property({ type: Boolean }) difference = false;
  @property() label = '';
  /** The cell whose rows are open, as label and predicted class. */
  @property({ attribute: false }) open: readonly [number, number] | undefined;

  /** The cell that the tabulator key comes to, by place among those shown. */
  @state() private at: readonly [number, number] = [0, 0];

  protected override render() {
    const { shown, classes, matrix } = this;
    const totals = matrix.map((line) => line.reduce((sum, value) => sum + Math.abs(value), 0));
    const largest = Math.max(1, ...shown.flatMap((r) => shown.map((c) => Math.abs(matrix[r]?.[c] ?? 0))));
    return html`<div class="grid" role="grid" aria-label=${translated(this.label)} @keydown=${this.key}>
      <div class="row" role="row">
        <span class="name" role="gridcell"></span>
        ${shown.map((c) => html`<span class="name top" role="columnheader" title=${classes[c] ?? ''}>${classes[c]}</span>`)}
      </div>
      ${shown.map(
        (r, i) => html`<div class="row" role="row">
          <span class="name" role="rowheader" title=${classes[r] ?? ''}>${classes[r]}</span>
          ${shown.map((c, j) => this.cell(r, c, i, j, this.difference ? largest : Math.max(1, totals[r] ?? 1)))}
        </div>`,
      )}
    </div>`;
  }

  private cell(r: number, c: number, i: number, j: number, whole: number) {
    const value = this.matrix[r]?.[c] ?? 0;
    const level = value === 0 ? 0 : Math.max(1, Math.round((LEVELS * Math.abs(value)) / whole));
    const kind = this.difference ? (value > 0 ? 'more' : 'less') : '';
    const open = this.open?.[0] === r && this.open[1] === c;
    const count = this.difference ? signed(value) : String(value);
    return html`<button
      role="gridcell"
      class="l${level} ${kind} ${open ? 'open' : ''}"
      tabindex=${i === this.at[0] && j === this.at[1] ? 0 : -1}
      data-cell="${i} ${j}"
      aria-label=${msg(str`label ${this.classes[r]}, named ${this.classes[c]}: ${count}`)}
      title=${msg(str`label ${this.classes[r]}, named ${this.classes[c]}: ${count}`)}
      @click=${() => this.pressed(r, c, i, j)}
    >
      ${value === 0 ? '' : translated(count)}
    </button>`;
  }

  private pressed(r: number, c: number, i: number, j: number): void {
    this.at = [i, j];
    this.dispatchEvent(new CellOpen(r, c));
  }

  private readonly key = (event: KeyboardEvent) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const last = this.shown.length - 1;
    const moved = (place: number, by: number) => Math.min(last, Math.max(0, place + by));
    this.at = [moved(this.at[0], step[0]!), moved(this.at[1], step[1]!)];
    this.renderRoot.querySelector<HTMLButtonElement>(`[data-cell="${this.at[0]} ${this.at[1]}"]`)?.focus();
  };

  protected override updated(): void {
    this.style.setProperty('--classes', String(Math.max(1, this.shown.length)));
  }
}

const signed = (value: number): string => (value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0');

/** One class per shade: inline styles are not allowed. The darkest still carries the colour of text. */
function shades() {
  return unsafeCSS(
    Array.from({ length: LEVELS }, (_, i) => `button.l${i + 1} { --part: ${Math.round(((i + 1) * 55) / LEVELS)}%; }`).join('\n'),
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'confusion-map': ConfusionMap;
  }
  interface HTMLElementEventMap {
    'cell-open': CellOpen;
  }
}
