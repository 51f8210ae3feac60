/** What the class has come to: the verdict once it is earned, and the interval that narrows part by part. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { doing } from '../../measure/doing.ts';
import { meritOf } from '../../measure/metrics/metric.ts';
import { deciding } from '../../measure/metrics/registry.ts';
import { amount, decided, difference } from '../../measure/metrics/words.ts';
import type { ClassStore } from '../../state/class-store.ts';
import { interval } from '../../maths/statistics.ts';
import { MIN_SEEDS } from '../../measure/statistics/standing.ts';
import { armClasses } from '../arm-style.ts';
import '../charts/chart-frame.ts';
import '../charts/narrowing-chart.ts';
import '../controls/term-tip.ts';
import { StoreElement } from '../store-element.ts';

@customElement('class-result')
export class ClassResult extends StoreElement<ClassStore> {
  static override styles = [
    ...StoreElement.styles,
    armClasses,
    css`
      .headline {
        font-size: var(--text-4);
        line-height: 1.25;
        letter-spacing: -0.02em;
        margin: var(--space-2) 0;
        text-wrap: balance;
      }
      .headline strong {
        color: var(--name, inherit);
      }
      .counts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-5);
      }
      .counts strong {
        font-size: 2.2rem;
        line-height: 1;
        letter-spacing: -0.03em;
        font-variant-numeric: tabular-nums;
      }
      .sentences {
        max-width: 76ch;
        margin-bottom: var(--space-3);
      }
      h3 {
        margin: var(--space-3) 0 var(--space-1);
      }
      table {
        margin-top: var(--space-3);
      }
      td:first-child {
        white-space: normal;
      }
    `,
  ];

  protected override render() {
    const { taken, merged, narrowing } = this.store;
    const seeds = merged?.summary.seeds ?? 0;
    return html`<div class="counts" role="status">
        <span><strong>${taken.length}</strong> ${taken.length === 1 ? msg('machine') : msg('machines')}</span>
        <span><strong>${seeds}</strong> ${seeds === 1 ? msg('seed') : msg('seeds')}</span>
      </div>
      ${merged ? this.concluded(merged) : html`<p class="headline">${msg('Nothing is in yet.')}</p><p class="quiet">${msg('Let the class open the link. Every part that comes in narrows the interval; the verdict falls when it has been earned.')}</p>`}
      ${merged && narrowing ? this.narrowed(narrowing, merged.summary) : ''}
      ${merged ? this.table(merged.summary) : ''}`;
  }

  private concluded({ verdict, summary }: NonNullable<ClassStore['merged']>) {
    const { before, arm, after, id } = verdict.headline;
    const said = this.known
      ? verdict.sentences.slice(0, 2).join(' ')
      : msg('So few seeds exclude nothing yet: whatever leads now may lead by chance.');
    return html`<p class="headline ${id ?? ''}">${translated(before)}<strong>${translated(arm)}</strong>${translated(after)}</p>
      <p class="sentences">${summary.arms.some(({ family }) => family !== 'none') ? translated(said) : ''}</p>`;
  }

  /** Anything at all is excluded of the two best. */
  private get known(): boolean {
    const last = this.store.narrowing?.steps.at(-1);
    const most = deciding(this.store.merged?.summary ?? {}).range;
    return last !== undefined && last.hi - last.lo < most;
  }

  private narrowed(
    { leader, rival, values, steps }: NonNullable<ClassStore['narrowing']>,
    summary: NonNullable<ClassStore['merged']>['summary'],
  ) {
    const arm = (id: string) => summary.arms.find((each) => each.id === id)!;
    const metric = deciding(summary);
    const last = steps.at(-1)!;
    const now = difference(metric, this.known ? { ...last, values } : interval([last.mean]), 'pt');
    const title = msg(str`${arm(leader).title} minus ${doing(arm(rival))}: ${now}`);
    return html`<h3>${translated(title)}</h3>
      <p class="small quiet">
        ${msg(str`Points of ${metric.title} on new rows, the two best so far; a dot is a seed, the band what was known after each part. Since everybody watches, it is a`)}
        <term-tip term=${msg('confidence sequence.')} meaning=${msg('With a chance of 95 % it holds the true difference after every part at once, so that looking as often as one likes spoils nothing. It is wider than an interval that may be looked at once. The verdict is corrected for all repairs, too.')}></term-tip>
        ${msg(str`Grey: under ${amount(metric, summary.margin)} a difference counts as none.`)}
      </p>
      <chart-frame name="class" whole><narrowing-chart arm=${leader} .values=${values} .steps=${steps} .margin=${summary.margin} label=${title}></narrowing-chart></chart-frame>`;
  }

  private table(summary: NonNullable<ClassStore['merged']>['summary']) {
    const metric = deciding(summary);
    const ranked = [...summary.arms].sort((a, b) => meritOf(b).mean - meritOf(a).mean);
    const enough = summary.seeds >= MIN_SEEDS;
    return html`<table>
      <thead><tr><th>${msg('Repair')}</th><th>${msg(str`${metric.title}, new rows`)}</th><th>${msg('may be the best')}</th></tr></thead>
      <tbody>
        ${ranked.map((arm) => html`<tr><td>${translated(arm.title)}</td><td>${translated(decided(metric, enough ? meritOf(arm) : interval([meritOf(arm).mean])))}</td><td>${summary.standing.best.includes(arm.id) ? msg('yes') : msg('shown worse')}</td></tr>`)}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'class-result': ClassResult;
  }
}
