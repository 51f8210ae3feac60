/** A class as a laboratory: the experiment as a QR code, parts that come in, and what they come to together. No server is needed. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { whyNoCodes } from '../../record/class/code-of.ts';
import { can } from '../../spec/kinds/registry.ts';
import { classSpec } from '../../spec/seat.ts';
import type { Spec } from '../../spec/schema.ts';
import { classOf, type ClassStore } from '../../state/class-store.ts';
import { classInAddress, putClassInAddress } from '../../state/url.ts';
import '../class/class-collect.ts';
import '../class/class-invite.ts';
import '../class/class-machines.ts';
import '../class/class-result.ts';
import { StoreElement } from '../store-element.ts';
import { classStyles } from '../class/class-styles.ts';

@customElement('class-page')
export class ClassPage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    classStyles,
    css`
      .board {
        display: grid;
        grid-template-columns: minmax(260px, 440px) minmax(0, 1fr);
        gap: var(--space-5);
        align-items: start;
      }
      /* Most have taken a seat: what comes in needs the room. */
      .begun {
        grid-template-columns: minmax(260px, 340px) minmax(0, 1fr);
      }
      class-invite {
        --qr-size: 440px;
      }
      .begun class-invite {
        --qr-size: 300px;
      }
      .side,
      .result {
        display: grid;
        gap: var(--space-4);
        grid-template-columns: minmax(0, 1fr);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      @media (max-width: 900px) {
        .board,
        .begun {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** Why the experiment cannot be taken to class. */
  @state() private why: string | undefined;

  private get class(): ClassStore {
    return classOf(this.store);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.read);
    this.read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.read);
  }

  /** The experiment in the address, or the Lab's. */
  private readonly read = () => {
    const link = classInAddress();
    if (link && !link.ok) return void (this.why = link.message);
    const spec = link?.spec ?? this.store.spec;
    if (!can(spec, 'poolsSeeds'))
      return void (this.why = msg('Only a comparison can be taken to class: a stream’s seeds are of one stream.'));
    this.take(link ? spec : classSpec(spec));
  };

  private take(spec: Spec): void {
    this.why = whyNoCodes(spec);
    if (this.why !== undefined) return;
    putClassInAddress(spec);
    this.class.open(spec);
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    const { record } = this.store.run;
    if (record && this.why === undefined) this.class.own(record);
  }

  protected override updated(): void {
    if (this.why === undefined) this.class.idle();
  }

  protected override render() {
    return html`<main>
      <h2 class="headline">${msg('A class as a laboratory')}</h2>
      ${this.why === undefined ? this.board() : html`<p role="alert">${translated(this.why)}</p><p><a href="#">${msg('Back to the Lab')}</a></p>`}
    </main>`;
  }

  private board() {
    const { store, class: own } = this;
    const { run } = store;
    const ran = own.taken.some(({ record }) => record);
    const begun = own.taken.length + own.struck.length > 0;
    return html`${begun ? '' : html`<p class="lead">${msg('Every laptop and phone runs a few seeds of one experiment that nobody else has, and shows what came of them as a code. Here they become one run.')}</p>`}
      <div class="board ${begun ? 'begun' : ''}">
        <div class="side">
          <class-invite .store=${own} @seeds-of-a-seat=${(event: { readonly count: number }) => this.take(classSpec(own.spec, event.count))}></class-invite>
          <class-collect .store=${own}></class-collect>
          <div class="buttons">
            <button ?disabled=${run.busy || ran} @click=${() => void store.carryOut(own.spec)}>
              ${run.busy ? translated(this.progress()) : ran ? msg('This machine’s seeds are in') : msg('Run this machine’s seeds, too')}
            </button>
            ${begun ? html`<button @click=${() => own.clear()}>${msg('Begin anew')}</button>` : ''}
          </div>
          ${!run.busy && run.message ? html`<p class="small" role="alert">${translated(run.message)}</p>` : ''}
        </div>
        <div class="result">
          <class-result .store=${own}></class-result>
          <class-machines .store=${own}></class-machines>
        </div>
      </div>`;
  }

  private progress(): string {
    const { progress } = this.store.run;
    return progress ? msg(str`Running: ${progress.done} of ${progress.total}`) : msg('Running …');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'class-page': ClassPage;
  }
}
