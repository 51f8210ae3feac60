/** How the world changes: one or more drifts in order. */
import { msg, str } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { patternName, wherePhrase } from '../../state/catalogue.ts';
import { globalDrift } from '../../spec/schema.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/rail-card.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { afterPaint } from '../after-paint.ts';
import { StoreElement } from '../store-element.ts';
import type { Drift } from './drift-editor.ts';

const MOST = 5;

@customElement('drift-card')
export class DriftCard extends StoreElement<ExperimentStore> {
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

  @state() private here = false;

  protected override firstUpdated(): void {
    afterPaint(
      () => import('./drift-editor.ts'),
      () => (this.here = true),
    );
  }

  protected override render() {
    const { spec, data } = this.store;
    const titles = spec.drift.map(({ id }) => data.driftOf(id)?.title ?? (data.drifts.length ? '?' : '…'));
    return html`<rail-card number="3" title=${msg('Drift')} choice=${titles.join(', ') || (spec.data.regimes ? msg('Real drift, nothing injected') : msg('No drift: the control'))} detail=${this.detail()}>
      ${this.here ? spec.drift.map((entry, i) => this.editor(entry, i)) : ''}
      ${spec.drift.length < MOST ? html`<button @click=${this.add}>${spec.drift.length ? msg('Add another drift') : msg('Add a drift')}</button>` : ''}
    </rail-card>`;
  }

  /** One line: how strong, where, when. */
  private detail(): string {
    const { spec, data } = this.store;
    if (spec.drift.length === 0) return '';
    const each = (text: (drift: Drift) => string) => [...new Set(spec.drift.map(text))].join(', ');
    const groups = data.chosen(spec)?.groups;
    return `${msg(str`severity ${each(({ severity }) => String(severity))}`)} · ${each(({ where }) => wherePhrase(where, groups))} · ${each(({ when }) => patternName(when))}`;
  }

  private editor(entry: Drift, i: number) {
    const { store } = this;
    return html`<div class="drift">
      <drift-editor
        .drift=${entry}
        .choices=${this.fitting()}
        .data=${store.data.chosen(store.spec)}
        @field-change=${(event: FieldChange<Drift>) => store.edit({ drift: store.spec.drift.map((old, at) => (at === i ? event.value : old)) })}
      ></drift-editor>
      <div><button class="link" @click=${() => store.edit({ drift: store.spec.drift.filter((_, at) => at !== i) })}>${msg('Remove')}</button></div>
    </div>`;
  }

  /** Drifts that can act on the chosen data, and those chosen. */
  private fitting() {
    const { data, spec } = this.store;
    return data.drifts.filter(({ id }) => data.fits?.includes(id) || spec.drift.some((drift) => drift.id === id));
  }

  private add(): void {
    const { drift } = this.store.spec;
    const unused = this.fitting().find((known) => !drift.some(({ id }) => id === known.id)) ?? this.fitting()[0];
    if (unused) this.store.edit({ drift: [...drift, globalDrift(unused.id, 3)] });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drift-card': DriftCard;
  }
}
