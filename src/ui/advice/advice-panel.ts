/** What the evidence favours in the user's situation, rule by rule; what would change it; and the decision, which a person takes. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Advice } from '../../decide/settled.ts';
import { advise } from '../../decide/advice.ts';
import { flips, type Flip } from '../../decide/flips.ts';
import { partsSentences } from '../../decide/drift-parts.ts';
import { agreedDiagnosis, knownOf } from '../../decide/known.ts';
import { interval } from '../../maths/statistics.ts';
import type { RunRecord } from '../../contracts/record.ts';
import type { EconomicInputs } from '../../decide/economics.ts';
import * as format from '../../measure/format.ts';
import type { MeterReading } from '../../measure/cost/meter.ts';
import type { Situation } from '../../decide/situation.ts';
import { trackRecord } from '../../decide/track-record.ts';
import { dataSetOf } from '../../state/per-data.ts';
import { adviceStore, type AdviceStore } from '../../state/advice-store.ts';
import { economics, type EconomicsStore } from '../../state/economics-store.ts';
import { StoreController } from '../../state/store.ts';
import type { DecisionRecord } from '../../decide/decision.ts';
import { armTitle } from '../../state/catalogue.ts';
import { StoreElement } from '../store-element.ts';
import './advice-decision.ts';
import './advice-situation.ts';

/** Changes that are told; more are rarely read. */
const MOST_FLIPS = 5;

/** Advice is asked for again only when something it rests on is another. */
interface Asked {
  readonly record: RunRecord;
  readonly situation: Situation;
  readonly prices: EconomicInputs;
  readonly readings: readonly MeterReading[];
  readonly advice: Advice;
  readonly flips: readonly Flip[];
}

