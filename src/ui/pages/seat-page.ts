/** A seat of a class: its number, a run of its own seeds, and what came of them as a code to show. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { RunRecord } from '../../contracts/record.ts';
import { interval } from '../../maths/statistics.ts';
import { decided } from '../../measure/metrics/words.ts';
import { deciding } from '../../measure/metrics/registry.ts';
import { meritOf } from '../../measure/metrics/metric.ts';
import { codeOf, whyNoCodes } from '../../record/class/code-of.ts';
import { can } from '../../spec/kinds/registry.ts';
import { MOST_SEATS, seatSpec } from '../../spec/seat.ts';
import type { Spec } from '../../spec/schema.ts';
import { builtIns } from '../../state/catalogue.ts';
import { putSeatInAddress, seatInAddress } from '../../state/url.ts';
import { classStyles } from '../class/class-styles.ts';
import '../dialogs/qr-code.ts';
import { copyText } from '../copy-text.ts';
import { StoreElement } from '../store-element.ts';

@customElement('seat-page')
export class SeatPage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    classStyles,
    css`
      main {
        max-width: 720px;
        display: grid;
        gap: var(--space-3);
        grid-template-columns: minmax(0, 1fr);
        justify-items: start;
      }
      .headline,
      .lead {
        margin-bottom: 0;
      }
      .seat {
        font-size: 4rem;
        line-height: 1;
        font-weight: 700;
        letter-spacing: -0.04em;
        font-variant-numeric: tabular-nums;
      }
      .number {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
        align-items: center;
      }
      input[type='number'] {
        width: 7em;
      }
      .primary {
        min-height: 48px;
        padding: 8px 28px;
        font-size: 1.05rem;
      }
      progress {
        width: 100%;
        height: 10px;
        accent-color: var(--accent);
      }
      qr-code {
        width: 100%;
        --qr-size: 420px;
      }
      textarea {
        width: 100%;
        font-family: ui-monospace, monospace;
        font-size: var(--text-1);
        color: var(--ink);
        background: var(--panel);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        padding: 8px 10px;
        resize: vertical;
        word-break: break-all;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      label {
        color: var(--ink-2);
        font-size: var(--text-1);
      }
    `,
  ];

  /** What the class runs, and the number of this seat. */
  @state() private class: { readonly spec: Spec; readonly seat: number } | undefined;
  @state() private why: string | undefined;
  @state() private told = '';

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.read);
    this.read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.read);
  }

  private readonly read = () => {
    const { link, seat } = seatInAddress();
    this.class = this.why = undefined;
    if (!link.ok) return void (this.why = link.message);
    const { spec } = link;
    if (!can(spec, 'poolsSeeds')) return void (this.why = msg('Only a comparison can be taken to class. Ask for the link again.'));
    this.why = whyNoCodes(spec);
    if (this.why !== undefined) return;
    const drawn = 1 + (crypto.getRandomValues(new Uint32Array(1))[0]! % MOST_SEATS);
    this.sit(spec, seat !== undefined && seat >= 1 && seat <= MOST_SEATS ? seat : drawn);
  };

  /** Takes that seat: it is in the address, so that a reload finds it again. */
  private sit(spec: Spec, seat: number): void {
    this.class = { spec, seat };
    this.told = '';
    putSeatInAddress(spec, seat);
    this.store.setSpec(seatSpec(spec, seat));
  }

  /** The finished run of this seat. */
  private get record(): RunRecord | undefined {
    const { run, stale } = this.store;
    return stale ? undefined : run.record;
  }

  protected override render() {
    const own = this.class;
    if (!own)
      return html`<main><h2 class="headline">${msg('This seat cannot be taken')}</h2><p role="alert">${translated(this.why)}</p><p><a href="#">${msg('To the Lab')}</a></p></main>`;
    const { run } = this.store;
    return html`<main>
      <h2 class="headline">${msg('Your seat in this class')}</h2>
      <div class="number">
        <span class="seat" aria-label=${msg(str`Seat ${own.seat}`)}>${own.seat}</span>
        ${
          run.busy
            ? ''
            : html`<span><label for="seat">${msg('Another number, such as yours in the class list')}</label><br />
              <input id="seat" type="number" min="1" max=${MOST_SEATS} step="1" .value=${String(own.seat)} @change=${this.renumber} /></span>`
        }
      </div>
      ${run.busy ? this.running() : this.record ? this.finished(this.record, own.seat) : this.ready(own.spec)}
    </main>`;
  }

  private readonly renumber = (event: Event) => {
    const field = event.target as HTMLInputElement;
    const seat = Number(field.value);
    if (Number.isInteger(seat) && seat >= 1 && seat <= MOST_SEATS) this.sit(this.class!.spec, seat);
    else {
      this.told = msg(str`A seat is a whole number from 1 to ${MOST_SEATS}.`);
      field.value = String(this.class!.seat);
    }
  };

  private ready({ seeds, arms, data }: Spec) {
    const { refusal, run } = this.store;
    return html`<p class="lead">
        ${msg(str`The experiment: ${builtIns.find(({ id }) => id === data.id)?.title ?? data.id}. This machine runs ${seeds.count} seeds that nobody else in the class has, with ${arms.length} repairs each. It takes a moment; then it shows a code for the teacher. Nothing is sent anywhere.`)}
      </p>
      ${refusal ? html`<p role="alert">${msg(str`This cannot run yet: ${refusal.text}`)}</p>` : ''}
      ${run.message && !this.store.stale ? html`<p role="alert">${translated(run.message)}</p>` : ''}
      <button class="primary" id="run" ?disabled=${refusal !== undefined} @click=${() => void this.store.start()}>${msg('Run my seeds')}</button>
      <p class="small quiet" role="status">${translated(this.told)}</p>`;
  }

  private running() {
    const { progress } = this.store.run;
    return html`${
      progress
        ? html`<progress max=${progress.total} value=${progress.done} aria-label=${msg('Progress')}></progress>
          <p>${msg(str`${progress.done} of ${progress.total} trainings`)}</p>`
        : html`<progress aria-label=${msg('Progress')}></progress><p>${msg('Loading data and engine …')}</p>`
    }
      <button @click=${() => this.store.stop()}>${msg('Stop')}</button>`;
  }

  private finished(record: RunRecord, seat: number) {
    const code = codeOf(record, seat);
    if ('why' in code) return html`<p role="alert">${translated(code.why)}</p>`;
    const { summary } = record.derived;
    const metric = deciding(summary);
    const ranked = [...summary.arms].sort((a, b) => meritOf(b).mean - meritOf(a).mean);
    return html`<p class="lead">${msg('Show this to the teacher’s camera, or send the text.')}</p>
      <qr-code .text=${code.text} label=${msg(str`QR code of what seat ${seat} came to`)}></qr-code>
      <label for="code">${msg(str`The same as text, ${code.text.length} letters`)}</label>
      <textarea id="code" readonly rows="4" .value=${code.text} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>
      <div class="buttons">
        <button class="primary" @click=${() => this.copy(code.text)}>${msg('Copy the text')}</button>
        ${'share' in navigator ? html`<button @click=${() => this.pass(code.text)}>${msg('Send …')}</button>` : ''}
      </div>
      <p role="status" class="small quiet">${translated(this.told)}</p>
      <table>
        <thead><tr><th>${msg('On your seeds')}</th><th>${msg(str`${metric.title}, new rows`)}</th></tr></thead>
        <tbody>${ranked.map((arm) => html`<tr><td>${translated(arm.title)}</td><td>${translated(decided(metric, interval([meritOf(arm).mean])))}</td></tr>`)}</tbody>
      </table>
      <p class="small quiet">${msg('So few seeds prove nothing: chance alone may have made one repair win. What all seats say together does.')}</p>`;
  }

  private async copy(text: string): Promise<void> {
    const copied = await copyText(text);
    if (!copied) this.renderRoot.querySelector('textarea')?.select();
    this.told = copied ? msg('Copied.') : msg('The browser did not allow copying; the text above is selected, press Ctrl+C.');
  }

  /** By whatever the device sends with (Web Share). */
  private async pass(text: string): Promise<void> {
    try {
      await navigator.share({ title: 'Drift Lab', text });
    } catch (error) {
      if ((error as Error).name !== 'AbortError') this.told = msg('This device could not send it. Copy the text instead.');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'seat-page': SeatPage;
  }
}
