/** Who complains of which answers: the part of a stream's spec, switched on and off. */
import { msg } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { learnsFrom } from '../../policies/learns-from.ts';
import type { Complaints } from '../../spec/kinds/stream/complaints.ts';
import type { StreamSpec } from '../../spec/schema.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';

/** What is switched on: a tenth of the wrong answers, and one of a hundred right ones. */
const FIRST: Complaints = { wrong: 0.1, right: 0.01, delay: 1 };

type Exception = NonNullable<Complaints['except']>[number];

@customElement('complaint-fields')
export class ComplaintFields extends StoreElement<StreamStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host,
      fieldset {
        display: grid;
        gap: 6px;
      }
      fieldset {
        border: 0;
        border-left: 2px solid var(--line);
        margin: 0;
        min-width: 0;
        padding: 0 0 0 10px;
      }
      label {
        align-items: center;
        display: flex;
        font-size: var(--text-1);
        gap: 6px;
        min-height: 26px;
      }
    `,
  ];

  protected override render() {
    const { complaints } = this.store.spec;
    return html`<label><input type="checkbox" .checked=${complaints !== undefined} @change=${this.switched} /> ${msg('users complain of answers')}</label>
      ${complaints ? this.fields(complaints) : ''}`;
  }

  private fields(complaints: Complaints) {
    const { except = [] } = complaints;
    const set = (change: Partial<Complaints>) => this.store.edit({ complaints: { ...complaints, ...change } });
    const replace = (i: number, next: Exception) => set({ except: except.map((old, at) => (at === i ? next : old)) });
    const free = this.people().filter((one) => !except.some((each) => keyOf(each) === keyOf(one)));
    return html`<fieldset>
      ${rateFields(complaints, set)}
      <number-field label=${msg('complaints are heard after batches')} .min=${0} .max=${1000} .value=${complaints.delay} @field-change=${(event: FieldChange<number>) => set({ delay: event.value })}></number-field>
      ${except.map(
        (one, i) => html`<choice-field
            label=${msg('other rates for')}
            value=${keyOf(one)}
            .choices=${[one, ...free].map((who) => ({ id: keyOf(who), title: `${who.scope === 'class' ? msg('class') : msg('group')} ${who.name}` }))}
            @field-change=${(event: FieldChange<string>) => replace(i, { ...one, ...this.people().find((who) => keyOf(who) === event.value)! })}
          ></choice-field>
          ${rateFields(one, (change) => replace(i, { ...one, ...change }))}
          <div><button class="link" @click=${() =>
            this.setExceptions(
              complaints,
              except.filter((_, at) => at !== i),
            )}>${msg('Remove these rates')}</button></div>`,
      )}
      ${
        free.length
          ? html`<div><button class="link" @click=${() => set({ except: [...except, { ...free[0]!, wrong: complaints.wrong, right: complaints.right }] })}>${msg('Other rates for a class or group')}</button></div>`
          : ''
      }
    </fieldset>`;
  }

  /** Whom rates can be given for. */
  private people(): Pick<Exception, 'scope' | 'name'>[] {
    const { classes = [], groups } = this.store.data.chosen(this.store.spec) ?? {};
    return [
      ...classes.map((name) => ({ scope: 'class' as const, name })),
      ...(groups?.names ?? []).map((name) => ({ scope: 'group' as const, name })),
    ];
  }

  private setExceptions(complaints: Complaints, except: readonly Exception[]): void {
    const { except: _, ...rest } = complaints;
    this.store.edit({ complaints: except.length ? { ...rest, except: [...except] } : rest });
  }

  private switched(): void {
    const { complaints, ...rest } = this.store.spec;
    this.store.setSpec(complaints ? { ...rest, policies: fromLabels(rest.policies) } : { ...rest, complaints: FIRST });
  }
}

/** Without complaints all learn from labels, and do not say so; those that then are one policy stand once. */
function fromLabels(policies: StreamSpec['policies']): StreamSpec['policies'] {
  const bare = policies.map(({ id, params: { [learnsFrom.name]: _, ...params } }) => ({ id, params }));
  const keys = bare.map((policy) => JSON.stringify(policy));
  return bare.filter((_, i) => keys.indexOf(keys[i]!) === i);
}

const keyOf = ({ scope, name }: Pick<Exception, 'scope' | 'name'>): string => `${scope} ${name}`;

function rateFields(
  { wrong, right }: Pick<Complaints, 'wrong' | 'right'>,
  set: (change: Partial<Pick<Complaints, 'wrong' | 'right'>>) => void,
) {
  const field = (label: string, share: number, take: (share: number) => void) =>
    html`<number-field label=${label} .min=${0} .max=${100} .step=${0} .value=${Number((100 * share).toPrecision(6))} @field-change=${(event: FieldChange<number>) => take(event.value / 100)}></number-field>`;
  return [
    field(msg('complaints about wrong answers (q), %'), wrong, (share) => set({ wrong: share })),
    field(msg('complaints about right answers (f), %'), right, (share) => set({ right: share })),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'complaint-fields': ComplaintFields;
  }
}
