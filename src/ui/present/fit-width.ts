/** As wide as it is told, and in the middle: what keeps its shape is made to fit a height by its width. */
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';

@customElement('fit-width')
export class FitWidth extends LitElement {
  static override styles = css`
    :host {
      display: block;
      max-width: 100%;
      margin: 0 auto;
    }
  `;

  @property({ type: Number }) px = 480;

  protected override updated(): void {
    this.style.setProperty('width', `${this.px}px`);
  }

  protected override render() {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fit-width': FitWidth;
  }
}
