/** What is asked of a TensorFlow.js model of the user's own: where its head begins, and how it is read. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Spec } from '../../spec/schema.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import type { ModelLayerFacts } from '../../contracts/services.ts';
import type { HeadChoice } from '../charts/model-graph.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { whenHere } from '../../state/late-part.ts';
import { StoreElement } from '../store-element.ts';

type Imported = Extract<Spec['model'], { family: 'imported' }>;

@customElement('imported-fields')
export class ImportedFields extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
    `,
  ];

  /** Where the head of an imported model begins. */
  protected override render() {
    const { model } = this.store.spec;
    if (model.family !== 'imported') return '';
    const { ownModel } = this.store.data;
    const layers = ownModel?.layers ?? [];
    const choices = layers.flatMap(({ name, kind, parameters, begins }, i) =>
      begins ? [{ id: String(i), title: `${name}: ${kind}, ${parameters.toLocaleString('en')}` }] : [],
    );
    return html`<div><button @click=${() => this.dispatchEvent(new Event('pick-model'))}>${ownModel ? msg('Open another model') : msg('Open model.json and its weights')}</button></div>
      ${
        choices.length
          ? html`<choice-field
              label=${msg('The head begins at')}
              .choices=${choices}
              value=${String(model.params.head)}
              help=${msg('Everything before it is the trunk, which head-only fine-tuning leaves alone.')}
              @field-change=${(event: FieldChange<string>) => this.beginHead(model, Number(event.value))}
            ></choice-field>
            ${this.drawn(model, layers)}
            <choice-field
              label=${msg('It takes columns')}
              .choices=${[
                { id: '', title: msg('standardised by the old world') },
                { id: 'raw', title: msg('in their own units') },
              ]}
              value=${model.params.inputs ?? ''}
              @field-change=${(event: FieldChange<string>) => this.readAs(model, { inputs: event.value === 'raw' ? 'raw' : undefined })}
            ></choice-field>
            <choice-field
              label=${msg('Its outputs are')}
              .choices=${[
                { id: '', title: msg('classes in the data’s order') },
                { id: 'matched', title: msg('matched on old rows') },
              ]}
              value=${model.params.classes ?? ''}
              @field-change=${(event: FieldChange<string>) => this.readAs(model, { classes: event.value === 'matched' ? 'matched' : undefined })}
            ></choice-field>
            ${ownModel!.notes.map((note) => html`<p class="small quiet">${translated(note)}</p>`)}
            <p class="small quiet">${msg(str`It takes ${ownModel!.inputShape.join('×')} numbers and tells ${ownModel!.classes} classes apart; pixels come from 0 to 1.`)}</p>`
          : ''
      }`;
  }

  private beginHead(model: Imported, head: number): void {
    this.store.edit({ model: { ...model, params: { ...model.params, head } } });
  }

  /** Whether another reading would be right more often is told when it runs. */
  private readAs(model: Imported, changed: Partial<Imported['params']>): void {
    const { inputs, classes, ...params } = { ...model.params, ...changed };
    this.store.edit({ model: { ...model, params: { ...params, ...(inputs && { inputs }), ...(classes && { classes }) } } });
  }

  /** The drawing comes with the first model that is opened. */
  private drawn(model: Imported, layers: readonly ModelLayerFacts[]) {
    whenHere(
      () => import('../charts/model-graph.ts'),
      () => undefined,
    );
    return html`<model-graph .layers=${layers} head=${model.params.head} @head-choice=${(event: HeadChoice) => this.beginHead(model, event.detail)}></model-graph>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'imported-fields': ImportedFields;
  }
}
