/** The speeds: a table per model, a row per engine, filled in as they are measured. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { BenchRow } from '../../contracts/bench.ts';
import { BenchElement } from './bench-element.ts';
import { amount, BAR_DECADES, barShare, byModel, comparison, errorText, isOwn } from './bench-format.ts';

@customElement('bench-engines')
export class BenchEngines extends BenchElement {
  static override styles = [
    ...BenchElement.styles,
    css`
      .models {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
        margin-top: var(--space-3);
      }
      table {
        min-width: 740px;
        table-layout: fixed;
      }
      th,
      td {
        padding: 5px 6px;
      }
      :is(th, td):last-child {
        padding-right: 0;
      }
      caption b {
        color: var(--ink);
        font-weight: 600;
        font-size: var(--text-2);
      }
      .engine {
        width: 132px;
      }
      .speed {
        width: 22%;
      }
      .work {
        width: 66px;
      }
      .dispatches {
        width: 78px;
      }
      thead .speed {
        text-align: left;
      }
      td.speed > div {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 7ch;
        align-items: center;
        gap: var(--space-2);
      }
      svg {
        width: 100%;
        height: 12px;
        display: block;
      }
      .decade {
        stroke: var(--line);
      }
      .bar {
        fill: var(--ink-3);
      }
      .own .bar {
        fill: var(--accent);
      }
      .software .bar {
        fill: none;
        stroke: var(--ink-3);
        stroke-dasharray: 3 2;
      }
      /* Not the whole cell: bold, its ch would be wider, and its bar on another scale. */
      .own th,
      .own .speed span {
        font-weight: 600;
      }
      .own th {
        color: var(--accent);
      }
      .small {
        color: var(--ink-2);
      }
      tbody th {
        position: sticky;
        left: 0;
        background: var(--bg);
        text-overflow: ellipsis;
        overflow: hidden;
      }
      .waiting td,
      .waiting th {
        color: var(--ink-3);
        font-weight: 400;
      }
      .note {
        margin-top: var(--space-3);
      }
      .empty {
        border: 1px dashed var(--line);
        border-radius: var(--radius);
        padding: var(--space-5);
        text-align: center;
      }
    `,
  ];

  protected override render() {
    const { bench } = this;
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Engines')}</h2>
      ${
        bench.rows.length
          ? html`<div class="models">${[...byModel(bench.rows).values()].map((rows) => this.model(rows))}</div>
            ${this.legend()}`
          : html`<p class="empty quiet">${bench.measuring ? msg('The first speed appears in a few seconds.') : msg('Nothing is measured yet.')}</p>`
      }
    </section>`;
  }

  private model(rows: readonly BenchRow[]) {
    const { title } = rows[0]!;
    const parameters = rows[0]!.parameters.toLocaleString('en');
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg(str`Speeds of ${title}`)}>
      <table>
        <caption>
          <b>${translated(title)}</b> · ${msg(str`${parameters} parameters`)}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="engine">${msg('engine')}</th>
            <th scope="col" class="speed">${msg('examples/s')}</th>
            <th scope="col">${msg('ours is')}</th>
            <th scope="col">${msg('ms a step')}</th>
            <th scope="col">${msg('first step, ms')}</th>
            <th scope="col" class="work">GFLOP/s</th>
            <th scope="col" class="dispatches">${msg('dispatches')}</th>
            <th scope="col">${msg('host, µs')}</th>
            <th scope="col">${msg('parity error')}</th>
            <th scope="col">${msg('GPU errors')}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => this.row(row))} ${this.waiting(rows)}
        </tbody>
      </table>
    </div>`;
  }

  private row(row: BenchRow) {
    const failed = row.examplesPerSecond === null;
    const classes = [isOwn(row) ? 'own' : '', row.software ? 'software' : ''].join(' ');
    return html`<tr class=${classes}>
      <th scope="row" title=${row.engine}>${row.engine}</th>
      ${
        failed
          ? html`<td class="text" colspan="7">${msg('no speed:')} ${translated(row.failure)}</td>`
          : html`<td class="speed"><div>${bar(row.examplesPerSecond)}<span>${translated(Math.round(row.examplesPerSecond).toLocaleString('en'))}</span></div></td>
            <td>${this.ratio(row)}</td>
            ${[row.stepMs, row.firstStepMs, row.gflopPerSecond].map((value) => html`<td>${value === null ? '–' : translated(amount(value))}</td>`)}
            <td>${row.dispatches ?? '–'}</td>
            <td>${row.hostUs === null ? '–' : translated(amount(row.hostUs))}</td>`
      }
      <td>${row.parityError === null ? '–' : translated(errorText(row.parityError))}</td>
      <td class=${row.gpuErrors ? 'alert' : ''}>${row.gpuErrors}</td>
    </tr>`;
  }

  private ratio(row: BenchRow) {
    if (row.software) return html`<span class="small">${msg('software')}</span>`;
    if (isOwn(row)) return html`<span class="small">${msg('ours')}</span>`;
    const compared = comparison(row, this.bench.rows);
    if (!compared) return '–';
    const times = `${amount(compared.times)}×`;
    return html`<span title=${msg(str`${compared.own} makes ${times} as many examples a second`)}>${translated(times)}</span>`;
  }

  /** Engines that are known to follow keep their place, so that nothing moves when their speed arrives. */
  private waiting(rows: readonly BenchRow[]) {
    const { bench } = this;
    if (!bench.measuring) return '';
    const known = new Set([...bench.rows, ...bench.selfTests].map(({ engine }) => engine));
    for (const { engine } of rows) known.delete(engine);
    return [...known].map((engine) => html`<tr class="waiting"><th scope="row">${engine}</th><td class="text" colspan="9">…</td></tr>`);
  }

  private legend() {
    const decades = `${(10 ** BAR_DECADES.from).toLocaleString('en')} to ${(10 ** BAR_DECADES.to).toLocaleString('en')}`;
    return html`<p class="small note">
      ${msg(str`Bars are logarithmic, from ${decades} examples/s, one line per factor of ten; ours in colour, software GPUs dashed. “Ours is” compares like with like: a GPU peer with our WebGPU engine where it has a speed, every other peer with our WASM engine. Parity error: relative error of the weight update against a double-precision reference. Host: time the commanding thread spends on a step until it is submitted.`)}
    </p>`;
  }
}

/** The bar of a speed, before its number says it. */
function bar(examplesPerSecond: number) {
  const { from, to } = BAR_DECADES;
  const lines = Array.from({ length: to - from - 1 }, (_, i) => `${(100 * (i + 1)) / (to - from)}%`);
  return html`<svg aria-hidden="true">
    <rect class="bar" x="0" y="1" width=${`${(100 * barShare(examplesPerSecond)).toFixed(2)}%`} height="10" rx="1"></rect>
    ${lines.map((x) => svg`<line class="decade" x1=${x} x2=${x} y1="0" y2="12"></line>`)}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'bench-engines': BenchEngines;
  }
}