@customElement('advice-panel')
export class AdvicePanel extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      .headline {
        font-size: var(--text-3);
        font-weight: 600;
        margin: var(--space-1) 0 var(--space-2);
        text-wrap: balance;
      }
      .strength {
        display: inline-block;
        border: 1px solid var(--line);
        border-radius: 99px;
        padding: 1px 10px;
        font-size: var(--text-1);
        font-weight: 400;
        color: var(--ink-2);
        vertical-align: middle;
        margin-left: var(--space-2);
      }
      .rules {
        display: grid;
        gap: var(--space-2);
        padding: 0;
        margin: var(--space-3) 0;
        list-style: none;
      }
      .rules li {
        border-left: 3px solid var(--line);
        padding-left: var(--space-3);
      }
      .rules .veto {
        border-color: var(--alert);
      }
      .rules p {
        margin: 0;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: var(--space-5);
        margin-top: var(--space-4);
      }
      :host {
        display: block;
        container-type: inline-size;
      }
      @container (max-width: 680px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      h3 {
        margin-bottom: var(--space-2);
      }
      .next {
        margin-top: var(--space-4);
      }
      ul.plain {
        margin: 0;
        padding-left: 1.1em;
        display: grid;
        gap: 6px;
      }
    `,
  ];

  @property({ attribute: false }) advising: AdviceStore = adviceStore;
  @property({ attribute: false }) economics: EconomicsStore = economics;
  private watches: readonly StoreController[] | undefined;
  /** A decision is on its way to where runs are kept. */
  @state() private keeping = false;
  private asked: Asked | undefined;

  override connectedCallback(): void {
    this.watches ??= [new StoreController(this, this.advising), new StoreController(this, this.economics)];
    super.connectedCallback();
  }

  protected override willUpdate(): void {
    const dataSet = dataSetOf(this.store.run.spec.data);
    this.advising.about(dataSet);
    this.economics.about(dataSet);
  }

  protected override render() {
    const { record, busy, derived } = this.store.run;
    if (busy && derived)
      return html`<h2>${msg('What to do')}</h2>
        <p class="quiet">${msg('Advice follows as soon as the drift is diagnosed.')}</p>`;
    if (!record || busy) return html``;
    const { advice, flips: changes, prices, readings } = this.ask(record);
    return html`<h2>${msg('What to do')}</h2>
      <p class="headline">${translated(advice.headline)}<span class="strength">${translated(strengthOf(advice))}</span></p>
      <p class="quiet">${translated(diagnosisText(record))} ${msg('Rules, no learned score: every word below can be traced. A person decides.')} ${translated(recordText())}</p>
      <ul class="rules">
        ${advice.fired.map(
          ({ id, title, text, source }) => html`<li class=${id.startsWith('V') ? 'veto' : ''}>
            <p><strong>${id} ${translated(title)}.</strong> ${translated(text)}</p>
            <p class="small quiet">${translated(source)}</p>
          </li>`,
        )}
      </ul>
      ${
        advice.notEvaluable.length
          ? html`<details>
            <summary>${msg(str`${advice.notEvaluable.length} rules could not be evaluated`)}</summary>
            <ul class="plain">${advice.notEvaluable.map(({ id, title, why }) => html`<li>${id} ${translated(title)}: ${translated(why)}</li>`)}</ul>
          </details>`
          : ''
      }
      <div class="columns">
        <section>
          <h3>${msg('Your situation')}</h3>
          <advice-situation .store=${this.advising} .measuredFairness=${fairnessBefore(record)}></advice-situation>
        </section>
        <section>
          <h3>${msg('What would change the advice')}</h3>
          ${
            changes.length
              ? html`<ul class="plain">${changes.slice(0, MOST_FLIPS).map((flip) => html`<li>${translated(flipText(flip))}</li>`)}</ul>`
              : html`<p class="quiet">${msg('No single answer or limit was found that would change it.')}</p>`
          }
          <h3 class="next">${msg('Your decision')}</h3>
          <advice-decision @decided=${this.decided} .store=${this.advising} .record=${record} .keeping=${this.keeping} .advice=${advice} .flips=${changes} .prices=${prices} .readings=${readings}></advice-decision>
        </section>
      </div>`;
  }

  private readonly decided = async ({ detail }: CustomEvent<DecisionRecord>) => {
    this.keeping = true;
    try {
      const { keepDecision } = await import('../../state/kept.ts');
      await keepDecision(this.store, detail);
    } finally {
      this.keeping = false;
    }
  };

  private ask(record: RunRecord): Asked {
    const { situation } = this.advising;
    const { inputs: prices } = this.economics;
    const readings = this.economics.readings(this.store.run);
    const { asked } = this;
    if (asked?.record === record && asked.situation === situation && asked.prices === prices && asked.readings === readings) return asked;
    const known = knownOf(record, situation, prices, readings);
    return (this.asked = { record, situation, prices, readings, advice: advise(known), flips: flips(known) });
  }
}

/** What advice is worth beyond the highest mean. */
function recordText(): string {
  const { scenarios, advice, highestMean } = trackRecord;
  return msg(
    str`On ${scenarios} unseen scenarios advice from six seeds lost ${advice.accuracy} points of accuracy against the best repair in hindsight, taking the highest mean of the same seeds ${highestMean.accuracy}; with work counted, ${advice.cost} and ${highestMean.cost}. Taking the mean less what its work is worth does as well as advice. Rules veto and explain.`,
  );
}

/** How surely, in a few words; of a guess how often it is wrong, rounded up to steps of 5 %. */
function strengthOf({ strength, wrong }: Advice): string {
  if (strength === 'strong') return msg('shown');
  if (strength === 'moderate') return msg('as good, or by cost');
  return wrong === undefined ? msg('nothing shown') : msg(str`a guess, wrong in up to ${Math.ceil(20 * wrong) * 5} %`);
}

function flipText({ input, from, to, verdict, arm }: Flip): string {
  const verdicts: Record<Advice['verdict'], string> = {
    keep: msg('keep the model'),
    'fine-tune': msg('fine-tune'),
    retrain: msg('retrain'),
    'gather-labels': msg('gather labels first'),
    undecided: msg('undecided'),
  };
  const outcome = arm && arm !== 'none' ? `${verdicts[verdict]}, ${armTitle(arm)}` : verdicts[verdict];
  return msg(str`${input}: ${to} instead of ${from} → ${outcome}`);
}

/** What a person has to judge: no limit says from where on a model is unfair. */
function fairnessBefore({ results }: RunRecord): string {
  const old = results.flatMap(({ arm, measures: { fairnessOld } }) => (arm === 'none' && fairnessOld ? [fairnessOld] : []));
  const gaps = old.flatMap(({ equalizedOdds }) => equalizedOdds ?? []);
  const worst = old.flatMap((fairness) => fairness.worst?.accuracy ?? []);
  if (!gaps.length || !worst.length) return '';
  return msg(
    str`Measured on old rows: equalized odds difference ${format.points(interval(gaps)).replace('+', '')}, accuracy of the worst group ${format.percent(interval(worst))}.`,
  );
}

function diagnosisText({ seeds }: RunRecord): string {
  const found = agreedDiagnosis(seeds);
  if (!found) return msg('The drift could not be diagnosed.');
  if (found.kind === 'none') return msg('Diagnosis, without the ledger: no change is shown.');
  const scopes = { global: msg('in most places'), local: msg('in some places') };
  const parts = found.parts ? ` ${partsSentences(found.parts).join(' ')}` : '';
  return `${msg(str`Diagnosis, without the ledger: ${found.kind} changed${found.scope ? `, ${scopes[found.scope]}` : ''}.`)}${parts}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'advice-panel': AdvicePanel;
  }
}
