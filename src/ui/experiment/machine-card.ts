/** How often it is repeated, on which engine, and as what machine its energy is modelled. */
import { msg, str } from '../../words/msg.ts';
import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { devices } from '../../state/catalogue.ts';
import '../controls/rail-card.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { afterPaint } from '../after-paint.ts';
import { StoreElement } from '../store-element.ts';

@customElement('machine-card')
export class MachineCard extends StoreElement<ExperimentStore> {
  @state() private here = false;

  protected override firstUpdated(): void {
    afterPaint(
      () => import('./machine-fields.ts'),
      () => (this.here = true),
    );
  }

  protected override render() {
    const { seeds, energy } = this.store.spec;
    const device = devices.find(({ id }) => id === energy.device);
    return html`<rail-card
      number="5"
      title=${msg('Seeds and machine')}
      choice=${seeds.race ? msg(str`up to ${seeds.count} paired seeds`) : seeds.count === 1 ? msg('one seed') : msg(str`${seeds.count} paired seeds`)}
      detail=${`${msg(str`root ${seeds.root}`)} · ${device?.title ?? ''}`}
    >
      ${this.here ? html`<machine-fields .store=${this.store}></machine-fields>` : ''}
    </rail-card>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'machine-card': MachineCard;
  }
}
