/** Which model, and how it first learns the old world. */
import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { buildModel, families, parameterCount } from '../../state/catalogue.ts';
import type { Spec } from '../../spec/schema.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/rail-card.ts';
import { StoreElement } from '../store-element.ts';

@customElement('model-card')
export class ModelCard extends StoreElement {
  protected override render() {
    const { spec } = this.store;
    const { model, base } = spec;
    const family = families.find(({ id }) => id === model.family)!;
    const kind = this.store.data.chosen(spec)?.kind ?? 'tabular';
    return html`<rail-card number="2" title=${msg('Model')} choice=${this.name()} detail=${this.size()}>
      <choice-field
        label=${msg('Family')}
        value=${model.family}
        .choices=${families.map(({ id, title, appliesTo }) => ({ id, title, disabled: !appliesTo.includes(kind) }))}
        help=${family.help}
        @field-change=${(event: FieldChange<string>) => this.store.edit({ model: structuredClone(families.find(({ id }) => id === event.value)!.defaults) as Spec['model'] })}
      ></choice-field>
      ${this.widths()}
      <number-field label=${msg('epochs of base training')} min="1" max="200" .value=${base.epochs} @field-change=${this.recipe('epochs')}></number-field>
      <number-field label=${msg('rows per step')} min="1" max="1024" .value=${base.batchSize} @field-change=${this.recipe('batchSize')}></number-field>
      <number-field label=${msg('learning rate (Adam)')} min="0.000001" max="1" step="0" .value=${base.learningRate} @field-change=${this.recipe('learningRate')}></number-field>
    </rail-card>`;
  }

  private recipe(key: keyof Spec['base']) {
    return (event: FieldChange<number>) => this.store.edit({ base: { ...this.store.spec.base, [key]: event.value } });
  }

  /** One field per layer whose width can be chosen. */
  private widths() {
    const { model } = this.store.spec;
    const field = (label: string, value: number, max: number, change: (value: number) => Spec['model']) =>
      html`<number-field
        label=${label}
        min="1"
        max=${max}
        .value=${value}
        @field-change=${(event: FieldChange<number>) => this.store.edit({ model: change(event.value) })}
      ></number-field>`;
    const replaced = (list: readonly number[], at: number, value: number) => list.map((old, i) => (i === at ? value : old));
    if (model.family === 'mlp') {
      const { hidden } = model.params;
      return hidden.map((units, i) =>
        field(msg(str`units of hidden layer ${i + 1}`), units, 512, (value) => ({ family: 'mlp', params: { hidden: replaced(hidden, i, value) } })),
      );
    }
    if (model.family === 'cnn') {
      const { filters, dense } = model.params;
      return [
        ...filters.map((count, i) =>
          field(msg(str`filters of convolution ${i + 1}`), count, 64, (value) => ({ family: 'cnn', params: { filters: replaced(filters, i, value), dense } })),
        ),
        field(msg('units of the dense layer'), dense, 512, (value) => ({ family: 'cnn', params: { filters, dense: value } })),
      ];
    }
    return '';
  }

  private name(): string {
    const { model } = this.store.spec;
    if (model.family === 'mlp') return `MLP ${model.params.hidden.join('–')}`;
    if (model.family === 'cnn') return `CNN ${[...model.params.filters, model.params.dense].join('–')}`;
    return msg('Softmax regression');
  }

  private size(): string {
    const { spec, data } = this.store;
    const chosen = data.chosen(spec);
    if (!chosen) return '';
    try {
      const model = buildModel(spec.model, chosen.encodedShape, chosen.classes.length);
      const blocks = model.blocks.filter((block) => block.layers.length).map((block) => block.name);
      return `${blocks.join(' · ')}, ${msg(str`${parameterCount(model).toLocaleString('en')} weights`)}`;
    } catch (error) {
      return (error as Error).message;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'model-card': ModelCard;
  }
}
