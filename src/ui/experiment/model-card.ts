/** Which model, and how it first learns the old world. */
import { grouped } from '../../measure/format.ts';
import { msg, str, translated } from '../../words/msg.ts';
import { html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { buildModel, families, outputsOf, parameterCount } from '../../state/catalogue.ts';
import { recipeWords } from '../../spec/recipe-parts.ts';
import type { Spec } from '../../spec/schema.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/rail-card.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { whenHere } from '../../state/late-part.ts';
import { StoreElement } from '../store-element.ts';

@customElement('model-card')
export class ModelCard extends StoreElement<ExperimentStore> {
  @query('input[type=file]') private readonly picker!: HTMLInputElement;

  protected override render() {
    const { spec } = this.store;
    const { model, base } = spec;
    const family = families.find(({ id }) => id === model.family);
    const { ownModel } = this.store.data;
    const kind = this.store.data.chosen(spec)?.kind ?? 'tabular';
    return html`<rail-card number="2" title=${msg('Model')} choice=${this.name()} detail=${this.size()}>
      <choice-field
        label=${msg('Family')}
        value=${model.family}
        .choices=${[
          ...families.map(({ id, title, appliesTo }) => ({ id, title, disabled: !appliesTo.includes(kind) })),
          { id: 'imported', title: ownModel ? ownModel.spec.params.name : msg('Your own TensorFlow.js model …') },
        ]}
        help=${family?.help ?? msg('Trained elsewhere: it is the base as it is.')}
        @field-change=${(event: FieldChange<string>) => this.choose(event.value)}
      ></choice-field>
      <input type="file" multiple accept=".json,.bin" hidden @change=${this.picked} />
      ${model.family === 'imported' ? this.imported() : this.widths()}
      <number-field label=${model.family === 'imported' ? msg('epochs of retraining') : msg('epochs of base training')} min="1" max="100000" .value=${base.epochs} @field-change=${this.recipe('epochs')}></number-field>
      <number-field label=${msg('rows per step')} min="1" max="1024" .value=${base.batchSize} @field-change=${this.recipe('batchSize')}></number-field>
      <number-field label=${msg('learning rate')} min="0.000001" max="1" step="0" .value=${base.learningRate} @field-change=${this.recipe('learningRate')}></number-field>
      <details class="recipe" @toggle=${() => this.openRecipe()}>
        <summary>${msg('How it is trained')} <span class="quiet small">${translated(recipeWords(spec))}</span></summary>
        ${this.recipeHere ? html`<recipe-fields .store=${this.store}></recipe-fields>` : ''}
      </details>
    </rail-card>`;
  }

  private choose(id: string): void {
    const family = families.find((each) => each.id === id);
    const { ownModel } = this.store.data;
    if (family) this.store.edit({ model: structuredClone(family.defaults) as Spec['model'] });
    else if (ownModel) this.store.edit({ model: ownModel.spec });
    else this.picker.click();
    this.requestUpdate();
  }

  private picked(): void {
    const files = [...(this.picker.files ?? [])];
    this.picker.value = '';
    if (files.length) void this.store.openModel(files);
  }

  /** What is asked of a model of the user's own comes with the first one. */
  private imported() {
    if (!this.importedHere) {
      whenHere(
        () => import('./imported-fields.ts'),
        () => (this.importedHere = true),
      );
      return '';
    }
    return html`<imported-fields .store=${this.store} @pick-model=${() => this.picker.click()}></imported-fields>`;
  }

  @state() private importedHere = false;
  @state() private recipeHere = false;

  /** The fields come when they are first wanted. */
  private openRecipe(): void {
    whenHere(
      () => import('./recipe-fields.ts'),
      () => (this.recipeHere = true),
    );
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
      return hidden
        .map((units, i) =>
          field(msg(str`units of hidden layer ${i + 1}`), units, 512, (value) => ({
            family: 'mlp',
            params: { ...model.params, hidden: replaced(hidden, i, value) },
          })),
        )
        .concat(this.norm(model));
    }
    if (model.family === 'cnn') {
      const { filters, dense } = model.params;
      return [
        ...filters.map((count, i) =>
          field(msg(str`filters of convolution ${i + 1}`), count, 64, (value) => ({
            family: 'cnn',
            params: { ...model.params, filters: replaced(filters, i, value) },
          })),
        ),
        field(msg('units of the dense layer'), dense, 512, (value) => ({ family: 'cnn', params: { ...model.params, dense: value } })),
        this.norm(model),
      ];
    }
    return '';
  }

  /** Without it, what adapts its statistics cannot run. Left out where it is not wanted: experiments of before are still the same. */
  private norm(model: Extract<Spec['model'], { family: 'mlp' | 'cnn' }>) {
    const { norm = 'none', ...params } = model.params;
    return html`<choice-field
      label=${msg('Normalisation')}
      value=${norm}
      .choices=${[
        { id: 'none', title: msg('none') },
        { id: 'batch', title: msg('batch normalisation') },
      ]}
      @field-change=${(event: FieldChange<string>) => this.store.edit({ model: { family: model.family, params: event.value === 'batch' ? { ...params, norm: 'batch' } : params } as Spec['model'] })}
    ></choice-field>`;
  }

  private name(): string {
    const { model } = this.store.spec;
    if (model.family === 'mlp') return `MLP ${model.params.hidden.join('–')}`;
    if (model.family === 'imported') return model.params.name;
    if (model.family === 'cnn') return `CNN ${[...model.params.filters, model.params.dense].join('–')}`;
    return msg('Softmax regression');
  }

  private size(): string {
    const { spec, data } = this.store;
    const chosen = data.chosen(spec);
    if (!chosen) return '';
    if (spec.model.family === 'imported') {
      const weights = data.ownModel?.layers.reduce((sum, layer) => sum + layer.parameters, 0);
      return weights === undefined ? msg('not open') : msg(str`imported, ${grouped(weights)} weights`);
    }
    try {
      const model = buildModel(spec.model, chosen.encodedShape, outputsOf(spec, chosen.classes));
      return msg(str`${grouped(parameterCount(model))} weights`);
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
