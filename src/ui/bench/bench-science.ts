/** Known results of the literature as orderings over paired seeds: run here, one after the other, and what comes out of each. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { points, pointsOf } from '../../measure/format.ts';
import type { Found, KnownResult, Ordering } from '../../science/claim.ts';
import { knownResults } from '../../science/known-results.ts';
import { tally } from '../../science/tally.ts';
import { specKindOf } from '../../spec/kinds/registry.ts';
import { arms, builtIns } from '../../state/catalogue.ts';
import { scienceOf } from '../../state/science-store.ts';
import { StoreController } from '../../state/store.ts';
import { addressOf } from '../../state/url.ts';
import { StoreElement } from '../store-element.ts';
import { startStyles } from '../experiment/start-styles.ts';

/** In the order of their table: what was found, and a sign for those who do not see the colour. */
const signs: Readonly<Record<Found['finding'], string>> = { holds: '✓', 'does not hold': '✗', undecided: '?', 'not run': '–' };

@customElement('bench-science')
export class BenchScience extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    startStyles,
    css`
      table {
        font-size: 0.78125rem;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 5px 8px;
        vertical-align: top;
      }
      thead th {
        white-space: normal;
        vertical-align: bottom;
      }
      th:last-child,
      td:last-child {
        padding-right: 0;
      }
      .claim {
        padding-top: var(--space-3);
        text-align: left;
        white-space: normal;
        font-size: var(--text-2);
        color: var(--ink);
        text-wrap: pretty;
      }
      .claim p {
        max-width: 92ch;
      }
      td:first-child {
        white-space: normal;
        color: var(--ink-2);
      }
      .finding {
        white-space: nowrap;
        text-align: left;
        width: 9.5em;
      }
      .reason {
        display: block;
        white-space: normal;
      }
      .holds {
        color: var(--ok);
      }
      .fails {
        color: var(--alert);
        font-weight: 600;
      }
      .trouble {
        color: var(--alert);
        overflow-wrap: anywhere;
      }
      @media (max-width: 640px) {
        th,
        td {
          padding-left: 4px;
          padding-right: 4px;
        }
        .finding {
          white-space: normal;
          width: 5.5em;
        }
      }
    `,
  ];

  private readonly addresses = new Map(knownResults.map(({ id, spec }) => [id, addressOf(spec)]));
  private watched = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.watched) return;
    this.watched = true;
    new StoreController(this, this.store.bench);
    new StoreController(this, this.store.stream);
  }

  protected override render() {
    const science = scienceOf(this.store);
    return html`<h2>${msg('Known results')}</h2>
      <p class="quiet">${msg('What the literature found, as experiments of this lab. Orderings, never values: one repair against another on the same seeds, by accuracy. One holds where the 95 % interval of the mean difference lies above what it has to exceed, and does not where it lies below; each on its own, nothing is corrected for their number.')}</p>
      ${science.busy ? this.going() : this.start()}
      ${science.message ? html`<p class=${science.phase === 'failed' ? 'trouble' : 'quiet'} role="status">${translated(science.message)}</p>` : ''}
      <p aria-live="polite"><strong>${translated(this.outcome())}</strong></p>
      <table>
        <thead><tr><th>${msg('accuracy of one minus the other')}</th><th>${msg('has to exceed')}</th><th>${msg('mean difference')}</th><th class="finding">${msg('finding')}</th></tr></thead>
        ${knownResults.map((known) => this.known(known))}
      </table>`;
  }

  private start() {
    const science = scienceOf(this.store);
    const { blocked } = science;
    return html`<div class="start">
      <button ?disabled=${blocked} @click=${() => science.start(knownResults)}>${science.phase === 'idle' ? msg('Run them here (one or two minutes)') : msg('Run them again')}</button>
      ${blocked ? html`<span class="quiet small">${msg('Something else is being run or measured. Let it finish or stop it first.')}</span>` : ''}
    </div>`;
  }

  private going() {
    const science = scienceOf(this.store);
    const { share, etaMs } = science.progress;
    const left = etaMs === undefined ? '' : msg(str`, about ${Math.ceil(etaMs / 1000)} s left`);
    return html`<div class="start">
      <progress max="1" value=${share} aria-label=${msg('Progress of the known results')}></progress>
      <span class="quiet small">${msg(str`${science.found.size} of ${science.known.length} done${left}`)}</span>
      <button @click=${() => science.stop()}>${msg('Stop')}</button>
    </div>`;
  }

  /** How many hold, of those that were run. */
  private outcome(): string {
    const science = scienceOf(this.store);
    const found = [...science.found.values()].flat();
    if (!found.length) return '';
    const said = tally(found);
    return science.phase === 'finished' ? `${said}.` : msg(str`So far, ${said}.`);
  }

  private known({ id, claim, source, spec, orderings }: KnownResult) {
    const science = scienceOf(this.store);
    const found = science.found.get(id);
    const data = builtIns.find((set) => set.id === spec.data.id)?.title ?? spec.data.id;
    const drifts = spec.drift.map(
      (drift) => `${this.store.data.drifts.find((each) => each.id === drift.id)?.title ?? drift.id} ${drift.severity}`,
    );
    const waiting = science.running === id ? msg('running …') : '';
    return html`<tbody id=${id}>
      <tr>
        <th class="claim" colspan="4" scope="rowgroup">
          <p>${translated(claim)}</p>
          <p class="quiet small">${[...[source, data, drifts.join(' + '), specKindOf(spec).labelled(spec)].map(translated), msg(str`${spec.seeds.count} seeds`)].filter(Boolean).join(' · ')} · <a href=${this.addresses.get(id)!} aria-label=${msg(str`Open the experiment: ${claim}`)}>${msg('Open')}</a></p>
        </th>
      </tr>
      ${found ? found.map((each) => this.judged(each)) : orderings.map((each) => html`<tr>${this.ordering(each)}<td></td><td class="finding quiet">${translated(waiting)}</td></tr>`)}
    </tbody>`;
  }

  private judged(found: Found) {
    const { difference, finding, reason } = found;
    const look = { holds: 'holds', 'does not hold': 'fails', undecided: 'quiet', 'not run': 'quiet' }[finding];
    return html`<tr>
      ${this.ordering(found)}
      <td>${difference ? translated(points(difference)) : '–'}</td>
      <td class="finding ${look}">${translated(signs[finding])} ${translated(finding)} ${reason ? html`<span class="reason small">${translated(reason)}</span>` : ''}</td>
    </tr>`;
  }

  private ordering({ better, worse, world, above }: Ordering) {
    const title = (name: string) => arms.find((arm) => arm.id === name)?.title ?? name;
    const where = { new: msg('new world'), old: msg('old world'), served: msg('as served') }[world];
    return html`<td>${translated(title(better))} − ${translated(title(worse))}, ${translated(where)}</td><td>${above < 0 ? '−' : ''}${translated(pointsOf(Math.abs(above), 'pt'))}</td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bench-science': BenchScience;
  }
}
