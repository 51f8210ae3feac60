/** What a walk through time tells: each repair over the cuts, which was best at each, how repaired models age, and what it all adds up to. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Spent, Walk, WalkArm } from '../../decide/walk-forward.ts';
import { flops, pointsOf } from '../../measure/format.ts';
import { soundnessTitle } from '../../measure/metrics/words.ts';
import type { SweptCell } from '../../state/sweep-store.ts';
import type { WalkPlan } from '../../state/walk-store.ts';
import { armClasses } from '../arm-style.ts';
import type { ArmLine } from '../charts/arm-lines.ts';
import '../charts/chart-frame.ts';
import '../charts/walk-chart.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { sharedStyles } from '../shared-styles.ts';
import { tableStyles } from '../table-styles.ts';

const share = (value: number | undefined): string => (value === undefined ? '–' : translated(`${(100 * value).toFixed(1)} %`));
const count = (value: number | null): string => (value === null ? '–' : translated(value.toFixed(0)));

/** Without an interval. */
const exactly = (value: number) => ({ mean: value, lo: value, hi: value, values: [value] });

/** What is drawn over the cuts. */
type Drawn = 'sound' | 'behind' | keyof Spent;

@customElement('walk-found')
export class WalkFound extends LitElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    armClasses,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      .found {
        display: grid;
        gap: var(--space-1);
        font-size: 0.95rem;
      }
      .over {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: var(--space-2) var(--space-3);
      }
      .over p {
        flex: 1 1 260px;
      }
      table {
        width: auto;
        min-width: 60%;
      }
      .best {
        text-align: left;
      }
      td.ahead {
        font-weight: 650;
        color: var(--name);
      }
    `,
  ];

  @property({ attribute: false }) plan: WalkPlan | undefined;
  @property({ attribute: false }) cells: readonly SweptCell[] = [];
  /** Of the cuts that are finished. */
  @property({ attribute: false }) walk: Walk | undefined;
  /** All cuts are finished: a part concludes nothing. */
  @property({ type: Boolean }) whole = false;
  @state() private drawn: Drawn = 'sound';

  protected override render() {
    const { plan, walk, whole } = this;
    if (!plan || !walk) return html``;
    const [shown, wrong] = walk.sentences;
    return html`<div class="found" aria-live="polite">${whole ? [shown, walk.hindsight === null ? undefined : wrong].map((sentence) => (sentence ? html`<p>${translated(sentence)}</p>` : '')) : ''}</div>
      ${this.chart(plan, walk)}
      <div>
        <p class="quiet">${msg(str`${soundnessTitle(plan.spec)} at each cut, mean over seeds. Who is ahead has a question mark where it is not shown better than all others.`)}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=${msg('Every cut')}>${this.byCut(walk)}</div>
      </div>
      ${
        whole
          ? html`<div>
            <p class="quiet">${msg(str`${soundnessTitle(plan.spec)} of each repair on the window that it was made for and on later ones, and what making it at every cut adds up to. It lasts until the same repair, made anew, would be right by more than the margin more often.`)}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=${msg('How each repair ages and adds up')}>${this.byRepair(walk)}</div>
          </div>`
          : ''
      }`;
  }

  /** What can be drawn: answers are right or wrong of classes only, and how repairs age is known of the whole walk alone. */
  private kinds(walk: Walk): Drawn[] {
    const counted: Drawn[] = walk.hindsight === null ? [] : this.ages(walk).length > 1 ? ['behind', 'wrong'] : ['wrong'];
    return ['sound', ...counted, 'labels', 'flops'];
  }

  private chart({ spec }: WalkPlan, walk: Walk) {
    const { cells } = this;
    const drawn = this.kinds(walk).includes(this.drawn) ? this.drawn : 'sound';
    const titles: Readonly<Record<Drawn, string>> = {
      sound: msg(str`${soundnessTitle(spec)} on the new world`),
      behind: msg('behind the same repair made anew'),
      wrong: msg('wrong answers so far'),
      labels: msg('labels so far'),
      flops: msg('work so far'),
    };
    const kinds = this.kinds(walk).map((id) => ({ id, title: titles[id] }));
    const seeds = Math.min(...cells.flatMap(({ summary }) => summary?.seeds ?? []));
    const said =
      drawn === 'sound'
        ? msg(
            str`At each cut, on the rows up to the next one. Bands: 95 % interval of the mean over ${seeds} seeds; a ring: shown better than all others.`,
          )
        : drawn === 'behind'
          ? msg(
              'By how many windows old a repair is: how much more often the same repair, made anew for that window, is right; mean over the cuts.',
            )
          : drawn === 'wrong'
            ? msg('Always making the same repair: of 1,000 rows a window, answered wrong, added up from cut to cut.')
            : msg('Always making the same repair, added up from cut to cut; mean over seeds.');
    return html`<div>
      <div class="over">
        <p class="quiet">${said}</p>
        <choice-field label=${msg('Drawn over time')} .choices=${kinds} .value=${drawn} @field-change=${(event: FieldChange<Drawn>) => (this.drawn = event.value)}></choice-field>
      </div>
      <chart-frame name="walk"><walk-chart
        .cuts=${drawn === 'behind' ? this.ages(walk) : cells.map(({ values }) => values[0] as string | number)}
        .lines=${this.lines(walk, drawn)}
        .best=${drawn === 'sound' ? this.best(walk) : []}
        .amount=${amountOf(drawn)}
        label=${drawn === 'behind' ? titles.behind : msg(str`${titles[drawn]} of each repair, over the cuts`)}
      ></walk-chart></chart-frame>
    </div>`;
  }

  /** In windows after a repair's own, from its own on; known of the whole walk alone. */
  private ages({ arms }: Walk): number[] {
    return this.whole ? Array.from({ length: Math.max(...arms.map(({ byAge }) => byAge.length)) }, (_, age) => age) : [];
  }

  /** The repair that is shown best at each cut, where one alone is. */
  private best({ points }: Walk): (string | undefined)[] {
    return this.cells.map(({ values: [cut] }) => {
      const best = points.find((point) => point.cut === cut)?.best ?? [];
      return best.length === 1 ? best[0] : undefined;
    });
  }

  private lines({ points, arms }: Walk, drawn: Drawn): ArmLine[] {
    const { cells } = this;
    if (drawn === 'behind') return arms.map(({ id, title, behind }) => ({ id, title, values: [0, ...behind].map(exactly) }));
    return arms.map(({ id, title, soFar }) => ({
      ...{ id, title },
      values: cells.map(({ values: [cut], summary }) => {
        if (drawn === 'sound') return summary?.arms.find((arm) => arm.id === id)?.accuracyNew ?? null;
        const spent = soFar[points.findIndex((point) => point.cut === cut)]?.[drawn] ?? null;
        return spent === null ? null : exactly(spent);
      }),
    }));
  }

  private byCut({ points, arms }: Walk) {
    return html`<table>
      <thead>
        <tr><th scope="col">${msg('cut at')}</th><th scope="col" class="best">${msg('best')}</th>${arms.map(({ title }) => html`<th scope="col">${translated(title)}</th>`)}</tr>
      </thead>
      <tbody>
        ${this.cells.map(({ values: [cut] }) => {
          const point = points.find((each) => each.cut === cut);
          return html`<tr>
            <th scope="row">${String(cut)}</th>
            <td class="best">${point ? ahead(point, arms) : msg('to come')}</td>
            ${arms.map(({ id }) => html`<td class=${point?.best.length === 1 && point.best[0] === id ? `ahead ${id}` : ''}>${share(point?.accuracies[id])}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  private byRepair(walk: Walk) {
    const { arms, hindsight } = walk;
    const ages = this.ages(walk);
    const later = (age: number) => (age === 0 ? msg('own window') : msg(str`${age} later`));
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${msg('repair')}</th>
          <th scope="col">${msg('lasts, windows')}</th>
          ${hindsight === null ? '' : html`<th scope="col">${msg('wrong of 1,000 a window')}</th>`}
          <th scope="col">${msg('labels')}</th>
          <th scope="col">${msg('work')}</th>
          ${ages.map((age) => html`<th scope="col">${later(age)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${arms.map(
          (arm) => html`<tr>
            <th scope="row">${translated(arm.title)}</th>
            <td>${lasts(arm)}</td>
            ${hindsight === null ? '' : html`<td>${count(arm.wrong)}</td>`}
            <td>${count(arm.labels)}</td>
            <td>${arm.flops ? translated(flops(arm.flops)) : '–'}</td>
            ${ages.map((age) => html`<td>${share(arm.byAge[age])}</td>`)}
          </tr>`,
        )}
        ${hindsight === null ? '' : html`<tr><th scope="row">${msg('best each time')}</th><td>–</td><td>${count(hindsight)}</td><td>–</td><td>–</td>${ages.map(() => html`<td></td>`)}</tr>`}
      </tbody>
    </table>`;
  }
}

/** How an amount is written; shares have an axis of their own. */
function amountOf(drawn: Drawn): ((value: number) => string) | undefined {
  if (drawn === 'sound') return undefined;
  if (drawn === 'behind') return (value) => pointsOf(value, 'pt').replace('-', '−');
  return drawn === 'flops' ? flops : (value) => String(Math.round(value));
}

/** Windows after its own before made anew it would be shown better by more than the margin. */
function lasts({ lasts: windows, byAge }: WalkArm): string {
  if (windows !== null) return String(windows);
  return byAge.length > 1 ? msg(str`${byAge.length - 1} or more`) : '–';
}

/** Who is ahead, with a question mark where it is not shown better than all others. */
function ahead({ best, accuracies }: Walk['points'][number], arms: Walk['arms']): string {
  const [first] = [...best].sort((a, b) => (accuracies[b] ?? 0) - (accuracies[a] ?? 0));
  return first === undefined ? '–' : `${translated(arms.find(({ id }) => id === first)?.title ?? first)}${best.length > 1 ? ' ?' : ''}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'walk-found': WalkFound;
  }
}
