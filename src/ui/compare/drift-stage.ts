/** Stage 2: the world changes. Real samples before and after, what that does to the model, and the ledger of it. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../charts/drift-timeline.ts';
import '../charts/sample-strip.ts';
import type { ShiftReport } from '../../contracts/diagnosis.ts';
import type { Samples } from '../../data/types.ts';
import type { Preview, PreviewRows } from '../../contracts/services.ts';
import { soundness } from '../../measure/metrics/words.ts';
import { isPlane, planeBounds, presetOf } from '../../state/catalogue.ts';
import type { CompareRun } from '../../state/compare-run.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { whenHere } from '../../state/late-part.ts';
import { StoreElement } from '../store-element.ts';
import { plainly } from './plainly.ts';
import { ringsAfter } from './use-axis.ts';

@customElement('drift-stage')
export class DriftStage extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      .stale {
        color: var(--accent);
      }
      :host {
        min-height: 18rem;
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
    `,
  ];

  private asked = false;

  /** More than pictures need more code. */
  protected override willUpdate(): void {
    const { preview } = this.store;
    if (this.asked || !preview || (preview.inputShape.length === 3 && !changesShares(preview))) return;
    this.asked = true;
    whenHere(
      () => import('../experiment/drift-pictures.ts'),
      () => undefined,
    );
  }

  /** Pictures of a preset show for themselves what was done, and the ledger says it; who edits reads it here. */
  protected override render() {
    const { preview, refusal, spec, data } = this.store;
    const image = preview?.inputShape.length === 3;
    const text = preview?.before.text !== undefined;
    const moved = preview && changesShares(preview);
    const inTime = spec.drift.some(({ when }) => when.pattern !== 'sudden' || when.start > 0);
    const drifts = spec.drift.map(({ id, severity, when }) => ({ title: data.driftOf(id)?.title ?? id, severity, when }));
    const { ahead, untouched } = this;
    return html`<h2>${ahead ? msg('The world it knows') : msg('The world changes')}</h2>
      ${this.fall()}
      ${this.store.stale ? html`<p class="stale">${msg('As you have changed it now; the other stages show the run before the change.')}</p>` : ''}
      ${preview?.shift ? this.real(preview.shift, preview.classes) : ''}
      ${
        preview?.ledger.length
          ? (image && untouched && preview.ledger.every(({ kind }) => kind === 'P(x)') ? [] : preview.ledger).map(
              ({ sentence }) => html`<p class="quiet plain ${ahead ? 'unseen-yet' : ''}">${translated(plainly(sentence))}</p>`,
            )
          : preview?.shift
            ? ''
            : html`<p class="quiet">${preview ? msg('Nothing changes: this is the control.') : refusal ? translated(refusal.text) : msg('Loading samples …')}</p>`
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
    return store.tellsFall && (store.run as Partial<CompareRun>).phase === 'idle' && !this.looked && !store.refusal && this.untouched;
  }

  /** The experiment is a preset as it is. */
  private get untouched(): boolean {
    return presetOf(this.store.spec)?.exact === true;
  }

  @state() private looked = false;

  /** What the change did to the model as it was: the reason for everything below. Its place is kept before a run. */
  private fall() {
    const { fall, stale, tellsFall } = this.store;
    if (this.ahead)
      return html`<div class="fall quiet"><span>${msg('It changes when you press Run.')} <button class="link" @click=${() => (this.looked = true)}>${msg('Look ahead')}</button></span></div>`;
    if (!fall || stale) return tellsFall ? html`<div class="fall quiet">${msg('Run it to see what that does to the model.')}</div>` : '';
    const share = (value: number) => `${Math.round(100 * value)} %`;
    return html`<div class="fall"><strong>${translated(share(fall.before))} <span aria-hidden="true">→</span><span class="unseen">${msg('becomes')}</span> ${translated(share(fall.after))}</strong>
      <span class="quiet">${msg(str`${soundness(this.store.run.spec)}, left as it is`)}${translated(this.rings())}</span></div>`;
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
          html`<figure><plane-canvas .view=${{ bounds, points: rows }} label=${name}></plane-canvas><figcaption class="small quiet">${translated(name)}</figcaption></figure>`,
      )}
    </div>`;
  }

  /** What was done to the rows shown, measured: fetched when it is opened. */
  private ledger(preview: Preview) {
    const open = () =>
      whenHere(
        () => import('./drift-ledger.ts'),
        () => (this.unfolded = true),
      );
    return html`<details @toggle=${open}>
      <summary>${msg('The change, measured')}</summary>
      ${this.unfolded ? html`<drift-ledger .store=${this.store} .preview=${preview}></drift-ledger>` : ''}
    </details>`;
  }

  @state() private unfolded = false;
}

const changesShares = ({ classCounts: { before, after } }: Preview): boolean => before.some((count, c) => count !== after[c]);

declare global {
  interface HTMLElementTagNameMap {
    'drift-stage': DriftStage;
  }
}
