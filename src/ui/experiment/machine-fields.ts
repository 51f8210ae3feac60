/** The fields of the last card: seeds, what decides, engine, and as what machine energy is modelled. */
import { msg, str } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { devices, metrics } from '../../state/catalogue.ts';
import type { DeviceProfile, OwnProfile } from '../../measure/energy/devices.ts';
import { engineAsked, engines } from '../../spec/engines.ts';
import { can } from '../../spec/kinds/registry.ts';
import { thresholdOf } from '../../measure/metrics/binary.ts';
import { judges, type Metric } from '../../measure/metrics/metric.ts';
import type { AnySpec, Spec } from '../../spec/schema.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { StoreElement } from '../store-element.ts';

@customElement('machine-fields')
export class MachineFields extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .figures {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-2) 0;
      }
    `,
  ];

  protected override render() {
    const { spec } = this.store;
    const { seeds, energy, engine, measure } = spec;
    const own = metrics.filter((metric) => judges(metric, spec));
    const metric = own.find(({ id }) => id === (measure.metric ?? (measure.binary && 'error-cost'))) ?? own[0]!;
    const device = devices.find(({ id }) => id === energy.device);
    const choices = [{ id: 'auto', title: msg('the fastest that passes its self-test') }, ...engines];
    return html`<choice-field
        label=${msg('Seeds')}
        value=${seeds.race ? 'race' : 'fixed'}
        .choices=${[
          { id: 'race', title: msg('until it is settled') },
          { id: 'fixed', title: msg('a fixed number') },
        ]}
        help=${seeds.race ? msg('A race: who is shown not to be the best runs no more, and more seeds can be added at any time.') : msg('The number stands before the run. For records that are compared.')}
        @field-change=${(event: FieldChange<string>) => this.store.edit({ seeds: { root: seeds.root, count: seeds.count, ...(event.value === 'race' && { race: true }) } })}
      ></choice-field>
      <number-field label=${seeds.race ? msg('at most') : msg('seeds (6 or more to conclude anything)')} min="1" max="100" .value=${seeds.count} @field-change=${(event: FieldChange<number>) => this.store.edit({ seeds: { ...seeds, count: event.value } })}></number-field>
      <number-field label=${msg('root seed')} min="0" max="4294967295" .value=${seeds.root} @field-change=${(event: FieldChange<number>) => this.store.edit({ seeds: { ...seeds, root: event.value } })}></number-field>
      ${can(spec, 'choosesMetric') ? html`${this.decides(spec)} ${this.errorCosts(spec)}` : ''}
      <number-field label=${this.marginLabel(spec, metric)} min="0" max=${measure.in ? '1000000000000' : '0.5'} step="0" .value=${measure.margin} @field-change=${(event: FieldChange<number>) => this.store.edit({ measure: { ...measure, margin: event.value } })}></number-field>
      <choice-field label=${msg('Engine')} value=${engineAsked(engine)} .choices=${choices} @field-change=${(event: FieldChange<Spec['engine']>) => this.store.edit({ engine: event.value })}></choice-field>
      <choice-field
        label=${msg('Machine for the energy proxy')}
        value=${energy.device}
        .choices=${devices.map(({ id, title, lowW, highW }) => ({ id, title: `${title}, ${lowW === highW ? lowW : `${lowW}–${highW}`} W` }))}
        help=${msg('A page cannot measure power: you say what this machine is.')}
        @field-change=${(event: FieldChange<string>) => this.store.edit({ energy: { ...published(energy), device: event.value } })}
      ></choice-field>
      ${device ? this.figures(energy, device) : ''}`;
  }

  /** What the two errors between two classes cost, where there are two. */
  private errorCosts(spec: Spec) {
    const { binary, metric, ...measure } = spec.measure;
    const classes = this.store.data.chosen(spec)?.classes ?? [];
    if (!binary && (spec.task !== undefined || classes.length !== 2)) return '';
    const set = (next: Spec['measure']['binary']) => {
      const kept = metric !== undefined && (next || metric !== 'error-cost') ? { metric } : {};
      this.store.edit({ measure: { ...measure, ...kept, ...(next && { binary: next }) } });
    };
    const field = (label: string, key: 'falsePositive' | 'falseNegative') =>
      html`<number-field label=${label} min="0" max="1000000000" step="0" .value=${binary![key]} @field-change=${(event: FieldChange<number>) => set({ ...binary!, [key]: event.value })}></number-field>`;
    const wanted = classes[1] ?? msg('the second class');
    return html`<choice-field
        label=${msg('the two errors')}
        value=${binary ? 'costs' : 'alike'}
        .choices=${[
          { id: 'alike', title: msg('count alike') },
          { id: 'costs', title: msg('have costs of their own') },
        ]}
        help=${binary ? msg(str`${wanted} is named from the probability on at which that costs least, or from a threshold of your own.`) : ''}
        @field-change=${({ value }: FieldChange<string>) => set(value === 'costs' ? { falsePositive: 1, falseNegative: 5 } : undefined)}
      ></choice-field>
      ${
        binary
          ? html`${field(msg(str`cost of naming ${wanted} wrongly`), 'falsePositive')} ${field(msg(str`cost of missing ${wanted}`), 'falseNegative')}
            <number-field label=${msg('threshold (probability)')} min="0" max="1" step="0" .value=${Number(thresholdOf(binary).toPrecision(3))} @field-change=${(event: FieldChange<number>) => set({ ...binary, threshold: event.value })}></number-field>`
          : ''
      }`;
  }

  private marginLabel({ measure }: AnySpec, { title, inTarget }: Pick<Metric, 'title' | 'inTarget'>): string {
    if (!inTarget) return msg(str`margin that does not matter (${title}, 0 to 0.5)`);
    return measure.in
      ? msg(str`margin that does not matter (${title}, in the unit of the number)`)
      : msg(str`margin that does not matter (${title}, as a share of the number’s standard deviation, 0 to 0.5)`);
  }

  /** By which metric the repairs are compared; those that the data does not have are not offered. */
  private decides(spec: Spec) {
    const own = metrics.filter((metric) => judges(metric, spec));
    const usual = spec.measure.binary ? 'error-cost' : own[0]!.id;
    const { metric: chosen = usual, ...measure } = spec.measure;
    const grouped = this.store.data.chosen(spec)?.groups !== undefined;
    const fits = (metric: (typeof own)[number]) =>
      (grouped || !metric.needsGroups) && (spec.measure.binary !== undefined || !metric.needsCosts);
    const choices = own.filter((metric) => fits(metric) || metric.id === chosen);
    const { help = '' } = own.find(({ id }) => id === chosen) ?? {};
    return html`<choice-field
      label=${msg('what decides')}
      value=${chosen}
      .choices=${choices.map(({ id, title }) => ({ id, title }))}
      .help=${help}
      @field-change=${({ value }: FieldChange<string>) => this.store.edit({ measure: value === usual ? measure : { ...measure, metric: value } })}
    ></choice-field>`;
  }

  /** The profile's figures, to be replaced by better ones. */
  private figures(energy: Spec['energy'], { lowW, highW, memoryGB, source }: DeviceProfile) {
    const own: OwnProfile = energy.profile ?? { lowW, highW, memoryGB };
    const edit = (change: Partial<Spec['energy']>) => this.store.edit({ energy: { ...energy, ...change } });
    const field = (label: string, key: keyof OwnProfile, min: number, max: number) =>
      html`<number-field label=${label} min=${min} max=${max} step="0" .value=${own[key]} @field-change=${(event: FieldChange<number>) => edit({ profile: { ...own, [key]: event.value } })}></number-field>`;
    return html`<details class="small">
      <summary>${msg('Its figures')}</summary>
      <div class="figures">
        ${field(msg('power under load, lowest (W)'), 'lowW', 0.1, own.highW)} ${field(msg('power under load, highest (W)'), 'highW', own.lowW, 10_000)} ${field(msg('memory (GB)'), 'memoryGB', 0, 4096)}
        <number-field label=${msg('PUE: 1 on your own machine, more in a data centre')} min="1" max="3" step="0" .value=${energy.pue} @field-change=${(event: FieldChange<number>) => edit({ pue: event.value })}></number-field>
        <p class="quiet">${energy.profile ? msg('Your own figures.') : msg(str`As published: ${source}.`)}</p>
        ${energy.profile ? html`<div><button class="link" @click=${() => this.store.edit({ energy: published(energy) })}>${msg('Back to the published figures')}</button></div>` : ''}
      </div>
    </details>`;
  }
}

/** Without figures of the user's own. */
const published = ({ profile: _, ...rest }: Spec['energy']): Spec['energy'] => rest;

declare global {
  interface HTMLElementTagNameMap {
    'machine-fields': MachineFields;
  }
}
