/** Which rows are the old world and which the new one, and how training and test rows are divided: for data that has a past. */
import { msg } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { AskedWorlds } from '../../contracts/services.ts';
import { builtIns } from '../../state/catalogue.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { divisions, type Division } from '../../spec/divisions.ts';
import { can } from '../../spec/kinds/registry.ts';
import type { Spec } from '../../spec/schema.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';

/** Nothing to cut: all rows are of one world. */
const ONE = 'one';

/** Somebody wants the comparison at one cut after the other. */
class WalkAsked extends Event {
  constructor() {
    super('walk-asked', { bubbles: true, composed: true });
  }
}

@customElement('world-fields')
export class WorldFields extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      ul {
        margin: 0;
        padding-left: 16px;
      }
      form {
        display: grid;
        gap: 4px;
      }
      label {
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      input {
        flex: 1 1 8em;
        min-width: 0;
      }
    `,
  ];

  protected override render() {
    const { spec, data } = this.store;
    const own = spec.data.id === 'own' ? data.own : undefined;
    const set = builtIns.find(({ id }) => id === spec.data.id);
    const { regimes, time } = own?.facts ?? set ?? {};
    if (!regimes && !time && !own?.facts.divisible?.length) return '';
    return html`${regimes ? this.names(regimes.names) : ''} ${time && own && regimes?.by !== 'files' ? this.when(time.name) : ''} ${this.division()} ${time ? this.walk() : ''}
      ${own?.worldNotes.length ? html`<ul class="small quiet">${own.worldNotes.map(({ text }) => html`<li>${text}</li>`)}</ul>` : ''}`;
  }

  /** The first of the regimes that are new; those before it are old. */
  private names(names: readonly string[]) {
    const { regimes } = this.store.spec.data;
    const first = regimes && 'new' in regimes ? regimes.new[0]! : ONE;
    const choices = [...names.slice(1).map((name) => ({ id: name, title: name })), { id: ONE, title: msg('none: all are one world') }];
    return html`<choice-field
      label=${msg('The new world begins with')}
      value=${first}
      .choices=${choices}
      help=${msg('What comes before it is the old world. What changed between them is real; drift can be injected on top.')}
      @field-change=${(event: FieldChange<string>) => this.begin(names, event.value)}
    ></choice-field>`;
  }

  private begin(names: readonly string[], first: string): void {
    const { data } = this.store.spec;
    if (data.id === 'own') {
      const at = names.indexOf(first);
      return this.ask(first === ONE ? { cut: 'none' } : { fresh: names.length - at });
    }
    const { regimes: _, ...rest } = data;
    const at = names.indexOf(first);
    const regimes = first === ONE ? {} : { regimes: { old: names.slice(0, at), new: [first] } };
    this.store.edit({ data: { ...rest, ...regimes } as Spec['data'] });
  }

  /** A point in time, as it is written. */
  private when(name: string) {
    const { regimes } = this.store.spec.data;
    const cut = regimes && 'cut' in regimes ? String(regimes.cut) : '';
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const text = String(new FormData(event.target as HTMLFormElement).get('cut')).trim();
      this.ask({ cut: text || 'none' });
    };
    return html`<form @submit=${submit}>
      <label for="cut">${msg('The new world begins at')} <span class="quiet">(${name})</span></label>
      <div class="row">
        <input type="text" id="cut" name="cut" .value=${cut} placeholder=${msg('empty: one world')} autocomplete="off" />
        <button>${msg('Cut here')}</button>
        <button type="button" @click=${() => this.ask({ cut: 'auto' })}>${msg('Where it changed most')}</button>
      </div>
    </form>`;
  }

  /** Not one cut but many: offered for experiments that can be made at each of them. */
  private walk() {
    if (!can(this.store.spec, 'variesBudget')) return '';
    return html`<div><button type="button" class="walk" @click=${() => this.dispatchEvent(new WalkAsked())}>${msg('Walk through many cuts …')}</button></div>`;
  }

  private division() {
    const titles: Readonly<Record<Division, string>> = {
      random: msg('at random'),
      time: msg('by time: the latest rows test'),
      group: msg('groups stay together'),
      file: msg('as the file says'),
    };
    const { data } = this.store.spec;
    const own = data.id === 'own' ? this.store.data.own : undefined;
    const can = own?.facts.divisible ?? (['time'] as const);
    const choices = divisions.filter((way) => way === 'random' || can.includes(way)).map((id) => ({ id, title: titles[id] }));
    if (choices.length < 2) return '';
    return html`<choice-field
      label=${msg('Training and test rows are divided')}
      value=${data.division ?? 'random'}
      .choices=${choices}
      @field-change=${(event: FieldChange<Division>) => this.divide(event.value)}
    ></choice-field>`;
  }

  private divide(division: Division): void {
    const { data } = this.store.spec;
    if (data.id === 'own') return this.ask({ division });
    const { division: _, ...rest } = data;
    this.store.edit({ data: { ...rest, ...(division !== 'random' && { division }) } as Spec['data'] });
  }

  /** What was asked for before stays, where it is not asked for anew. */
  private ask(asked: AskedWorlds): void {
    const { regimes, division } = this.store.spec.data;
    const cut = regimes && 'cut' in regimes ? { cut: String(regimes.cut) } : {};
    const fresh = regimes && 'new' in regimes ? { fresh: regimes.new.length } : {};
    const kept = 'fresh' in asked || 'cut' in asked ? {} : { ...cut, ...fresh, ...(!regimes && { cut: 'none' }) };
    void this.store.chooseWorlds({ ...kept, ...(division && { division }), ...asked });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'world-fields': WorldFields;
  }
}
