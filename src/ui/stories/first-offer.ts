/** Offers a newcomer the first experiment, once. */
import { msg } from '../../words/msg.ts';
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CornerOffer } from '../corner-offer.ts';

const KEY = 'drift-lab-first-run';

/** What decides whether it is offered. */
export interface Arrival {
  /** The address, as it was when the page was opened. */
  readonly hash: string;
  readonly search: string;
  /** A program drives the page. */
  readonly automated: boolean;
}

/** A link, a lesson or another page is what somebody came for; a program reads no offers. `?welcome` asks for it. */
export function isNewcomer({ hash, search, automated }: Arrival, storage: Pick<Storage, 'getItem'> = localStorage): boolean {
  if (hash.length > 1) return false;
  if (new URLSearchParams(search).has('welcome')) return true;
  try {
    return !automated && storage.getItem(KEY) === null;
  } catch {
    // Where nothing is remembered it would be offered each time.
    return false;
  }
}

/** It is not offered again on this device. */
export function remember(storage: Pick<Storage, 'setItem'> = localStorage): void {
  try {
    storage.setItem(KEY, 'offered');
  } catch {
    // Where storage is not allowed it was only asked for by the address.
  }
}

/** Dispatches `accept`, and takes itself off the page either way. */
@customElement('first-offer')
export class FirstOffer extends CornerOffer {
  protected override render() {
    return html`<section aria-label=${msg('New here?')}>
      <h3>${msg('New here?')}</h3>
      <p class="quiet">${msg('A first experiment takes 20 seconds. It stays in the help.')}</p>
      <div>
        <button class="primary" @click=${() => this.end(true)}>${msg('Show me')}</button>
        <button @click=${() => this.end(false)}>${msg('No, thanks')}</button>
      </div>
    </section>`;
  }

  private end(accepted: boolean): void {
    remember();
    this.remove();
    if (accepted) this.dispatchEvent(new Event('accept'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'first-offer': FirstOffer;
  }
}
