/** The machines of a class, each with its own time: sorted, never added up. Here seats are checked. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import { seconds } from '../../measure/format.ts';
import type { Part } from '../../record/class/part.ts';
import type { ClassStore } from '../../state/class-store.ts';
import { arms } from '../../state/catalogue.ts';
import { StoreElement } from '../store-element.ts';

@customElement('class-machines')
export class ClassMachines extends StoreElement<ClassStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      h2 {
        margin-bottom: var(--space-1);
      }
      ul {
        list-style: none;
        margin: var(--space-2) 0;
        padding: 0;
        display: grid;
        gap: 4px;
        font-size: var(--text-1);
      }
      li {
        display: grid;
        grid-template-columns: minmax(84px, 150px) minmax(40px, 1fr) 58px 124px;
        gap: 10px;
        align-items: center;
        min-height: 30px;
      }
      li > :nth-child(3) {
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      svg {
        display: block;
        width: 100%;
        height: 12px;
      }
      .bar {
        fill: var(--accent);
      }
      .struck,
      .struck + * {
        text-decoration: line-through;
        color: var(--ink-2);
      }
      .bad {
        color: var(--alert);
        text-decoration: none;
        grid-column: 2 / -1;
      }
      .machine {
        color: var(--ink-2);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        align-items: center;
      }
      @media (max-width: 480px) {
        li {
          grid-template-columns: minmax(0, 1fr) 58px 124px;
        }
        svg {
          display: none;
        }
        li > :nth-child(3) {
          grid-column: 2;
        }
      }
    `,
  ];

  protected override render() {
    const { store } = this;
    const { taken, struck, unchecked, blocked, busy, message, phase } = store;
    if (!taken.length && !struck.length) return html``;
    const sorted = [...taken].sort((a, b) => a.trainSeconds - b.trainSeconds);
    const most = Math.max(Number.MIN_VALUE, ...taken.map(({ trainSeconds }) => trainSeconds));
    return html`<h2>${msg('Machines')}</h2>
      <p class="small quiet">${msg('Seconds of training, each machine by itself. Times of different machines are never pooled; right answers are.')}</p>
      <ul>
        ${sorted.map(
          (part) => html`<li>
            <span>${part.name} ${part.seat === undefined ? '' : html`<span class="machine">${part.machine}</span>`}</span>
            <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="bar" width=${(100 * part.trainSeconds) / most} height="12"></rect>`}</svg>
            <span>${seconds(part.trainSeconds)}</span>
            <span>${translated(this.check(part))}</span>
          </li>`,
        )}
        ${struck.map((part) => html`<li><span class="struck">${part.name}</span><span class="bad">${translated(this.lie(part))}</span></li>`)}
      </ul>
      <div class="buttons">
        <button ?disabled=${blocked || !unchecked.length} @click=${() => store.check()}>${msg('Check a seat drawn by lot')}</button>
        <label><input type="checkbox" .checked=${store.auto} @change=${(event: Event) => store.setAuto((event.target as HTMLInputElement).checked)} /> ${msg('check by itself whenever nothing else runs')}</label>
      </div>
      <p class="small quiet" role="status">${busy && store.checking ? msg(str`Running the seeds of ${store.checking.name} again …`) : phase === 'failed' || phase === 'stopped' ? translated(message) : ''}</p>`;
  }

  private check(part: Part) {
    const { store } = this;
    if (part.seat === undefined) return msg('run here');
    if (store.busy && store.checking === part) return msg('checking …');
    const found = store.checks.get(part.root);
    if (!found)
      return html`<button class="link" ?disabled=${store.blocked} aria-label=${msg(str`Check ${part.name}`)} @click=${() => store.check(part)}>${msg('Check')}</button>`;
    switch (found.outcome) {
      case 'equal':
        return msg('✓ the same here');
      case 'within':
        return msg('✓ but for rounding');
      default:
        return msg('open: another engine');
    }
  }

  private lie(part: Part): string {
    const found = this.store.checks.get(part.root);
    if (!found) return msg('struck out: not what its seeds come to');
    return msg(
      str`struck out: ${arms.find(({ id }) => id === found.arm)?.title ?? found.arm} on seed ${found.seed + 1} is ${(100 * found.most).toFixed(1)} points from what its seeds come to here`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'class-machines': ClassMachines;
  }
}
