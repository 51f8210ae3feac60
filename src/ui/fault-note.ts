/** At the foot of the page, above whatever is open: what went wrong outside a panel. */
import { msg, translated } from '../words/msg.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { faults } from '../state/faults.ts';
import { StoreController } from '../state/store.ts';
import { sharedStyles } from './shared-styles.ts';

@customElement('fault-note')
export class FaultNote extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        inset: auto 0 0;
        width: auto;
        margin: 0;
        padding: var(--space-3) var(--space-5);
        color: var(--ink);
        background: var(--panel);
        border: 0 solid var(--alert);
        border-top-width: 2px;
      }
      /* Run stays in reach: beside it, or on a narrow screen above it. */
      @media (min-width: 901px) {
        :host {
          left: 312px;
        }
      }
      @media (max-width: 900px) {
        :host {
          bottom: 150px;
        }
      }
    `,
  ];

  constructor() {
    super();
    new StoreController(this, faults);
  }

  /** The page gives it `popover`: the topmost layer, where the browser has one. */
  protected override updated(): void {
    this.togglePopover?.(false);
    this.togglePopover?.(faults.current !== undefined);
  }

  protected override render() {
    const { current } = faults;
    if (!current) return nothing;
    const again = () => {
      faults.dismiss();
      current.again?.();
    };
    return html`<p role="alert">${translated(current.text)}</p>
      ${current.again ? html`<button class="primary" @click=${again}>${msg('Try again')}</button>` : ''}
      <copy-details .error=${current.error}></copy-details>
      <button @click=${() => faults.dismiss()}>${msg('Close')}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fault-note': FaultNote;
  }
}
