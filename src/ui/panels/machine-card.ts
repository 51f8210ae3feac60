/** How often it is repeated, on which engine, and as what machine its energy is modelled. */
import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { devices } from '../../state/catalogue.ts';
import type { Spec } from '../../spec/schema.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/rail-card.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { StoreElement } from '../store-element.ts';

@customElement('machine-card')
export class MachineCard extends StoreElement<ExperimentStore> {
  protected override render() {
    const { seeds, energy, engine, measure } = this.store.spec;
    const device = devices.find(({ id }) => id === energy.device);
    const engines = [
      { id: 'auto', title: msg('the fastest that passes its self-test') },
      { id: 'webgpu', title: 'WebGPU' },
      { id: 'wasm', title: 'WASM' },
      { id: 'cpu', title: msg('plain JavaScript') },
    ];
    return html`<rail-card
      number="5"
      title=${msg('Seeds and machine')}
      choice=${msg(str`${seeds.count} paired seeds`)}
      detail=${`${msg(str`root ${seeds.root}`)} · ${device?.title ?? ''}`}
    >
      <number-field label=${msg('seeds (6 or more to conclude anything)')} min="1" max="30" .value=${seeds.count} @field-change=${(event: FieldChange<number>) => this.store.edit({ seeds: { ...seeds, count: event.value } })}></number-field>
      <number-field label=${msg('root seed')} min="0" max="4294967295" .value=${seeds.root} @field-change=${(event: FieldChange<number>) => this.store.edit({ seeds: { ...seeds, root: event.value } })}></number-field>
      <number-field label=${msg('margin that does not matter (accuracy, 0 to 0.5)')} min="0" max="0.5" step="0" .value=${measure.margin} @field-change=${(event: FieldChange<number>) => this.store.edit({ measure: { margin: event.value } })}></number-field>
      <choice-field label=${msg('Engine')} value=${engine} .choices=${engines} @field-change=${(event: FieldChange<Spec['engine']>) => this.store.edit({ engine: event.value })}></choice-field>
      <choice-field
        label=${msg('Machine for the energy proxy')}
        value=${energy.device}
        .choices=${devices.map(({ id, title, lowW, highW }) => ({ id, title: `${title}, ${lowW === highW ? lowW : `${lowW}–${highW}`} W` }))}
        help=${msg('A page cannot measure power: you say what this machine is.')}
        @field-change=${(event: FieldChange<string>) => this.store.edit({ energy: { ...energy, device: event.value } })}
      ></choice-field>
    </rail-card>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'machine-card': MachineCard;
  }
}
