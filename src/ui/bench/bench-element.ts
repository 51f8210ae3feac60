/** What every element of the Bench page shares: the measurements, a re-render when they change, and the look of its tables. */
import { css, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { BenchState } from '../../state/bench-state.ts';
import { StoreController } from '../../state/store.ts';
import { sharedStyles } from '../shared-styles.ts';
import { tableStyles } from '../table-styles.ts';

export class BenchElement extends LitElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      :host {
        display: block;
      }
      h2 {
        margin-bottom: var(--space-2);
      }
      th,
      td {
        padding: 5px 8px;
      }
      thead th {
        white-space: normal;
        vertical-align: bottom;
        line-height: 1.25;
        padding-top: 2px;
      }
      caption {
        text-align: left;
        padding: 0 0 var(--space-1);
        color: var(--ink-2);
      }
      tbody th {
        color: var(--ink);
        font-size: inherit;
      }
      .text {
        text-align: left;
        white-space: normal;
        color: var(--ink-2);
      }
      .alert {
        color: var(--alert);
      }
      .gone {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) bench!: BenchState;
  private controller: StoreController | undefined;

  override connectedCallback(): void {
    this.controller ??= new StoreController(this, this.bench);
    super.connectedCallback();
  }
}
