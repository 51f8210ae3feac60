/** A run that lost its tab: what of it is here, and to go on with it or let it go. */
import { msg, str, translated } from '../../words/msg.ts';
import { dayAndTime } from '../../words/dates.ts';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LeftRun } from '../../contracts/library.ts';
import { forgetLeft, goOn, leftRuns } from '../../state/journal.ts';
import type { LabStore } from '../../state/lab-store.ts';
import { addressOf } from '../../state/url.ts';
import { CornerOffer } from '../corner-offer.ts';
import { experimentName } from '../tab-title.ts';

@customElement('left-offer')
export class LeftOffer extends CornerOffer {
  @property({ attribute: false }) lab!: LabStore;
  @state() private left: readonly LeftRun[] = [];
  /** One person's file is not on this page. */
  @state() private missing = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.look();
  }

  /** Which runs lost their tab. Where that cannot be told, nothing is offered. */
  async look(): Promise<void> {
    this.left = await leftRuns(this.lab).catch(() => []);
    this.missing = '';
  }

  protected override render() {
    const [first] = this.left;
    if (!first || this.lab.training) return nothing;
    const name = experimentName(first.spec, (id) => this.lab.data.driftOf(id)?.title ?? id);
    return html`<section role="region" aria-label=${msg('A run was interrupted')}>
      <h3>${msg('A run was interrupted')}</h3>
      <p>${name}: ${translated(this.stands(first))}</p>
      <p class="quiet">${msg('It can go on from there; it comes to what it would have come to. Its times are not compared.')}</p>
      ${this.missing ? html`<p role="alert">${translated(this.missing)}</p>` : ''}
      <div>
        <button class="primary" @click=${() => this.resume(first)}>${msg('Go on')}</button>
        <button @click=${() => this.discard(first)}>${msg('Let it go')}</button>
        <button @click=${() => this.remove()}>${msg('Later')}</button>
      </div>
    </section>`;
  }

  private stands({ spec, kept, seen, at }: LeftRun): string {
    const when = dayAndTime(at);
    if (seen !== undefined) return msg(str`${seen} batches of the first of ${spec.seeds.count} seeds had gone by, ${when}.`);
    return msg(str`${kept} repeats were finished, of up to ${spec.seeds.count} seeds, ${when}.`);
  }

  private async resume(left: LeftRun): Promise<void> {
    const { spec } = left;
    const experiment = this.lab.storeOf(spec);
    if (spec.data.id === 'own' && experiment.data.own?.spec.params['sha256'] !== spec.data.params['sha256']) {
      this.missing = msg(
        str`It is on your file ${String(spec.data.params['name'])}, which stays with you: open it on the Data card first, then press this again.`,
      );
      return;
    }
    this.remove();
    const address = addressOf(spec);
    if (location.hash !== address) {
      location.hash = address;
      await new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
    }
    experiment.setSpec(spec);
    await goOn(this.lab, left);
  }

  private async discard(left: LeftRun): Promise<void> {
    await forgetLeft(this.lab, left);
    await this.look();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'left-offer': LeftOffer;
  }
}
