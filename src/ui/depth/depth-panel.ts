/** What one repair of a run changed inside the model: the choice of the repair, and the parts that show it. */
import { msg } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { arms } from '../../state/catalogue.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';
import './depth-blocks.ts';
import './depth-confusion.ts';
import { pairsOf } from './depth-figures.ts';
import '../compare/quality-groups.ts';
import '../compare/quality-scores.ts';

@customElement('depth-panel')
export class DepthPanel extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
        margin-top: var(--space-3);
      }
      choice-field {
        max-width: 280px;
      }
    `,
  ];

  /** The repair that was picked; until then, or where it did not run, the one that the verdict favours, or the first. */
  @state() private picked: string | undefined;

  protected override render() {
    const { run } = this.store;
    const ran = run.spec.arms.map(({ id }) => id).filter((id) => id !== 'none' && run.results.some(({ arm }) => arm === id));
    if (!ran.length)
      return html`<p class="quiet">${run.busy ? msg('Filled in when the first repair is through.') : msg('Nothing to show yet: run an experiment with at least one repair besides doing nothing.')}</p>`;
    const favoured = run.derived?.verdict.favours;
    const arm = [this.picked, favoured].find((id) => id !== undefined && ran.includes(id)) ?? ran[0]!;
    const pairs = pairsOf(run.results, arm);
    return html`<choice-field
        label=${msg('Repair')}
        value=${arm}
        .choices=${arms.filter(({ id }) => ran.includes(id)).map(({ id, title }) => ({ id, title }))}
        @field-change=${(event: FieldChange<string>) => (this.picked = event.value)}
      ></choice-field>
      ${
        pairs.length
          ? html`<depth-confusion .store=${this.store} .pairs=${pairs} arm=${arm}></depth-confusion>
            <quality-scores .store=${this.store} .pairs=${pairs} arm=${arm}></quality-scores>
            <quality-groups .store=${this.store} .pairs=${pairs}></quality-groups>`
          : html`<p class="quiet">${run.busy ? msg('Filled in when a seed has both this repair and “no repair”.') : msg('There is no before and after: no seed has both this repair and “no repair”.')}</p>`
      }
      <depth-blocks .store=${this.store} arm=${arm}></depth-blocks>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'depth-panel': DepthPanel;
  }
}
