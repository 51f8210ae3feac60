/** How the world changes: one or more drifts in order, each with its severity. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { inputKind } from '../../data/types.ts';
import { builtIns, injections } from '../../state/catalogue.ts';
import type { Spec } from '../../spec/schema.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/rail-card.ts';
import { StoreElement } from '../store-element.ts';

type Drift = Spec['drift'][number];
const MOST = 5;

@customElement('drift-card')
export class DriftCard extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      .drift {
        display: grid;
        gap: 6px;
      }
      .drift + .drift {
        border-top: 1px dashed var(--line);
        padding-top: 10px;
      }
    `,
  ];

  protected override render() {
    const { drift } = this.store.spec;
    const entries = drift.map(({ id, severity }) => ({ severity, injection: injections.find((known) => known.id === id) }));
    const kinds = [...new Set(entries.map(({ injection }) => injection?.kind))].join(' + ');
    return html`<rail-card
      number="3"
      title=${msg('Drift')}
      open
      choice=${entries.map(({ injection }) => injection?.title ?? '?').join(', ') || msg('No drift: the control')}
      detail=${entries.length ? `${entries.map(({ severity }) => msg(str`severity ${severity}`)).join(', ')} · ${msg(str`everywhere · suddenly · changes ${kinds}`)}` : ''}
    >
      ${drift.map((entry, i) => this.editor(entry, i))}
      ${drift.length < MOST ? html`<button @click=${this.add}>${drift.length ? msg('Add another drift') : msg('Add a drift')}</button>` : ''}
    </rail-card>`;
  }

  private editor({ id, severity }: Drift, i: number) {
    const injection = injections.find((known) => known.id === id);
    const replace = (change: Partial<Drift>) =>
      this.store.edit({ drift: this.store.spec.drift.map((old, at) => (at === i ? { ...old, ...change } : old)) });
    return html`<div class="drift">
      <choice-field
        label=${msg('What changes')}
        value=${id}
        .choices=${this.fitting().map((known) => ({ id: known.id, title: `${known.title}, ${known.kind}` }))}
        help=${injection?.help ?? ''}
        @field-change=${(event: FieldChange<string>) => replace({ id: event.value })}
      ></choice-field>
      <stop-slider
        label=${msg(str`Severity ${severity}`)}
        .stops=${[1, 2, 3, 4, 5]}
        .value=${severity}
        first="1"
        last="5"
        meaning=${injection?.ladder[severity - 1] ?? ''}
        @field-change=${(event: FieldChange<Drift['severity']>) => replace({ severity: event.value })}
      ></stop-slider>
      <div><button class="link" @click=${() => this.store.edit({ drift: this.store.spec.drift.filter((_, at) => at !== i) })}>${msg('Remove')}</button></div>
    </div>`;
  }

  /** Drifts that can act on the chosen data. */
  private fitting() {
    const { spec, own } = this.store;
    const set = builtIns.find(({ id }) => id === spec.data.id) ?? own?.facts;
    if (!set) return injections;
    return injections.filter((known) => known.appliesTo.includes(inputKind(set.inputShape)) && !known.refuses?.(set));
  }

  private add(): void {
    const { drift } = this.store.spec;
    const unused = this.fitting().find((known) => !drift.some(({ id }) => id === known.id)) ?? this.fitting()[0];
    if (unused) this.store.edit({ drift: [...drift, { id: unused.id, severity: 3 }] });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drift-card': DriftCard;
  }
}
