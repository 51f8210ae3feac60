/** Who decides when to repair, and how: the policies that race on the stream. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { arms } from '../../state/catalogue.ts';
import { learnsFrom } from '../../policies/learns-from.ts';
import { findPolicy, parametersOf, policies, policyTitle } from '../../policies/registry.ts';
import { withDefaults, type ParameterValues } from '../../spec/parameter.ts';
import type { StreamSpec } from '../../spec/schema.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/parameter-fields.ts';
import '../controls/rail-card.ts';
import './complaint-fields.ts';
import { specKindOf } from '../../spec/kinds/registry.ts';
import type { Lead } from '../../spec/lead/schema.ts';
import '../freshness/lead-fields.ts';
import type { LeadChange } from '../freshness/lead-fields.ts';
import { StoreElement } from '../store-element.ts';

type Entry = StreamSpec['policies'][number];
const MOST = 8;

@customElement('policies-card')
export class PoliciesCard extends StoreElement<StreamStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      details {
        border-top: 1px dashed var(--line);
        padding-top: 6px;
      }
      summary {
        cursor: pointer;
        font-size: var(--text-1);
      }
      .inner {
        display: grid;
        gap: 6px;
        padding-top: 6px;
      }
    `,
  ];

  protected override render() {
    const { spec } = this.store;
    const { stream, labels } = spec;
    return html`<rail-card
      number="4"
      title=${msg('Labels and policies')}
      open
      choice=${msg(str`${spec.policies.length} policies race`)}
      detail=${msg(str`batches of ${stream.batch} · ${Math.round(100 * labels.share)} % of the labels, ${labels.delay} batches late`)}
    >
      ${this.number(msg('rows per batch'), stream.batch, 1, 10_000, (batch) => ({ stream: { ...stream, batch } }))}
      ${this.number(msg('labelled rows a repair learns from'), stream.window, 10, 100_000, (window) => ({ stream: { ...stream, window } }))}
      ${this.number(msg('labels come back after batches'), labels.delay, 0, 1000, (delay) => ({ labels: { ...labels, delay } }))}
      ${this.number(msg('share of labels that come back, %'), Math.round(100 * labels.share), 0, 100, (share) => ({ labels: { ...labels, share: share / 100 } }))}
      <details>
        <summary>${spec.lead ? msg('Until a repair serves: it takes time') : msg('Until a repair serves: at once')}</summary>
        <div class="inner">
          <lead-fields
            stream
            .lead=${spec.lead}
            .fitted=${(lead: Lead) => specKindOf(spec).withLead(spec, lead).lead}
            @lead-change=${(event: LeadChange) => this.setLead(event.lead)}
          ></lead-fields>
        </div>
      </details>
      <complaint-fields .store=${this.store}></complaint-fields>
      ${spec.policies.map((entry, i) => this.entry(entry, i))}
      ${spec.policies.length < MOST ? html`<button @click=${() => this.store.edit({ policies: [...spec.policies, this.unused()] })}>${msg('Add a policy')}</button>` : ''}
    </rail-card>`;
  }

  /** What follows a repair needs lead times, and goes with them. */
  private setLead(lead: Lead | undefined): void {
    const { lead: _, policies: before, ...spec } = this.store.spec;
    const without = ({ id, params: { next: __, ...params } }: Entry): Entry => ({ id, params });
    this.store.setSpec({ ...spec, policies: lead ? before : before.map(without), ...(lead && { lead }) });
  }

  private number(label: string, value: number, min: number, max: number, change: (value: number) => Partial<StreamSpec>) {
    return html`<number-field label=${label} .min=${min} .max=${max} .value=${value} @field-change=${(event: FieldChange<number>) => this.store.edit(change(event.value))}></number-field>`;
  }

  private entry(entry: Entry, i: number) {
    const policy = findPolicy(entry.id);
    const replace = (next: Entry) => this.store.edit({ policies: this.store.spec.policies.map((old, at) => (at === i ? next : old)) });
    const { spec } = this.store;
    const parameters = policy ? parametersOf(policy, arms, entry.params, spec) : [];
    return html`<details>
      <summary>${translated(policyTitle(entry))}</summary>
      <div class="inner">
        <choice-field
          label=${msg('Policy')}
          value=${entry.id}
          .choices=${policies.map(({ id, title, hearsComplaints }) => ({ id, title, disabled: hearsComplaints === true && !spec.complaints }))}
          help=${policy?.help ?? ''}
          @field-change=${(event: FieldChange<string>) => replace({ id: event.value, params: filled(spec, event.value) })}
        ></choice-field>
        <parameter-fields
          .parameters=${parameters}
          .values=${entry.params}
          @field-change=${(event: FieldChange<ParameterValues>) => replace({ id: entry.id, params: filled(spec, entry.id, kept(event.value, entry.params)) })}
        ></parameter-fields>
        <div><button class="link" @click=${() => this.store.edit({ policies: this.store.spec.policies.filter((_, at) => at !== i) })}>${msg('Remove')}</button></div>
      </div>
    </details>`;
  }

  private unused(): Entry {
    const { spec } = this.store;
    const used = new Set(spec.policies.map(({ id }) => id));
    const open = policies.filter(({ hearsComplaints }) => !hearsComplaints || spec.complaints);
    const { id } = open.find((policy) => !used.has(policy.id)) ?? policies[1]!;
    return { id, params: filled(spec, id) };
  }
}

/** Another detector begins with its own defaults, though it may share a parameter's name with the one before. */
function kept(next: ParameterValues, before: ParameterValues): ParameterValues {
  if (next.detector === before.detector && next.watch === before.watch) return next;
  return Object.fromEntries(
    ['detector', 'watch', 'collect', 'action', 'next', 'approval', learnsFrom.name].flatMap((name) =>
      next[name] === undefined ? [] : [[name, next[name]]],
    ),
  );
}

/** A value for each parameter; those of a detector that is no longer chosen are left out. */
const filled = (spec: StreamSpec, id: string, given: ParameterValues = {}): Entry['params'] =>
  withDefaults(parametersOf(findPolicy(id)!, arms, given, spec), given) as Entry['params'];

declare global {
  interface HTMLElementTagNameMap {
    'policies-card': PoliciesCard;
  }
}
