/** How many answers are complained of, policy by policy, beside what the old world explains. */
import { msg, str } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PolicyPoint } from '../../contracts/stream.ts';
import { complaintRate } from '../../policies/complaint-bound.ts';
import { policyStyle } from '../../policies/mark.ts';
import { policyTitle } from '../../policies/registry.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import '../charts/chart-frame.ts';
import '../charts/stream-chart.ts';
import type { StreamBand, StreamLine } from '../charts/stream-chart.ts';
import { headStyles } from '../head-styles.ts';
import { StoreElement } from '../store-element.ts';

/** Batches of the moving mean. */
const WINDOW = 3;

@customElement('stream-complaints')
export class StreamComplaints extends StoreElement<StreamStore> {
  static override styles = [
    ...StoreElement.styles,
    headStyles,
    css`
      stream-chart {
        --height: 170px;
      }
    `,
  ];

  /** Where the world changes. */
  @property({ attribute: false }) bands: readonly StreamBand[] = [];
  @property({ type: Number }) batches = 0;

  protected override render() {
    const { run } = this.store;
    const { complaints } = run.spec;
    if (!complaints) return '';
    const lines = this.lines(complaints.delay);
    const most = Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
    return html`<div class="head">
        <div>
          <h2>${msg('What users complain of')}</h2>
          <p class="quiet">
            ${msg(str`Share of answers complained of, mean of ${WINDOW} batches, when it is heard: ${complaints.delay === 1 ? '1 batch' : `${complaints.delay} batches`} after they were given. Dashed: what the accuracy on the old world explains. Dots: repairs.`)}
          </p>
        </div>
      </div>
      <chart-frame name="complaints" canvas><stream-chart .lines=${lines} .bands=${this.bands} .batches=${this.batches} .range=${[0, 1.1 * most || 1]} .format=${percentOf} label=${msg('Share of answers complained of, of every policy')}></stream-chart></chart-frame>`;
  }

  private lines(delay: number): StreamLine[] {
    const { run } = this.store;
    const [seed] = run.seeds;
    const expected = seed?.complaints && complaintRate(seed.complaints, 1 - seed.baseAccuracy);
    return [
      ...run.spec.policies.map((policy, i) => ({
        title: policyTitle(policy),
        ...policyStyle(i),
        values: rates(run.columns[i] ?? [], delay, run.spec.stream.batch),
        marks: (run.columns[i] ?? []).flatMap(({ action }, batch) => (action ? [batch] : [])),
      })),
      ...(expected === undefined
        ? []
        : [
            {
              title: msg('as in the old world'),
              color: '--ink-3',
              dash: [4, 4],
              values: Array.from({ length: this.batches }, () => expected),
              marks: [],
            },
          ]),
    ];
  }
}

/** Share of answers complained of, over the last few batches that complaints were due of; null before. */
function rates(points: readonly PolicyPoint[], delay: number, rows: number): (number | null)[] {
  let sum = 0;
  return points.map(({ complaints = 0 }, batch) => {
    if (batch < delay) return null;
    sum += complaints - (batch - WINDOW >= delay ? (points[batch - WINDOW]!.complaints ?? 0) : 0);
    return sum / (rows * Math.min(WINDOW, batch - delay + 1));
  });
}

const percentOf = (value: number): string => `${Number((100 * value).toPrecision(2))} %`;

declare global {
  interface HTMLElementTagNameMap {
    'stream-complaints': StreamComplaints;
  }
}
