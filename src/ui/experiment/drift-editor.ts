/** One drift of the experiment: what changes, how strongly, where and when. */
import { msg, str } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  alpha,
  patternName,
  regionColumns,
  whyNotThen,
  whyNotThere,
  type DriftFacts,
  type When,
  type Where,
} from '../../state/catalogue.ts';
import type { ChosenData } from '../../state/data-state.ts';
import { globalDrift, type Spec } from '../../spec/schema.ts';
import '../charts/drift-timeline.ts';
import '../controls/fields.ts';
import { FieldChange, type Choice } from '../controls/fields.ts';
import '../controls/parameter-fields.ts';
import '../controls/range-field.ts';
import { sharedStyles } from '../shared-styles.ts';

export type Drift = Spec['drift'][number];

const percent = (share: number): string => `${Math.round(100 * share)} %`;

@customElement('drift-editor')
export class DriftEditor extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .choice {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        overflow: hidden;
      }
      .choice button {
        border: 0;
        border-radius: 0;
        min-height: 30px;
        padding: 2px 6px;
        font-size: var(--text-1);
      }
      .choice button[aria-pressed='true'] {
        background: var(--accent);
        color: var(--on-accent);
        font-weight: 600;
      }
      details > summary {
        cursor: pointer;
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      .inner {
        display: grid;
        gap: 8px;
        padding-top: 6px;
      }
      .label {
        color: var(--ink-2);
        font-size: var(--text-1);
        margin-bottom: 2px;
      }
    `,
  ];

  @property({ attribute: false }) drift: Drift = globalDrift('', 3);
  /** The drifts that can act on the data. */
  @property({ attribute: false }) choices: readonly DriftFacts[] = [];
  @property({ attribute: false }) data: ChosenData | undefined;

  protected override render() {
    const { drift, data } = this;
    const facts = this.choices.find(({ id }) => id === drift.id);
    return html`
      <choice-field
        label=${msg('What changes')}
        value=${drift.id}
        .choices=${this.choices.map((known): Choice => ({ id: known.id, title: known.title, group: this.kindName(known) }))}
        help=${facts?.help ?? ''}
        @field-change=${(event: FieldChange<string>) => this.replace(event, { ...globalDrift(event.value, drift.severity), when: drift.when })}
      ></choice-field>
      <range-field
        label=${msg('Severity')}
        max="5"
        step="0.1"
        .value=${drift.severity}
        shown=${drift.severity.toFixed(1)}
        meaning=${facts ? severityWords(facts.ladder, drift.severity) : ''}
        @field-change=${(event: FieldChange<number>) => this.replace(event, { severity: event.value })}
      ></range-field>
      ${
        facts?.parameters && data
          ? html`<parameter-fields
            .parameters=${facts.parameters}
            .values=${drift.params}
            .facts=${data}
            @field-change=${(event: FieldChange<Drift['params']>) => this.replace(event, { params: event.value })}
          ></parameter-fields>`
          : ''
      }
      ${facts && data ? [this.whereFields(facts, data), this.whenFields(facts, data)] : ''}
    `;
  }

  private kindName({ kind }: DriftFacts): string {
    return {
      'P(x)': msg('Inputs change: P(x)'),
      'P(y)': msg('Class shares change: P(y)'),
      'P(y|x)': msg('The rule changes: P(y|x)'),
      mixed: msg('Inputs and labels change together'),
      control: msg('Controls: no drift'),
    }[kind];
  }

  private replace(event: Event, change: Partial<Drift>): void {
    event.stopPropagation();
    this.dispatchEvent(new FieldChange<Drift>({ ...this.drift, ...change }));
  }

  private whereFields(facts: DriftFacts, data: ChosenData) {
    const { where } = this.drift;
    const local = scopes(facts, data);
    if (local.length === 0) return '';
    const set = (next: Where) => (event: Event) => this.replace(event, { where: next });
    const scope = where.scope === 'all' ? undefined : where;
    return html`<div>
      <div class="label">${msg('Where')}</div>
      <div class="choice" role="group" aria-label=${msg('Where')}>
        <button aria-pressed=${scope ? 'false' : 'true'} @click=${set({ scope: 'all' })}>${msg('Everywhere')}</button>
        <button aria-pressed=${scope ? 'true' : 'false'} @click=${scope ? undefined : set(local[0]!)}>${msg('In a part')}</button>
      </div>
      ${
        scope
          ? html`<div class="inner">
            <choice-field
              label=${msg('Which part')}
              value=${scope.scope}
              .choices=${local.map((each) => ({ id: each.scope, title: scopeName(each, data) }))}
              @field-change=${(event: FieldChange<string>) => this.replace(event, { where: local.find((each) => each.scope === event.value)! })}
            ></choice-field>
            ${this.partFields(scope, data)}
          </div>`
          : ''
      }
    </div>`;
  }

  private partFields(where: Exclude<Where, { scope: 'all' }>, data: ChosenData) {
    const named = (names: readonly string[], value: string, take: (name: string) => Where) => html`<choice-field
      label=${{ class: msg('Class'), group: data.groups?.name ?? '', region: msg('Column') }[where.scope as 'class' | 'group' | 'region']}
      .choices=${names.map((name) => ({ id: name, title: name }))}
      value=${value}
      @field-change=${(event: FieldChange<string>) => this.replace(event, { where: take(event.value) })}
    ></choice-field>`;
    const share = (label: string, value: number, min: number, take: (share: number) => Where) => html`<range-field
      label=${label}
      .min=${min}
      .value=${value}
      shown=${percent(value)}
      @field-change=${(event: FieldChange<number>) => this.replace(event, { where: take(event.value) })}
    ></range-field>`;
    switch (where.scope) {
      case 'class':
        return named(data.classes, where.name, (name) => ({ scope: 'class', name }));
      case 'group':
        return named(data.groups?.names ?? [], where.name, (name) => ({ scope: 'group', name }));
      case 'region':
        return html`${named(regionColumns(data), where.column, (column) => ({ ...where, column }))}
        ${share(msg('from the quantile'), where.from, 0, (from) => ({ ...where, from: Math.min(from, where.to - 0.01) }))}
        ${share(msg('to the quantile'), where.to, 0.01, (to) => ({ ...where, to: Math.max(to, where.from + 0.01) }))}`;
      case 'rows':
        return share(msg('share of the rows'), where.share, 0.01, (part) => ({ scope: 'rows', share: part }));
      case 'features':
        return share(msg('share of the inputs'), where.share, 0.01, (part) => ({ scope: 'features', share: part }));
    }
  }

  private whenFields(facts: DriftFacts, data: ChosenData) {
    const { when, severity } = this.drift;
    const patterns = PATTERNS.filter((pattern) => !whyNotThen(pattern, facts, data));
    const key = keyOf(when);
    const time = (label: string, value: number, take: (time: number) => When) => html`<range-field
      label=${label}
      .value=${value}
      shown=${percent(value)}
      @field-change=${(event: FieldChange<number>) => this.replace(event, { when: take(event.value) })}
    ></range-field>`;
    return html`<details ?open=${key !== 'sudden' || when.start > 0}>
      <summary>${msg(str`When: ${patternTitle(when)}`)}</summary>
      <div class="inner">
        <choice-field
          label=${msg('Pattern')}
          value=${key}
          .choices=${patterns.map((pattern) => ({ id: keyOf(pattern), title: patternTitle(pattern) }))}
          help=${patternHelp(when)}
          @field-change=${(event: FieldChange<string>) => this.replace(event, { when: { ...patterns.find((pattern) => keyOf(pattern) === event.value)! } })}
        ></choice-field>
        <drift-timeline compact .drifts=${[{ title: facts.title, severity, when }]}></drift-timeline>
        ${time(msg('starts at'), when.start, (start) => ('end' in when ? { ...when, start: Math.min(start, when.end) } : { ...when, start }))}
        ${'end' in when ? time(msg('ends at'), when.end, (end) => ({ ...when, end: Math.max(end, when.start) })) : ''}
        ${'period' in when ? time(msg('period'), when.period, (period) => ({ ...when, period: Math.max(0.02, period) })) : ''}
        ${'duty' in when ? time(msg('share of the period in the new world'), when.duty, (duty) => ({ ...when, duty: Math.max(0.01, duty) })) : ''}
        <p class="small quiet">${msg(str`Labels are bought all along; repaired models are tested at the end, where the new world has a weight of ${percent(alpha(when, 1))}.`)}</p>
      </div>
    </details>`;
  }
}

/** What this severity means: the words of its step, or of the two it lies between. */
export function severityWords(ladder: readonly string[], severity: number): string {
  const step = Math.floor(severity);
  if (severity === 0) return msg('nothing changes');
  if (severity === step) return ladder[step - 1]!;
  return step === 0 ? msg(str`less than ${ladder[0]!}`) : `${ladder[step - 1]} … ${ladder[step]}`;
}

/** The parts in which that drift can act, each with a first choice. */
function scopes(facts: DriftFacts, data: ChosenData): Exclude<Where, { scope: 'all' }>[] {
  const { classes, groups } = data;
  const [column] = regionColumns(data);
  const all: Exclude<Where, { scope: 'all' }>[] = [
    ...(groups ? [{ scope: 'group' as const, name: groups.names[0]! }] : []),
    { scope: 'class', name: classes[0]! },
    ...(column !== undefined ? [{ scope: 'region' as const, column, from: 0.5, to: 1 }] : []),
    { scope: 'rows', share: 0.5 },
    { scope: 'features', share: 0.5 },
  ];
  return all.filter((where) => !whyNotThere(where, facts, data));
}

const scopeName = (where: Where, { groups }: ChosenData): string =>
  ({
    all: msg('everywhere'),
    class: msg('one class'),
    group: msg(str`one ${groups?.name ?? msg('group')}`),
    region: msg('a region of the inputs'),
    rows: msg('a share of the rows'),
    features: msg('a share of the inputs'),
  })[where.scope];

/** One of each pattern, with the times it starts out with. */
const PATTERNS: readonly When[] = [
  { pattern: 'sudden', start: 0 },
  { pattern: 'gradual', shape: 'linear', start: 0.2, end: 0.8 },
  { pattern: 'gradual', shape: 'sigmoid', start: 0.2, end: 0.8 },
  { pattern: 'gradual', shape: 'sigmoid-moa', start: 0.2, end: 0.8 },
  { pattern: 'incremental', start: 0, end: 1 },
  { pattern: 'recurring', start: 0, end: 1, period: 0.4, duty: 0.5 },
  { pattern: 'seasonal', start: 0, end: 1, period: 0.4 },
  { pattern: 'blip', start: 0.4, end: 0.6 },
  { pattern: 'staggered', start: 0, end: 1 },
];

const keyOf = (when: When): string => (when.pattern === 'gradual' ? `gradual-${when.shape}` : when.pattern);

const patternTitle = (when: When): string => {
  const name = patternName(when);
  return when.pattern === 'sudden' && when.start > 0 ? msg(str`${name}, at ${percent(when.start)}`) : name;
};

function patternHelp(when: When): string {
  switch (when.pattern) {
    case 'sudden':
      return msg('From one row to the next, for good.');
    case 'gradual':
      return when.shape === 'sigmoid-moa'
        ? msg('Rows of both worlds mix, the new ones more and more; as in MOA, 12 % come before the start and are missing at the end.')
        : msg('Rows of both worlds mix, the new ones more and more.');
    case 'incremental':
      return msg('One world, whose severity grows row by row.');
    case 'recurring':
      return msg('The new world comes and goes.');
    case 'seasonal':
      return msg('Severity swings up and down.');
    case 'blip':
      return msg('A short episode; the right answer is to do nothing.');
    case 'staggered':
      return msg('Input after input changes, each at a time of its own.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drift-editor': DriftEditor;
  }
}
