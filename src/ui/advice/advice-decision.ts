/** A person approves, rejects or overrides the advice, with a name and a reason; the record and a plan can be saved. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Advice } from '../../decide/settled.ts';
import {
  adaptationPlan,
  checkSignature,
  decisionRecord,
  type DecisionKind,
  type DecisionRecord,
  type Signature,
} from '../../decide/decision.ts';
import type { EconomicInputs } from '../../decide/economics.ts';
import type { Flip } from '../../decide/flips.ts';
import type { MeterReading } from '../../measure/cost/meter.ts';
import type { RunRecord } from '../../contracts/record.ts';
import type { AdviceStore } from '../../state/advice-store.ts';
import { downloadDecision, downloadPlan } from '../../state/download.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { armTitle } from '../../state/catalogue.ts';
import { StoreElement } from '../store-element.ts';

const titleOf = (id: string): string => (id === 'none' ? msg('keep the model') : armTitle(id));

@customElement('advice-decision')
export class AdviceDecision extends StoreElement<AdviceStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      form {
        display: grid;
        gap: var(--space-2);
      }
      label {
        display: grid;
        gap: 2px;
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      input {
        width: 100%;
      }
      .wrong {
        color: var(--alert);
        font-size: var(--text-1);
      }
      .taken {
        border-top: 1px solid var(--line);
        padding-top: var(--space-2);
        margin-top: var(--space-2);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) record!: RunRecord;
  @property({ attribute: false }) advice!: Advice;
  @property({ attribute: false }) flips: readonly Flip[] = [];
  @property({ attribute: false }) prices!: EconomicInputs;
  @property({ attribute: false }) readings: readonly MeterReading[] = [];
  /** The latest decision is on its way to where runs are kept. */
  @property({ type: Boolean }) keeping = false;
  @state() private decision: DecisionKind = 'approved';
  @state() private arm = '';
  @state() private wrong: ReturnType<typeof checkSignature> = [];

  protected override render() {
    const { advice, decision } = this;
    const raced = this.record.spec.arms.map(({ id }) => id);
    const approvable = advice.arm !== undefined;
    const kind = decision === 'approved' && !approvable ? 'rejected' : decision;
    return html`<form @submit=${(event: Event) => this.submit(event, kind)} novalidate>
        <choice-field
          label=${msg('Decision')}
          value=${kind}
          .choices=${[
            ...(approvable ? [{ id: 'approved', title: msg(str`approve: ${titleOf(advice.arm!)}`) }] : []),
            { id: 'rejected', title: msg('reject, nothing is done') },
            { id: 'overridden', title: msg('override: something else is done') },
          ]}
          @field-change=${(event: FieldChange<DecisionKind>) => (this.decision = event.value)}
        ></choice-field>
        ${
          kind === 'overridden'
            ? html`<choice-field
              label=${msg('Instead')}
              value=${this.arm || (raced.find((id) => id !== advice.arm) ?? '')}
              .choices=${raced.filter((id) => id !== advice.arm).map((id) => ({ id, title: titleOf(id) }))}
              @field-change=${(event: FieldChange<string>) => (this.arm = event.value)}
            ></choice-field>`
            : ''
        }
        ${this.input('name', msg('Your name'))} ${this.input('reason', msg('Reason'))}
        ${advice.needsApproval ? this.input('validation', msg('How the repaired model was validated')) : ''}
        <div><button ?disabled=${this.keeping}>${this.keeping ? msg('It is being kept…') : msg('Record the decision')}</button></div>
        <p class="small quiet">${msg('It becomes part of the kept run, with your name, and goes with the run where you pass that on.')}</p>
      </form>
      <div aria-live="polite" aria-busy=${this.keeping}>${((this.record.decisions ?? []) as readonly DecisionRecord[]).map((taken) => this.taken(taken))}</div>`;
  }

  private input(field: 'name' | 'reason' | 'validation', label: string) {
    const wrong = this.wrong.find((one) => one.field === field);
    return html`<label
      >${translated(label)}<input type="text" name=${field} autocomplete="off" aria-invalid=${wrong ? 'true' : 'false'} />
      ${wrong ? html`<span class="wrong" role="alert">${translated(wrong.message)}</span>` : ''}
    </label>`;
  }

  private taken(record: DecisionRecord) {
    const what = { approved: msg('Approved'), rejected: msg('Rejected'), overridden: msg('Overridden') }[record.decision];
    return html`<div class="taken">
      <p>${translated(what)}${record.arm === undefined ? '' : `: ${titleOf(record.arm)}`}. ${record.name}, ${record.at.slice(0, 16).replace('T', ' ')} UTC.${record.reason ? ` ${record.reason}` : ''}</p>
      <p class="small quiet">${record.id.slice(0, 22)}…
        <button class="link" @click=${() => downloadDecision(record)}>${msg('Download the record')}</button>
        <button class="link" @click=${() => downloadPlan(record.id, adaptationPlan(record, titleOf))}>${msg('Download as an adaptation plan')}</button>
      </p>
    </div>`;
  }

  private submit(event: Event, decision: DecisionKind): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = (name: string) => (form.elements.namedItem(name) as HTMLInputElement | null)?.value.trim() ?? '';
    const { advice, record, flips } = this;
    const instead = this.arm || record.spec.arms.find(({ id }) => id !== advice.arm)?.id;
    const signature: Signature = {
      ...{ decision, name: text('name'), reason: text('reason'), validation: text('validation') },
      ...(decision === 'overridden' && instead !== undefined && { arm: instead }),
    };
    this.wrong = checkSignature(signature, advice);
    if (this.wrong.length) return;
    const { runId, specId } = record;
    const taken = decisionRecord(signature, {
      at: new Date().toISOString(),
      runId,
      specId,
      situation: this.store.situation,
      advice,
      flips,
      prices: this.prices,
      readings: this.readings,
    });
    form.reset();
    this.dispatchEvent(new CustomEvent('decided', { detail: taken, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'advice-decision': AdviceDecision;
  }
}
