/** Which data: a built-in set or the user's own files, and how its rows are divided. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { DataCard } from '../../data/types.ts';
import { builtIns, downloadTitles } from '../../state/catalogue.ts';
import type { ParameterValues } from '../../spec/parameter.ts';
import type { Spec } from '../../spec/schema.ts';
import { withTask } from '../../spec/task.ts';
import '../charts/data-thumbnail.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/parameter-fields.ts';
import '../controls/rail-card.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { whenHere } from '../../state/late-part.ts';
import { afterPaint } from '../after-paint.ts';
import { StoreElement } from '../store-element.ts';
import type { RoleChange } from './reading-report.ts';
import type { OwnFiles } from './own-files.ts';

/** Where it comes from and what to keep in mind. */
const sentences = ({ source, caution }: DataCard): string => `${source.replace(/\.$/, '')}. ${caution ?? ''}`;

@customElement('data-card')
export class DataCardElement extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      ul {
        margin: 4px 0 0;
        padding-left: 16px;
      }
    `,
  ];

  @query('own-files') private readonly ownFiles: OwnFiles | undefined;
  private asked = false;
  @state() private filesHere = false;
  @state() private worldsHere = false;

  protected override firstUpdated(): void {
    afterPaint(
      () => import('./own-files.ts'),
      () => (this.filesHere = true),
    );
  }

  /** What only files and data with a past need comes with them. */
  protected override willUpdate(): void {
    const { spec, data } = this.store;
    if (this.asked || !(data.own ?? builtIns.find(({ id }) => id === spec.data.id)?.realDrift)) return;
    this.asked = true;
    whenHere(
      () => Promise.all([import('./world-fields.ts'), import('./reading-report.ts')]),
      () => (this.worldsHere = true),
    );
  }

  protected override render() {
    const { spec, data } = this.store;
    const { own } = data;
    const builtIn = builtIns.find(({ id }) => id === spec.data.id);
    const { baseTrain, baseTest, newPool, newTest } = spec.data.split;
    const download = downloadTitles.find(({ id }) => id === spec.data.id);
    const card = (builtIn ?? download)?.card;
    const title = builtIn?.title ?? download?.title ?? (spec.data.params as { name: string }).name;
    const origin = (set: (typeof builtIns)[number]) => (set.card.origin === 'real' ? msg('Real data') : msg('Generated'));
    return html`<rail-card
      number="1"
      title=${msg('Data')}
      choice=${title}
      detail=${`${msg(str`${baseTrain} to learn from · ${newPool} new`)} · ${card ? (card.origin === 'real' ? msg('real data') : msg('generated')) : msg('yours')}`}
    >
      ${builtIn ? html`<data-thumbnail .picture=${data.thumbnail(builtIn.id)}></data-thumbnail>` : ''}
      <choice-field
        label=${msg('Data set')}
        value=${spec.data.id}
        .choices=${[
          ...builtIns.map((set) => ({ id: set.id, title: set.title, group: origin(set) })),
          ...downloadTitles.map((entry) => ({ id: entry.id, title: entry.title, group: msg('On the web') })),
          { id: 'own', title: own ? own.facts.title : msg('Your own files …'), group: msg('Yours') },
        ]}
        help=${card?.summary ?? ''}
        @field-change=${(event: FieldChange<string>) => this.choose(event.value)}
      ></choice-field>
      <div><button @click=${this.gallery}>${msg('Browse all data …')}</button></div>
      ${
        builtIn?.parameters
          ? html`<parameter-fields
            .parameters=${builtIn.parameters}
            .values=${spec.data.params as ParameterValues}
            .facts=${builtIn}
            @field-change=${(event: FieldChange<ParameterValues>) => this.edit({ params: event.value } as Partial<Spec['data']>)}
          ></parameter-fields>`
          : ''
      }
      ${card ? html`<p class="small quiet">${translated(sentences(card))} ${msg(str`Licence: ${card.licence}.`)}</p>` : this.ownData()}
      ${this.told()}
      ${this.filesHere ? html`<own-files .store=${this.store}></own-files>` : ''}
      ${this.worldsHere ? html`<world-fields .store=${this.store}></world-fields>` : ''}
      ${this.size('baseTrain', msg('rows the base model learns from'), baseTrain)}
      ${this.size('baseTest', msg('old-world rows to test on'), baseTest)}
      ${this.size('newPool', msg('new-world rows that can be labelled'), newPool)}
      ${this.size('newTest', msg('new-world rows to test on'), newTest)}
    </rail-card>`;
  }

  /** Whether the classes or the number is told, where the data has one. */
  private told() {
    const { spec, data } = this.store;
    const target = data.chosen(spec)?.target;
    if (!target) return '';
    return html`<choice-field
      label=${msg('What is told')}
      value=${spec.task ?? 'classes'}
      .choices=${[
        { id: 'classes', title: msg('which class') },
        { id: 'regression', title: msg(str`the number: ${target.name}${target.unit ? ` (${target.unit})` : ''}`) },
      ]}
      help=${spec.task ? msg('Regression: models tell the number. Parts of its range take the place of classes wherever rows are counted.') : ''}
      @field-change=${({ value }: FieldChange<string>) => this.store.setSpec(withTask(spec, value === 'regression' ? value : undefined))}
    ></choice-field>`;
  }

  /** The page shows it. */
  private gallery(): void {
    this.dispatchEvent(new Event('show-gallery', { bubbles: true, composed: true }));
  }

  private edit(change: Partial<Spec['data']>): void {
    const { data } = this.store.spec;
    this.store.edit({ data: { ...data, ...change } as Spec['data'] });
  }

  private size(part: keyof Spec['data']['split'], label: string, value: number) {
    return html`<number-field
      label=${label}
      min="10"
      max="100000000"
      .value=${value}
      @field-change=${(event: FieldChange<number>) => this.edit({ split: { ...this.store.spec.data.split, [part]: event.value } })}
    ></number-field>`;
  }

  private ownData() {
    const { own } = this.store.data;
    if (!own) return '';
    const { label } = own.spec.params as { label: string };
    const { maxRows, classes, columns, inputShape } = own.facts;
    const table = columns.length === 1 ? msg('1 column') : msg(str`${columns.length} columns`);
    const inputs = columns.length ? table : msg(str`images of ${inputShape.join('×')}`);
    return html`${
      own.header.length
        ? html`<choice-field
            label=${msg('Label column')}
            value=${label}
            .choices=${own.header.map((name) => ({ id: name, title: name }))}
            @field-change=${(event: FieldChange<string>) => void this.store.giveRole(event.value, 'label')}
          ></choice-field>`
        : ''
    }
      <p class="small quiet">${msg(str`${maxRows} rows, ${inputs}, ${classes.length} classes`)}</p>
      ${this.store.data.recalled ? html`<p class="small" role="status">${msg('Columns have the roles that you last gave them in this file.')} <button class="afresh" @click=${() => void this.store.readAfresh()}>${msg('Read it afresh')}</button></p>` : ''}
      ${own.report ? html`<reading-report .report=${own.report} @role-change=${(event: RoleChange) => void this.store.giveRole(event.column, event.role)}></reading-report>` : ''}
      ${
        own.report?.columns.some(({ role }) => role === 'prediction')
          ? html`<p class="small">${msg('A column holds what a model said.')} <button class="link" @click=${this.gallery}>${msg('Judge that model by it, without the model')}</button></p>`
          : ''
      }
      ${own.notes.length ? html`<ul class="small quiet">${own.notes.map((note) => html`<li>${translated(note)}</li>`)}</ul>` : ''}`;
  }

  private choose(id: string): void {
    const { data } = this.store;
    if (downloadTitles.some((entry) => entry.id === id)) {
      this.gallery();
      return this.requestUpdate();
    }
    if (id !== 'own') return this.store.useBuiltIn(id);
    if (data.own) this.store.useOwn();
    else this.ownFiles?.pick();
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'data-card': DataCardElement;
  }
}
