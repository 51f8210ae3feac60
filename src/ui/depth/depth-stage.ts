/** The section behind the cost: what a repair changed inside the model. Folded, and its code comes when it is first opened. */
import { msg } from '../../words/msg.ts';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { whenHere } from '../../state/late-part.ts';
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
    whenHere(
      () => import('./depth-panel.ts'),
      () => (this.here = true),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'depth-stage': DepthStage;
  }
}
