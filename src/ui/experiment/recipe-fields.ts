/** How models are trained: the parts of the recipe, and whether learning rates are made to fit. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { fitting, plain } from '../../spec/fitting.ts';
import { can, specKindOf } from '../../spec/kinds/registry.ts';
import { chosenOf, concerns, recipeParts, type Chosen, type RecipePart } from '../../spec/recipe-parts.ts';
import { recipeTexts } from '../../spec/recipe-texts.ts';
import type { AnySpec, Spec } from '../../spec/schema.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/parameter-fields.ts';
import { StoreElement } from '../store-element.ts';

const RATES = [0.003, 0.001, 0.01];

/** Learning rates as typed, each once; undefined unless there are 1 to 8 of them, from 0.000001 to 1. */
export function ratesOf(text: string): number[] | undefined {
  const rates = [
    ...new Set(
      text
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(Number),
    ),
  ];
  return rates.length >= 1 && rates.length <= 8 && rates.every((rate) => rate >= 1e-6 && rate <= 1) ? rates : undefined;
}

type RateChoice = 'one' | 'fit' | 'list';

@customElement('recipe-fields')
export class RecipeFields extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        gap: 8px;
        padding-top: 8px;
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      .own {
        display: grid;
        gap: 4px;
        margin-left: var(--space-3);
      }
      .rates {
        display: grid;
        gap: 2px;
      }
      .rates input {
        font-size: var(--text-2);
        width: 100%;
      }
      .wrong {
        color: var(--alert);
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ];

  @state() private wrong = '';

  protected override render() {
    const { spec } = this.store;
    return html`<p>${msg('A verdict can hang on how models are trained. Everything here holds for the base model and for every repair that trains.')}</p>
      <div class="ways">
        <button data-way="plain" ?disabled=${!spec.recipe && !('learning' in spec)} @click=${() => this.store.setSpec(plain(spec) as AnySpec)}>${msg('One constant rate for all')}</button>
        <button data-way="fitting" @click=${() => this.store.setSpec(specKindOf(spec).recommended(spec))}>${msg('As recommended')}</button>
      </div>
      ${can(spec, 'fitsRates') ? this.rates(spec) : ''} ${recipeParts.filter((part) => concerns(part, spec)).map((part) => this.partFields(part))}`;
  }

  private partFields(part: RecipePart): TemplateResult {
    const { recipe = {} } = this.store.spec;
    const { option, values } = chosenOf(recipe, part.id);
    const { help, sources, parameters: helps } = recipeTexts[part.id];
    const source = sources[option.id];
    const choose = (chosen: Chosen) => {
      const { [part.id]: _, ...others } = recipe;
      const next = chosen.id === part.options[0].id ? others : { ...others, [part.id]: chosen };
      const { recipe: __, ...spec } = this.store.spec;
      this.store.setSpec({ ...spec, ...(Object.keys(next).length > 0 && { recipe: next }) } as AnySpec);
    };
    return html`<choice-field
        data-part=${part.id}
        label=${part.title}
        help=${source ? `${help} (${source}.)` : help}
        value=${option.id}
        .choices=${part.options.map(({ id, title }) => ({ id, title }))}
        @field-change=${(event: FieldChange<string>) => {
          const { id, parameters } = part.options.find((each) => each.id === event.value)!;
          choose({ id, ...Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default])) });
        }}
      ></choice-field>
      ${
        option.parameters.length
          ? html`<parameter-fields class="own" .parameters=${option.parameters.map((parameter) => ({ ...parameter, help: helps[parameter.name] ?? '' }))} .values=${values} @field-change=${(event: FieldChange<Record<string, number>>) => choose({ ...event.value, id: option.id })}></parameter-fields>`
          : ''
      }`;
  }

  private rates({ learning }: Spec): TemplateResult {
    const chosen: RateChoice = !learning ? 'one' : learning.rates ? 'list' : 'fit';
    const validation = learning?.validation ?? fitting.learning.validation;
    const taken = { one: undefined, fit: { validation }, list: { rates: learning?.rates ?? RATES, validation } };
    return html`<choice-field
        data-part="learning"
        label=${msg('Learning rates')}
        help=${
          {
            one: msg('Every training has the learning rate of the Model card.'),
            fit: msg(
              'The base model’s is chosen once on old rows, retraining has it too. Repairs that tune try a few around it on part of the labels, and keep the base model’s unless another is better by more than noise. Trials count as cost.',
            ),
            list: msg('Every repair tries each of these on part of the labels and takes the best. Trials count as cost.'),
          }[chosen]
        }
        value=${chosen}
        .choices=${[
          { id: 'fit', title: msg('that fit each repair') },
          { id: 'list', title: msg('from a list') },
          { id: 'one', title: msg('one for all') },
        ]}
        @field-change=${(event: FieldChange<RateChoice>) => this.setLearning(taken[event.value])}
      ></choice-field>
      ${
        learning
          ? html`<div class="own">
            ${
              learning.rates
                ? html`<label class="rates">
                    ${msg('rates to choose from')}
                    <input type="text" .value=${learning.rates.join(' ')} aria-invalid=${this.wrong ? 'true' : 'false'} @change=${(event: Event) => this.setRates((event.target as HTMLInputElement).value, validation)} />
                  </label>
                  ${this.wrong ? html`<div class="wrong" role="alert">${translated(this.wrong)}</div>` : ''}`
                : ''
            }
            <number-field
              label=${msg('new labels that choose, %')}
              min="5"
              max="90"
              .value=${Math.round(100 * validation)}
              @field-change=${(event: FieldChange<number>) => this.setLearning({ ...learning, validation: event.value / 100 })}
            ></number-field>
          </div>`
          : ''
      }`;
  }

  private setRates(text: string, validation: number): void {
    const rates = ratesOf(text);
    this.wrong = rates ? '' : msg('Please give 1 to 8 numbers from 0.000001 to 1, such as 0.001 0.003 0.01.');
    if (rates) this.setLearning({ rates, validation });
  }

  private setLearning(learning: Spec['learning']): void {
    const { learning: _, ...spec } = this.store.spec as Spec;
    this.store.setSpec({ ...spec, ...(learning && { learning }) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'recipe-fields': RecipeFields;
  }
}
