/** Which data: a built-in set or the user's own file, and how its rows are divided. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { inputKind } from '../../data/types.ts';
import { builtIns, injections } from '../../state/catalogue.ts';
import type { Spec } from '../../spec/schema.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/rail-card.ts';
import { StoreElement } from '../store-element.ts';

@customElement('data-card')
export class DataCardElement extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      ul {
        margin: 4px 0 0;
        padding-left: 16px;
      }
      .row {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      progress {
        width: 100%;
        accent-color: var(--accent);
      }
    `,
  ];

  @query('input[type=file]') private readonly picker!: HTMLInputElement;

  protected override render() {
    const { data } = this.store.spec;
    const { own } = this.store;
    const builtIn = builtIns.find(({ id }) => id === data.id);
    const { baseTrain, baseTest, newPool, newTest } = data.split;
    const title = builtIn?.title ?? (data.params as { name: string }).name;
    return html`<rail-card
      number="1"
      title=${msg('Data')}
      choice=${title}
      detail=${`${msg(str`${baseTrain} to learn from · ${newPool} new`)} · ${builtIn ? `${builtIn.card.origin}, ${builtIn.card.licence}` : msg('yours')}`}
    >
      <choice-field
        label=${msg('Data set')}
        value=${data.id}
        .choices=${[...builtIns.map(({ id, title }) => ({ id, title })), { id: 'csv', title: own ? title : msg('Your own CSV …') }]}
        help=${builtIn ? builtIn.card.summary : ''}
        @field-change=${(event: FieldChange<string>) => this.choose(event.value)}
      ></choice-field>
      ${builtIn ? html`<p class="small quiet">${builtIn.card.source}</p>` : this.ownFile()}
      <div class="row">
        <button @click=${() => this.picker.click()}>${msg('Open a CSV file')}</button>
        <span class="small quiet">${msg('or drop one anywhere; it stays on this device')}</span>
      </div>
      <input type="file" accept=".csv,.tsv,.txt,text/csv" hidden @change=${this.picked} />
      ${this.reading()}
      ${this.size('baseTrain', msg('rows the base model learns from'), baseTrain)}
      ${this.size('baseTest', msg('old-world rows to test on'), baseTest)}
      ${this.size('newPool', msg('new-world rows that can be labelled'), newPool)}
      ${this.size('newTest', msg('new-world rows to test on'), newTest)}
    </rail-card>`;
  }

  private size(part: keyof Spec['data']['split'], label: string, value: number) {
    return html`<number-field
      label=${label}
      min="10"
      max="100000"
      .value=${value}
      @field-change=${(event: FieldChange<number>) => {
        const { data } = this.store.spec;
        this.store.edit({ data: { ...data, split: { ...data.split, [part]: event.value } } as Spec['data'] });
      }}
    ></number-field>`;
  }

  private ownFile() {
    const { own } = this.store;
    if (!own) return '';
    const { label } = own.spec.params as { label: string };
    return html`<choice-field
        label=${msg('Label column')}
        value=${label}
        .choices=${own.header.map((name) => ({ id: name, title: name }))}
        @field-change=${(event: FieldChange<string>) => this.store.relabel(event.value)}
      ></choice-field>
      <p class="small quiet">${msg(str`${own.facts.maxRows} rows, ${own.facts.columns.length} columns, ${own.facts.classes.length} classes`)}</p>
      ${own.notes.length ? html`<ul class="small quiet">${own.notes.map((note) => html`<li>${note}</li>`)}</ul>` : ''}`;
  }

  private reading() {
    const { reading } = this.store;
    if (!reading) return '';
    const percent = reading.total ? Math.round((100 * reading.done) / reading.total) : 0;
    return html`<div class="row">
      <progress max="100" value=${percent} aria-label=${msg(str`reading ${reading.name}`)}></progress><span class="small">${percent} %</span>
      <button @click=${() => this.store.cancelRead()}>${msg('Cancel')}</button>
    </div>`;
  }

  private picked(): void {
    const file = this.picker.files?.[0];
    if (file) void this.store.openCsv(file);
    this.picker.value = '';
  }

  /** Another data set brings its own split, and replaces drifts and models that cannot act on it. */
  private choose(id: string): void {
    const { spec, own } = this.store;
    if (id === 'csv') {
      if (own) this.store.edit({ data: own.spec, drift: own.drift, model: { family: 'mlp', params: { hidden: [64, 64] } } });
      else this.picker.click();
      this.requestUpdate();
      return;
    }
    const set = builtIns.find((entry) => entry.id === id)!;
    const kind = inputKind(set.inputShape);
    const kept = spec.drift.filter((drift) => injections.find((known) => known.id === drift.id)?.appliesTo.includes(kind));
    const standIn = injections.find((drift) => drift.appliesTo.includes(kind) && drift.id === (kind === 'image' ? 'rotation' : 'gain-offset'))!;
    this.store.edit({
      data: { id, params: {}, split: { ...set.defaultSplit } },
      drift: kept.length || spec.drift.length === 0 ? kept : [{ id: standIn.id, severity: 3 }],
      labels: { budget: Math.min(spec.labels.budget, set.defaultSplit.newPool) },
      ...(spec.model.family === 'cnn' && kind === 'tabular' && { model: { family: 'mlp', params: { hidden: [64, 64] } } }),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'data-card': DataCardElement;
  }
}
