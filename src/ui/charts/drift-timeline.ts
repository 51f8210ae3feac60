/** When each drift acts: the mixing weight of the new world over the new regime, one band per drift. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { alpha, patternName, type When } from '../../state/catalogue.ts';
import { sharedStyles } from '../shared-styles.ts';

/** Points at which a curve is drawn. */
const POINTS = 240;
const WIDTH = 480;
const HEIGHT = 30;

export interface TimelineDrift {
  readonly title: string;
  readonly severity: number;
  readonly when: When;
}

@customElement('drift-timeline')
export class DriftTimeline extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      figure {
        margin: 0 0 6px;
        display: grid;
        grid-template-columns: var(--names, 130px) 1fr;
        gap: 8px;
        align-items: center;
      }
      figcaption {
        color: var(--ink-2);
        font-size: var(--text-1);
        text-align: right;
      }
      :host([compact]) figure {
        grid-template-columns: 1fr;
        margin: 0;
      }
      svg {
        display: block;
        width: 100%;
        height: ${HEIGHT}px;
        background: var(--soft);
        border-radius: 4px;
      }
      path {
        fill: var(--more);
        opacity: 0.75;
      }
      .axis {
        display: flex;
        justify-content: space-between;
        color: var(--ink-3);
        font-size: var(--text-1);
        margin-left: calc(var(--names, 130px) + 8px);
      }
      :host([compact]) .axis {
        margin-left: 0;
      }
    `,
  ];

  @property({ attribute: false }) drifts: readonly TimelineDrift[] = [];
  /** Without names, for a single drift. */
  @property({ type: Boolean, reflect: true }) compact = false;

  protected override render() {
    return html`${this.drifts.map(
      ({ title, severity, when }) => html`<figure>
          ${this.compact ? '' : html`<figcaption>${translated(title)}</figcaption>`}
          <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${msg(str`${title}: ${patternName(when)}`)}>
            ${svg`<path d=${curve(when, severity / 5)}></path>`}
          </svg>
        </figure>`,
    )}
      <div class="axis"><span>${msg('first row of the new regime')}</span><span>${msg('last')}</span></div>`;
  }
}

/** The area below α(t), as high as the severity is of the strongest. */
function curve(when: When, strength: number): string {
  const y = (time: number) => HEIGHT - Math.max(0.12, strength) * alpha(when, time) * (HEIGHT - 3);
  const points = Array.from({ length: POINTS + 1 }, (_, i) => `${((i / POINTS) * WIDTH).toFixed(1)} ${y(i / POINTS).toFixed(1)}`);
  return `M0 ${HEIGHT}L${points.join('L')}L${WIDTH} ${HEIGHT}Z`;
}

declare global {
  interface HTMLElementTagNameMap {
    'drift-timeline': DriftTimeline;
  }
}
