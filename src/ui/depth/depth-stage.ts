/** The section behind the cost: what a repair changed inside the model. Folded, and its code comes when it is first opened. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { StoreElement } from '../store-element.ts';

@customElement('depth-stage')
export class DepthStage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      summary h2 {
        display: inline;
      }
    `,
  ];

  @state() private open = false;
  @state() private here = false;

  protected override render() {
    return html`<details @toggle=${this.toggled}>
      <summary><h2>${msg('What changed inside')}</h2></summary>
      <p class="quiet">${msg('Which answers a repair mended and which it broke, how far its certainty can be trusted, what it forgot, and which layers moved.')}</p>
      ${this.open && this.here ? html`<depth-panel .store=${this.store}></depth-panel>` : nothing}
    </details>`;
  }

  private readonly toggled = (event: Event) => {
    this.open = (event.target as HTMLDetailsElement).open;
    if (!this.open || this.here) return;
    const trouble = () => this.store.showNotice(msg('This section could not be loaded. Check the connection and reload the page.'));
    import('./depth-panel.ts').then(() => (this.here = true), trouble);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'depth-stage': DepthStage;
  }
}
