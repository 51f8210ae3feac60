/** Whether a long run shall begin: about how long it takes, and what it holds. Enter agrees, Escape does not. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { bytes, roughly } from '../../measure/format.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { StoreElement } from '../store-element.ts';

@customElement('run-question')
export class RunQuestion extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        margin-bottom: var(--space-2);
      }
      p {
        margin: 0 0 var(--space-2);
      }
      div {
        display: flex;
        gap: var(--space-2);
      }
    `,
  ];

  protected override render() {
    const { store } = this;
    const { asking } = store;
    if (!asking) return '';
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      store.answer(false);
    };
    return html`<section role="alertdialog" aria-labelledby="ask" @keydown=${close}>
      <p id="ask">${msg(str`This run takes ${roughly(asking.seconds)} and ${bytes(asking.bytes)} of memory, as far as can be told before.`)}</p>
      <div>
        <button id="yes" class="primary" @click=${() => store.answer(true)}>${msg('Run it')}</button>
        <button @click=${() => store.answer(false)}>${msg('Not now')}</button>
      </div>
    </section>`;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('#yes')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'run-question': RunQuestion;
  }
}
