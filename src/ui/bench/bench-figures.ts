/** The project's claims: what was aimed at, what was measured here, and whether it was reached. */
import { msg, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { BenchFigure } from '../../contracts/bench.ts';
import { BenchElement } from './bench-element.ts';
import { figureText, goalText, reached, type Reached } from './bench-format.ts';

@customElement('bench-figures')
export class BenchFigures extends BenchElement {
  static override styles = [
    ...BenchElement.styles,
    css`
      table {
        min-width: 520px;
      }
      tbody th {
        white-space: normal;
      }
      tbody th,
      td {
        vertical-align: top;
      }
      .value {
        font-weight: 600;
      }
      .outcome {
        width: 170px;
        text-align: left;
      }
      .reached {
        color: var(--ok);
        font-weight: 600;
      }
      .not-measurable,
      .no-goal {
        color: var(--ink-2);
      }
      @media (max-width: 640px) {
        table {
          min-width: 0;
        }
        td,
        .outcome {
          width: auto;
          white-space: normal;
        }
      }
      small {
        display: block;
        color: var(--ink-2);
        font-size: var(--text-1);
      }
    `,
  ];

  protected override render() {
    const { bench } = this;
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Claims')}</h2>
      ${bench.figures.length ? this.table(bench.figures) : html`<p class="quiet">${translated(this.empty())}</p>`}
    </section>`;
  }

  private empty(): string {
    switch (this.bench.phase) {
      case 'measuring':
        return msg('They follow from the speeds, and are drawn up last.');
      case 'finished':
        return msg('None was drawn up from this measurement.');
      case 'stopped':
      case 'failed':
        return msg('The measurement ended before they could be drawn up.');
      default:
        return msg('What this project aims at, and what this machine makes of it, appears here once measured.');
    }
  }

  private table(figures: readonly BenchFigure[]) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg('Claims and goals')}>
      <table>
        <caption class="gone">${msg('What is claimed, what was measured, and what was aimed at')}</caption>
        <thead>
          <tr>
            <th scope="col">${msg('claim')}</th>
            <th scope="col">${msg('measured')}</th>
            <th scope="col">${msg('goal')}</th>
            <th scope="col" class="outcome">${msg('outcome')}</th>
          </tr>
        </thead>
        <tbody>
          ${figures.map((figure) => {
            const outcome = reached(figure);
            return html`<tr>
              <th scope="row">${translated(figure.title)}${figure.note ? html`<small>${translated(figure.note)}</small>` : ''}</th>
              <td class="value">${figure.value === null ? '–' : translated(figureText(figure.value, figure.unit))}</td>
              <td>${figure.goal ? translated(goalText(figure.goal, figure.unit)) : '–'}</td>
              <td class="outcome ${outcome}">${translated(words()[outcome])}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }
}

const words = (): Readonly<Record<Reached, string>> => ({
  reached: msg('✓ reached'),
  missed: msg('not reached'),
  'not-measurable': msg('not measurable here'),
  'no-goal': msg('no goal set'),
});

declare global {
  interface HTMLElementTagNameMap {
    'bench-figures': BenchFigures;
  }
}
