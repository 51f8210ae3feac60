/** The experiment as five cards in the order of the pipeline, and the button that runs it. */
import { msg } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { presetOf, presets, type PresetId } from '../../state/catalogue.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';
import './data-card.ts';
import './drift-card.ts';
import './machine-card.ts';
import './model-card.ts';
import './repairs-card.ts';

@customElement('experiment-rail')
export class ExperimentRail extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: block;
        padding: var(--space-4);
      }
    `,
  ];

  protected override render() {
    const { store } = this;
    const current = presetOf(store.spec)?.preset;
    return html`
      <choice-field
        label=${msg('Experiment')}
        .choices=${[...Object.values(presets).map(({ id, title }) => ({ id, title })), { id: '', title: msg('Your own'), disabled: true }]}
        value=${current?.id ?? ''}
        help=${current?.help ?? msg('Changed from a preset.')}
        @field-change=${(event: FieldChange<string>) => store.reset(event.value as PresetId)}
      ></choice-field>
      <data-card .store=${store}></data-card>
      <model-card .store=${store}></model-card>
      <drift-card .store=${store}></drift-card>
      <repairs-card .store=${store}></repairs-card>
      <machine-card .store=${store}></machine-card>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'experiment-rail': ExperimentRail;
  }
}
