/** Stage 2: the world changes. Real samples before and after, what that does to the model, and the ledger of it. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../charts/drift-timeline.ts';
import '../charts/sample-strip.ts';
import type { ShiftReport } from '../../contracts/diagnosis.ts';
import type { LedgerEntry } from '../../contracts/drift.ts';
import type { Samples } from '../../data/types.ts';
import type { Preview, PreviewRows } from '../../contracts/services.ts';
import { soundness } from '../../measure/metrics/words.ts';
import { isPlane, planeBounds, presetOf } from '../../state/catalogue.ts';
import type { CompareRun } from '../../state/compare-run.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { whenHere } from '../after-paint.ts';
import { StoreElement } from '../store-element.ts';
import { ringsAfter } from './in-use.ts';

@customElement('drift-stage')
export class DriftStage extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      .stale {
        color: var(--accent);
      }
      :host {
        min-height: 13rem;
      }
      .unseen-yet {
        visibility: hidden;
      }
      .plain::first-letter {
        text-transform: uppercase;
      }
      /* The number, and what it is of: their place is kept. */
      .fall {
        display: grid;
        align-content: start;
        min-height: calc(2.2rem + 1.45em);
      }
      .fall strong {
        font-size: 1.75rem;
        line-height: 2.2rem;
        letter-spacing: -0.02em;
        white-space: nowrap;
      }
      .unseen {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      p + p {
        margin-top: 4px;
      }
      .picture {
        margin-top: var(--space-2);
        display: grid;
        gap: var(--space-3);
      }
      .planes {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
        max-width: 420px;
      }
      figure {
        margin: 0;
      }
      details {
        margin-top: var(--space-3);
      }
      summary {
        cursor: pointer;
        color: var(--ink-2);
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: var(--text-1);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        text-align: left;
        padding: 3px 10px 3px 0;
        vertical-align: top;
        font-weight: 400;
      }
      th {
        color: var(--ink-3);
      }
    `,
  ];

  private asked = false;

  /** More than pictures need more code. */
  protected override willUpdate(): void {
    const { preview } = this.store;
    if (this.asked || !preview || (preview.inputShape.length === 3 && !changesShares(preview))) return;
    this.asked = true;
    const trouble = () =>
      this.store.showNotice(msg('The pictures of the drift could not be loaded. Check the connection and reload the page.'));
    import('../experiment/drift-pictures.ts').catch(trouble);
  }

  protected override render() {
    const { preview, refusal, spec, data } = this.store;
    const image = preview?.inputShape.length === 3;
    const text = preview?.before.text !== undefined;
    const moved = preview && changesShares(preview);
    const inTime = spec.drift.some(({ when }) => when.pattern !== 'sudden' || when.start > 0);
    const drifts = spec.drift.map(({ id, severity, when }) => ({ title: data.driftOf(id)?.title ?? id, severity, when }));
    const ahead = this.ahead;
    return html`<h2>${ahead ? msg('The world it knows') : msg('The world changes')}</h2>
      ${this.fall()}
      ${this.store.stale ? html`<p class="stale">${msg('As you have changed it now; the other stages show the run before the change.')}</p>` : ''}
      ${preview?.shift ? this.real(preview.shift, preview.classes) : ''}
      ${
        preview?.ledger.length
          ? preview.ledger.map(({ sentence }) => html`<p class="quiet plain ${ahead ? 'unseen-yet' : ''}">${plainly(sentence)}</p>`)
          : preview?.shift
            ? ''
            : html`<p class="quiet">${preview ? msg('Nothing changes: this is the control.') : refusal ? refusal.text : msg('Loading samples …')}</p>`
      }
      <div class="picture ${ahead && !image ? 'unseen-yet' : ''}">
        ${inTime ? html`<drift-timeline .drifts=${drifts}></drift-timeline>` : ''}
        ${image ? html`<sample-strip brief ?still=${ahead} .preview=${preview}></sample-strip>` : ''} ${text ? html`<text-diff .preview=${preview}></text-diff>` : ''}
        ${preview && isPlane(data.chosen(spec)?.columns ?? []) ? this.plane(preview) : ''}
        ${preview && (preview.columns.length > 0 || moved) ? html`<shift-histograms .preview=${preview} .count=${12}></shift-histograms>` : ''}
      </div>
      ${preview?.ledger.length ? html`<div class=${ahead ? 'unseen-yet' : ''}>${this.ledger(preview)}</div>` : ''}`;
  }

  /** The page as it opens: the world changes when somebody presses Run, or wants to look ahead; who edits the experiment sees at once what it does. */
  private get ahead(): boolean {
    const { store } = this;
    return (
      store.tellsFall &&
      (store.run as Partial<CompareRun>).phase === 'idle' &&
      !this.looked &&
      !store.refusal &&
      presetOf(store.spec)?.exact === true
    );
  }

  @state() private looked = false;

  /** What the change did to the model as it was: the reason for everything below. Its place is kept before a run. */
  private fall() {
    const { fall, stale, tellsFall } = this.store;
    if (this.ahead)
      return html`<div class="fall quiet"><span>${msg('It changes when you press Run.')} <button class="link" @click=${() => (this.looked = true)}>${msg('Look ahead')}</button></span></div>`;
    if (!fall || stale) return tellsFall ? html`<div class="fall quiet">${msg('Run it to see what that does to the model.')}</div>` : '';
    const share = (value: number) => `${Math.round(100 * value)} %`;
    return html`<div class="fall"><strong>${share(fall.before)} <span aria-hidden="true">→</span><span class="unseen">${msg('becomes')}</span> ${share(fall.after)}</strong>
      <span class="quiet">${msg(str`${soundness(this.store.run.spec)}, left as it is`)}${this.rings()}</span></div>`;
  }

  /** How soon somebody would have known. */
  private rings() {
    const served = (this.store.run as Partial<CompareRun>).served;
    if (!served) return '';
    const rows = ringsAfter(served);
    return rows === undefined
      ? msg(str`. ${served.detector} does not ring in ${served.after.length} rows`)
      : msg(str`. ${served.detector} rings after ${rows} rows`);
  }

  /** What is known of a change that nobody injected; it comes with the first such change. */
  private real(shift: ShiftReport, classes: readonly string[]) {
    whenHere(
      () => import('./real-drift.ts'),
      () => undefined,
      this.store,
    );
    return html`<real-drift .shift=${shift} .classes=${classes}></real-drift>`;
  }

  /** Data of two columns as points, before and after. */
  private plane({ before, after }: Preview) {
    const samples = (rows: PreviewRows): Samples => ({ rows: rows.y.length, inputShape: [2], ...rows });
    const bounds = planeBounds(samples(before), samples(after));
    return html`<div class="planes">
      ${[
        { rows: before, name: msg('before') },
        { rows: after, name: msg('after') },
      ].map(
        ({ rows, name }) =>
          html`<figure><plane-canvas .view=${{ bounds, points: rows }} label=${name}></plane-canvas><figcaption class="small quiet">${name}</figcaption></figure>`,
      )}
    </div>`;
  }

  /** What was done to the rows shown, measured. */
  private ledger(preview: Preview) {
    const { ledger, classes, inputShape } = preview;
    const percent = (share: number) => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
    const priors = (shares: readonly number[]) => shares.map((share) => Math.round(100 * share)).join(' ');
    const measured: readonly (readonly [name: string, value: (entry: LedgerEntry) => string, hint?: string])[] = [
      [msg('changes'), ({ kind }) => kind],
      [msg('severity'), ({ severity }) => String(severity)],
      [msg('rows touched'), ({ rowsTouched }) => percent(rowsTouched)],
      [
        msg('different rows'),
        ({ realised }) => msg(str`${realised.distinct} of ${realised.rows}`),
        msg('Where rows are drawn again, some repeat'),
      ],
      [msg('inputs touched'), ({ featuresTouched }) => percent(featuresTouched)],
      [
        msg('change of an input'),
        ({ realised }) => `${realised.rmsChange.toFixed(2)} σ`,
        msg('Root mean square, in standard deviations of the old world'),
      ],
      [
        msg('mean'),
        ({ realised }) => `${realised.meanBefore.toFixed(2)} → ${realised.meanAfter.toFixed(2)}`,
        msg('Of pixels; of columns, in standard deviations from the old mean'),
      ],
      [msg('labels changed'), ({ realised }) => percent(realised.labelFlips)],
      [msg('class shares, %'), ({ realised }) => `${priors(realised.priorsBefore)} → ${priors(realised.priorsAfter)}`, classes.join(' ')],
    ];
    return html`<details>
      <summary>${msg('The ledger: what was changed, measured')}</summary>
      ${ledger.map(({ sentence }) => html`<p class="quiet">${sentence}</p>`)}
      ${inputShape.length === 3 ? html`<sample-strip .preview=${preview}></sample-strip>` : ''}
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('The ledger')}>
        <table>
          <thead>
            <tr><th>${msg('measured')}</th>${ledger.map(({ id }) => html`<th>${this.store.data.driftOf(id)?.title ?? id}</th>`)}</tr>
          </thead>
          <tbody>
            ${measured.map(([name, value, hint]) => html`<tr><th scope="row" title=${hint ?? ''}>${name}</th>${ledger.map((entry) => html`<td>${value(entry)}</td>`)}</tr>`)}
          </tbody>
        </table>
      </div>
    </details>`;
  }
}

/** What happened, in a few words: place and kind in the literature's terms stand in the ledger. */
const plainly = (sentence: string): string => {
  const [, place, told] = /^[^:]*?(?:P\([^)]*\)|together|a control), ([^:]*): (.*)$/s.exec(sentence) ?? [];
  const what = told?.replace(/; labels are unchanged\.$/, '.');
  return !what ? sentence : place === 'everywhere' ? what : `${place}: ${what}`;
};

const changesShares = ({ classCounts: { before, after } }: Preview): boolean => before.some((count, c) => count !== after[c]);

declare global {
  interface HTMLElementTagNameMap {
    'drift-stage': DriftStage;
  }
}
