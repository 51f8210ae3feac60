/** What a class is shown: the QR code of the experiment, and how many seeds each seat runs. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { MOST_SEEDS_OF_A_SEAT } from '../../spec/seat.ts';
import type { ClassStore } from '../../state/class-store.ts';
import { linkToSeats } from '../../state/url.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../dialogs/qr-code.ts';
import { copyText } from '../copy-text.ts';
import { StoreElement } from '../store-element.ts';

/** Another number of seeds for each seat is asked for. */
class SeedsEvent extends Event {
  static readonly type = 'seeds-of-a-seat';
  constructor(readonly count: number) {
    super(SeedsEvent.type, { bubbles: true, composed: true });
  }
}

@customElement('class-invite')
export class ClassInvite extends StoreElement<ClassStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: end;
        margin: var(--space-3) 0 var(--space-2);
      }
      h2 {
        margin-bottom: var(--space-2);
      }
    `,
  ];

  @state() private copied = '';
  /** The link, where it could not be copied. */
  @state() private byHand = '';

  protected override render() {
    const { spec, taken, struck } = this.store;
    const link = linkToSeats(spec);
    const counts = Array.from({ length: MOST_SEEDS_OF_A_SEAT }, (_, i) => `${i + 1}`);
    const begun = taken.length + struck.length > 0;
    return html`<h2>${msg('Take your own seeds')}</h2>
      <qr-code .text=${link} label=${msg('QR code of the experiment')}></qr-code>
      <div class="buttons">
        <button class="primary" @click=${() => this.copy(link)}>${msg('Copy the link')}</button>
        <choice-field
          label=${msg('Seeds for each seat')}
          value=${String(spec.seeds.count)}
          .choices=${counts.map((id) => ({ id, title: id, disabled: begun && id !== String(spec.seeds.count) }))}
          @field-change=${(event: FieldChange<string>) => this.dispatchEvent(new SeedsEvent(Number(event.value)))}
        ></choice-field>
      </div>
      ${this.byHand ? html`<p><label>${msg('The browser did not allow copying. Press Ctrl+C:')} <input type="text" readonly .value=${this.byHand} /></label></p>` : ''}
      <p role="status" class="small quiet">${translated(this.copied) || (begun ? msg('The number of seeds is fixed once a part is in.') : '')}</p>
      <p class="small quiet">
        ${msg(str`Whoever opens it draws the number of a seat, and runs ${spec.seeds.count} seeds that nobody else has: root seed ${spec.seeds.root}, and the seat. Nothing is sent anywhere; the result is a code to scan or paste.`)}
      </p>`;
  }

  private async copy(link: string): Promise<void> {
    const copied = await copyText(link);
    this.copied = copied ? msg('Copied.') : '';
    this.byHand = copied ? '' : link;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('input[readonly]')?.select();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'class-invite': ClassInvite;
  }
  interface HTMLElementEventMap {
    'seeds-of-a-seat': SeedsEvent;
  }
}
