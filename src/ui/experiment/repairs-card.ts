/** How many labels the new world gives, which repairs race and with which settings, and what they may spend. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ArmFacts } from '../../contracts/repair.ts';
import { withDefaults, type ParameterValues } from '../../spec/parameter.ts';
import { arms } from '../../state/catalogue.ts';
import { whenHere } from '../../state/late-part.ts';
import { armClasses } from '../arm-style.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/parameter-fields.ts';
import '../controls/rail-card.ts';
import { StoreElement } from '../store-element.ts';
import { needsOf, repairGroups, toggled, withValues, type RepairGroup } from './repairs-groups.ts';

const STOPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];
/** How many labels can be chosen of a pool of so many rows. */
export const labelStops = (pool: number): number[] => [...STOPS.filter((count) => count < pool), pool];

@customElement('repairs-card')
export class RepairsCard extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    armClasses,
    css`
      fieldset {
        border: 0;
        padding: 0;
        margin: 0;
        min-width: 0;
        display: grid;
        gap: 8px;
      }
      legend {
        padding: 0;
        color: var(--ink-2);
        font-size: var(--text-1);
        margin-bottom: 4px;
      }
      label {
        display: grid;
        grid-template-columns: 20px 1fr;
        align-items: start;
      }
      label input {
        margin: 3px 0 0;
      }
      .group,
      .budgets {
        border-top: 1px solid var(--line);
        padding-top: 6px;
      }
      .group > summary,
      .budgets > summary {
        color: var(--ink-2);
        font-size: var(--text-1);
        font-weight: 600;
      }
      .count {
        color: var(--ink-3);
        font-weight: 400;
      }
      .inner {
        display: grid;
        gap: 10px;
        padding-top: 8px;
      }
      .key {
        display: inline-block;
        width: 12px;
        border-top: 3px solid var(--mark);
        vertical-align: middle;
        margin-left: 4px;
      }
      .needs {
        color: var(--ink-3);
      }
      .settings {
        margin: 4px 0 0 20px;
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      parameter-fields {
        padding-top: 6px;
      }
    `,
  ];

  /** Groups that stand open. One with a chosen repair opens by itself, and is not closed by taking it out. */
  private readonly unfolded = new Set<RepairGroup['id']>();

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    for (const group of repairGroups())
      if (!this.known.has(group.id) && group.arms.some(({ id }) => this.isChosen(id))) this.unfolded.add(group.id);
    this.known = new Set(repairGroups().flatMap((group) => (group.arms.some(({ id }) => this.isChosen(id)) ? [group.id] : [])));
  }

  /** Groups that had a chosen repair when last looked at. */
  private known = new Set<RepairGroup['id']>();

  protected override render() {
    const { labels, data, arms: chosen, stop } = this.store.spec;
    const pool = data.split.newPool;
    const titles = arms.filter(({ id }) => this.isChosen(id)).map(({ title }) => title);
    const none = arms.find(({ id }) => id === 'none')!;
    return html`<rail-card
      number="4"
      title=${msg('Labels and repairs')}
      open
      choice=${msg(str`${labels.budget} new labels`)}
      detail=${titles.length > 3 ? msg(str`${titles.length} repairs race`) : titles.join(' · ')}
    >
      <stop-slider
        label=${msg('Labels of the new world')}
        .stops=${labelStops(pool)}
        .value=${labels.budget}
        first="10"
        last=${msg(str`all ${pool}`)}
        meaning=${String(labels.budget)}
        @field-change=${(event: FieldChange<number>) => this.store.edit({ labels: { budget: event.value } })}
      ></stop-slider>
      <details class="group">
        <summary>${msg('Repairs in the race')} <span class="count">${msg(str`${chosen.length} of ${arms.length}`)}</span></summary>
        <fieldset class="inner">
          <legend class="unseen">${msg('Repairs in the race')}</legend>
          <label>
            <input type="checkbox" checked disabled />
            <span>${translated(none.title)}<span class="small quiet"><br />${translated(none.help)}</span></span>
          </label>
          ${repairGroups().map((group) => this.group(group))}
        </fieldset>
      </details>
      <number-field
        label=${msg('epochs of fine-tuning')}
        min="1"
        max="500"
        .value=${stop.epochs}
        @field-change=${(event: FieldChange<number>) => this.store.edit({ stop: { ...this.store.spec.stop, epochs: event.value } })}
      ></number-field>
      <details class="budgets" @toggle=${this.openBudgets}>
        <summary>${msg('Budgets')} <span class="count">${translated(this.budgets())}</span></summary>
        ${this.budgetsHere ? html`<repairs-budgets .store=${this.store}></repairs-budgets>` : nothing}
      </details>
    </rail-card>`;
  }

  private group({ id, title, arms: members }: RepairGroup) {
    const count = members.filter((arm) => this.isChosen(arm.id)).length;
    return html`<details class="group" data-group=${id} ?open=${this.unfolded.has(id)} @toggle=${(event: Event) => this.folded(id, (event.target as HTMLDetailsElement).open)}>
      <summary>${translated(title)} <span class="count">${count ? msg(str`${count} of ${members.length}`) : members.length}</span></summary>
      <div class="inner">${members.map((arm) => this.arm(arm))}</div>
    </details>`;
  }

  private arm(arm: ArmFacts) {
    const { id, title, help } = arm;
    return html`<div class="arm">
      <label>
        <input type="checkbox" data-arm=${id} .checked=${this.isChosen(id)} @change=${() => this.store.edit({ arms: toggled(this.store.spec.arms, id) })} />
        <span>${translated(title)} <span class="key ${id}"></span><span class="small quiet"><br />${translated(help)} <span class="needs">(${translated(needsOf(arm))})</span></span></span>
      </label>
      ${this.isChosen(id) && arm.parameters.length ? this.settings(arm) : nothing}
    </div>`;
  }

  private settings(arm: ArmFacts) {
    const { params = {} } = this.store.spec.arms.find(({ id }) => id === arm.id)!;
    const changed = Object.keys(params).length;
    return html`<details class="settings">
      <summary>${msg('Settings')}${changed ? html` <span class="count">${msg(str`${changed} changed`)}</span>` : ''}</summary>
      <parameter-fields
        .parameters=${arm.parameters}
        .values=${withDefaults(arm.parameters, params)}
        @field-change=${(event: FieldChange<ParameterValues>) => this.store.edit({ arms: withValues(this.store.spec.arms, arm, event.value) })}
      ></parameter-fields>
    </details>`;
  }

  private isChosen(id: string): boolean {
    return this.store.spec.arms.some((arm) => arm.id === id);
  }

  private folded(id: RepairGroup['id'], open: boolean): void {
    if (open) this.unfolded.add(id);
    else this.unfolded.delete(id);
  }

  /** In a line, what ends a training early. */
  private budgets(): string {
    return this.store.spec.stop.until ? msg('ends early') : '';
  }

  @state() private budgetsHere = false;

  /** The fields come when they are first wanted. */
  private openBudgets(): void {
    whenHere(
      () => import('./repairs-budgets.ts'),
      () => (this.budgetsHere = true),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'repairs-card': RepairsCard;
  }
}
