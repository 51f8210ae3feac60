/** Data in a plane: where each model of the first seed draws its border, before the change and after each repair. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { arms } from '../../state/catalogue.ts';
import '../charts/plane-canvas.ts';
import { StoreElement } from '../store-element.ts';

@customElement('boundary-stage')
export class BoundaryStage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
        gap: 12px;
        margin-top: var(--space-2);
      }
      figure {
        margin: 0;
      }
      figcaption {
        font-size: var(--text-1);
        color: var(--ink-2);
        margin-top: 4px;
      }
    `,
  ];

  protected override render() {
    const { run } = this.store;
    if (run.boundaries.size === 0) return html``;
    const order = ['base', ...run.spec.arms.map(({ id }) => id)];
    const name = (of: string) => (of === 'base' ? msg('base model, old world') : (arms.find(({ id }) => id === of)?.title ?? of));
    return html`<h2>${msg('Where the border runs')}</h2>
      <p class="quiet">${msg('Tint: the class that the model says. Dots: test rows of the first seed, in the new world except for the base model.')}</p>
      <div class="grid">
        ${order.map((of) => {
          const view = run.boundaries.get(of);
          if (!view) return '';
          return html`<figure>
            <plane-canvas .view=${view} label=${msg(str`Decision border: ${name(of)}`)}></plane-canvas>
            <figcaption>${translated(name(of))}</figcaption>
          </figure>`;
        })}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'boundary-stage': BoundaryStage;
  }
}
