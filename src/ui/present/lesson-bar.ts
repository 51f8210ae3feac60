/** Above the page of whoever opened a lesson: what may be changed, with the sliders for it, and the way out. */
import { msg, str } from '../../words/msg.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { canonicalJson } from '../../spec/canonical.ts';
import { changeable, lockedParts, mayChange, type Changeable, type Hideable, type Lesson } from '../../spec/lesson.ts';
import type { AnySpec, Spec } from '../../spec/schema.ts';
import type { ExperimentStore, Restriction } from '../../state/experiment-store.ts';
import { StoreController } from '../../state/store.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/range-field.ts';
import { deepest } from '../deepest.ts';
import { labelStops } from '../experiment/repairs-card.ts';
import { sharedStyles } from '../shared-styles.ts';

export const changeableTitles = (): Readonly<Record<Changeable, string>> => ({
  data: msg('data'),
  model: msg('model and training'),
  drift: msg('drift'),
  severity: msg('severity of the drift'),
  repairs: msg('repairs and their labels'),
  labels: msg('number of labels'),
  seeds: msg('seeds and machine'),
});

export const hideableTitles = (): Readonly<Record<Hideable, string>> => ({
  experiment: msg('the experiment on the left'),
  depth: msg('what happened inside the model'),
  certainty: msg('how sure it is, other recipes'),
  costs: msg('costs, prices and what users get'),
  advice: msg('advice and label budgets'),
  pages: msg('the other pages'),
});

/** Where each part is changed. */
const cards: Readonly<Partial<Record<Changeable, readonly string[]>>> = {
  data: ['data-card'],
  model: ['model-card'],
  drift: ['drift-card'],
  repairs: ['repairs-card', 'policies-card'],
  seeds: ['machine-card'],
};

/** What of a page each one hides. */
const hidden: Readonly<Record<Exclude<Hideable, 'pages'>, string>> = {
  experiment: 'aside.rail, aside:has(.cards)',
  depth: 'depth-stage',
  certainty: 'pairs-panel, robust-panel, replication-panel',
  costs: 'cost-stage, economics-panel, freshness-stage, stream-result[part-shown="rest"]',
  advice: 'advice-panel, sweep-panel',
};

/** What a store asks before it changes anything. @param told whether the story that is told brings that experiment */
export function restrictionOf(lesson: Lesson, home: AnySpec, told: (spec: AnySpec) => boolean): Restriction {
  return {
    home,
    locks: (part) => !mayChange(lesson, part),
    refuses: (before, after) => {
      const locked = lockedParts(lesson, before, after);
      if (!locked.length || canonicalJson(after) === canonicalJson(home) || told(after)) return undefined;
      const names = locked.map((part) => changeableTitles()[part]).join(', ');
      return msg(str`Locked by the lesson: ${names}. “Open in the lab” unlocks everything.`);
    },
  };
}

