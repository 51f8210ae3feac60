/** A model that is not at hand: its predictions are opened, and what can be said of it without the model is told. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { PredictionsAsked } from '../../contracts/predictions.ts';
import { saveText } from '../../state/download.ts';
import { PredictionsStore } from '../../state/predictions-store.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';
import './predictions-found.ts';

/** Fields in which a column is chosen. */
type ColumnField = 'prediction' | 'time' | 'weight' | 'group';

@customElement('judge-predictions')
export class JudgePredictions extends StoreElement<PredictionsStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(190px, 1fr));
        gap: var(--space-3);
        align-items: start;
      }
      label {
        display: grid;
        gap: 2px;
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      input {
        font-size: var(--text-2);
        width: 100%;
      }
      ul {
        margin: 0;
        padding-left: 1.2em;
      }
    `,
  ];

  @query('#files') private readonly picker!: HTMLInputElement;

  constructor() {
    super();
    this.store = new PredictionsStore();
  }

  protected override render() {
    const { store } = this;
    return html`<p class="small quiet">
        ${msg('Only what a model said of each row (probabilities, or classes), and what was true? Two files, the old one and the new one, or one with times. Measures, tests, estimates without labels, and the repairs that need no model are told; nothing is trained.')}
      </p>
      <div class="row">
        <button @click=${() => this.picker.click()}>${msg('Open predictions')}</button>
        ${this.named()}
        ${
          store.working
            ? html`<span class="small quiet" role="status">${msg('judging …')}</span><button @click=${() => store.stop()}>${msg('Stop')}</button>`
            : ''
        }
      </div>
      <input id="files" type="file" multiple hidden @change=${this.picked} />
      ${store.trouble ? html`<p role="alert">${translated(store.trouble)}</p>` : ''}
      ${store.judged?.columns.length ? this.fields(store.judged.columns) : ''}
      ${store.judged?.refusal ? html`<p role="alert">${translated(store.judged.refusal.text)}</p>` : ''}
      ${store.judged?.report ? this.report() : ''}`;
  }

  private named() {
    const [old, fresh] = this.store.files;
    if (!old) return '';
    if (!fresh) return html`<span class="small">${old.name}</span>`;
    return html`<span class="small">${msg(str`old: ${old.name} · new: ${fresh.name}`)}</span>
      <button @click=${() => void this.store.swap()}>${msg('Swap')}</button>`;
  }

  private fields(columns: readonly string[]) {
    const { asked, judged, files } = this.store;
    const { taken } = judged!;
    const none = { id: '', title: msg('none') };
    const choices = columns.map((id) => ({ id, title: id }));
    const column = (field: ColumnField, label: string, value: string | undefined, first = none) =>
      html`<choice-field
        label=${label}
        value=${value ?? ''}
        .choices=${[first, ...choices]}
        @field-change=${({ value: picked }: FieldChange<string>) => this.say({ [field]: picked || undefined })}
      ></choice-field>`;
    const found = { id: '', title: msg('as is found') };
    const label = asked.label ?? taken?.label ?? '';
    return html`<div class="fields">
      <choice-field
        label=${msg('What is true')}
        value=${label}
        .choices=${[...(label ? [] : [{ id: '', title: msg('choose') }]), ...choices]}
        @field-change=${({ value }: FieldChange<string>) => this.say({ label: value || undefined })}
      ></choice-field>
      ${column('prediction', msg('The class that was named'), asked.prediction ?? taken?.prediction, found)}
      ${this.text(
        'probability',
        msg('Columns of probabilities'),
        (asked.probability ?? taken?.probability ?? []).join(', '),
        msg('as is found'),
        (value) => {
          const names = value.split(',').map((name) => name.trim()).filter(Boolean); // prettier-ignore
          return { probability: names.length ? names : undefined };
        },
      )}
      ${this.text('threshold', msg('Threshold of two classes, 0 to 1'), String(asked.threshold ?? ''), msg('the likeliest'), (value) => {
        const threshold = Number(value.replace(',', '.'));
        return { threshold: value.trim() && threshold >= 0 && threshold <= 1 ? threshold : undefined };
      })}
      ${
        files.length === 1
          ? html`${column('time', msg('Column of times'), asked.time)}
            ${this.text('cut', msg('The new world begins at'), asked.cut ?? '', '2024-01-31', (value) => ({ cut: value.trim() || undefined }))}`
          : ''
      }
      ${column('weight', msg('How much a row counts'), asked.weight)} ${column('group', msg('Rows that belong together'), asked.group)}
    </div>`;
  }

  private text(
    id: string,
    label: string,
    value: string,
    placeholder: string,
    change: (value: string) => Partial<Record<keyof PredictionsAsked, unknown>>,
  ) {
    return html`<label
      >${label}<input
        name=${id}
        type="text"
        autocomplete="off"
        .value=${value}
        placeholder=${placeholder}
        @change=${(event: Event) => this.say(change((event.target as HTMLInputElement).value))}
    /></label>`;
  }

  private report() {
    const { judged, files } = this.store;
    const { report, notes } = judged!;
    return html`${notes.length ? html`<ul class="small quiet">${notes.map(({ text }) => html`<li>${translated(text)}</li>`)}</ul>` : ''}
      <predictions-found .report=${report!}></predictions-found>
      <div class="row">
        <button @click=${() => saveText(`drift-lab-predictions-${files[0]!.name}.json`, JSON.stringify({ asked: this.store.asked, ...report }, null, 1), 'application/json')}>
          ${msg('Save as JSON')}
        </button>
      </div>`;
  }

  private say(change: Partial<Record<keyof PredictionsAsked, unknown>>): void {
    void this.store.say(change as PredictionsAsked);
  }

  private picked(): void {
    const files = [...(this.picker.files ?? [])];
    this.picker.value = '';
    if (files.length) void this.store.open(files);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'judge-predictions': JudgePredictions;
  }
}