@customElement('lesson-bar')
export class LessonBar extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-5);
        padding: var(--space-2) var(--space-4);
        border-bottom: 1px solid var(--line);
        border-left: 4px solid var(--accent);
        background: var(--panel);
      }
      p {
        flex: 1 1 20em;
      }
      stop-slider,
      range-field {
        flex: 0 1 220px;
      }
    `,
  ];

  @property({ attribute: false }) store!: ExperimentStore;
  @property({ attribute: false }) lesson!: Lesson;
  /** The page that is shown. */
  @property({ attribute: false }) pageElement: () => HTMLElement | undefined = () => undefined;
  private watched: StoreController | undefined;
  private undo: (() => void)[] = [];
  private applied: HTMLElement | undefined;

  override connectedCallback(): void {
    this.watched ??= new StoreController(this, this.store);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.lift();
  }

  protected override render() {
    const { lesson, store } = this;
    const may = changeable.filter((part) => lesson.change.includes(part)).map((part) => changeableTitles()[part]);
    return html`<p>
        <strong>${msg('A lesson.')}</strong>
        ${may.length ? msg(str`You may change: ${may.join(', ')}. Everything else is locked by the lesson.`) : msg('Run it and watch; every control of the experiment is locked by the lesson.')}
      </p>
      ${this.severity(store.spec)} ${this.labels(store.spec)}
      ${lesson.hide.includes('experiment') ? html`<button class="primary" ?disabled=${store.refusal !== undefined || store.run.busy} @click=${() => void store.start()}>${store.run.busy ? msg('It runs …') : msg('Run')}</button>` : nothing}
      <button @click=${() => this.dispatchEvent(new Event('unlock'))}>${msg('Open in the lab')}</button>`;
  }

  /** A card that is locked holds no slider that could be moved: the ones that are allowed stand here. */
  private severity({ drift }: AnySpec) {
    const { lesson, store } = this;
    const [first] = drift;
    if (!first || mayChange(lesson, 'drift') || !mayChange(lesson, 'severity')) return nothing;
    return html`<range-field
      label=${msg('Severity')}
      max="5"
      step="0.1"
      .value=${first.severity}
      shown=${first.severity.toFixed(1)}
      @field-change=${(event: FieldChange<number>) => store.edit({ drift: drift.map((each) => ({ ...each, severity: event.value })) })}
    ></range-field>`;
  }

  private labels({ labels, data }: AnySpec) {
    const { lesson, store } = this;
    if (!('budget' in labels) || mayChange(lesson, 'repairs') || !mayChange(lesson, 'labels')) return nothing;
    const pool = data.split.newPool;
    return html`<stop-slider
      label=${msg('Labels of the new world')}
      .stops=${labelStops(pool)}
      .value=${labels.budget}
      first="10"
      last=${msg(str`all ${pool}`)}
      meaning=${String(labels.budget)}
      @field-change=${(event: FieldChange<number>) => (store as ExperimentStore<Spec>).edit({ labels: { budget: event.value } })}
    ></stop-slider>`;
  }

  protected override updated(): void {
    const page = this.isConnected ? this.pageElement() : undefined;
    if (page === this.applied || !page?.shadowRoot) return;
    this.lift();
    this.applied = page;
    this.apply(page);
  }

  /** Locks cards and hides parts of a page. Undone by `lift`. */
  private apply(page: HTMLElement): void {
    const { lesson } = this;
    const rules = (Object.keys(hidden) as (keyof typeof hidden)[]).filter((part) => lesson.hide.includes(part));
    this.wear(page.shadowRoot!, rules.map((part) => `${hidden[part]} { display: none !important; }`).join('\n'));
    // Where the experiment is out of sight, its column is as well.
    if (rules.includes('experiment')) this.wear(page.shadowRoot!, '@media (min-width: 901px) { :host { grid-template-columns: minmax(0, 1fr) auto !important; } .middle, .verdict, main { grid-column: auto !important; } .verdict { width: 324px; } }'); // prettier-ignore
    for (const [part, names] of Object.entries(cards)) {
      if (mayChange(lesson, part as Changeable)) continue;
      for (const name of names ?? []) this.lock(deepest(page, name));
    }
    if (changeable.some((part) => !mayChange(lesson, part))) this.lock(deepest(page, 'choice-field'));
  }

  private lock(card: HTMLElement | undefined): void {
    if (!card) return;
    card.inert = true;
    card.dataset['locked'] = msg('Locked by the lesson');
    const root = card.getRootNode() as ShadowRoot;
    this.wear(root, '[data-locked]::after { content: "🔒 " attr(data-locked); display: block; color: var(--ink-2); font-size: var(--text-1); padding-bottom: 8px; }'); // prettier-ignore
    this.undo.push(() => {
      card.inert = false;
      delete card.dataset['locked'];
    });
  }

  private wear(root: ShadowRoot, rules: string): void {
    if (!rules) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    root.adoptedStyleSheets.push(sheet);
    this.undo.push(() => (root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet)));
  }

  private lift(): void {
    for (const undo of this.undo.splice(0)) undo();
    this.applied = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-bar': LessonBar;
  }
}
