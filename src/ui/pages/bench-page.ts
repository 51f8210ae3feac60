/** The Bench: how fast the engines of this machine train, gated on whether they compute the right thing. */
import { msg } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../bench/bench-conformance.ts';
import '../bench/bench-control.ts';
import '../bench/bench-engines.ts';
import '../bench/bench-evidence.ts';
import '../bench/bench-figures.ts';
import '../bench/bench-machine.ts';
import '../bench/bench-science.ts';
import '../bench/bench-self-tests.ts';
import { scienceOf } from '../../state/science-store.ts';
import { StoreElement } from '../store-element.ts';

@customElement('bench-page')
export class BenchPage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        height: 100%;
        overflow-y: auto;
        overflow-x: hidden;
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 324px;
        grid-template-areas: 'head machine' 'results machine';
        grid-template-rows: auto 1fr;
        min-height: 100%;
      }
      .head {
        grid-area: head;
        padding: var(--space-4) var(--space-5) 0;
      }
      .headline {
        font-size: var(--text-4);
        line-height: 1.25;
        letter-spacing: -0.02em;
        margin-bottom: var(--space-2);
      }
      .lead {
        color: var(--ink-2);
        max-width: 92ch;
        text-wrap: pretty;
        margin-bottom: var(--space-4);
      }
      .results {
        grid-area: results;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 32px;
        align-content: start;
        padding: var(--space-5);
        max-width: 1320px;
      }
      bench-machine {
        grid-area: machine;
        padding: var(--space-4);
        border-left: 1px solid var(--line);
      }
      @media (max-width: 1180px) {
        main {
          grid-template-columns: minmax(0, 1fr);
          grid-template-areas: 'head' 'results' 'machine';
          grid-template-rows: auto;
          min-height: 0;
        }
        bench-machine {
          padding: var(--space-5);
          border-left: 0;
          border-top: 1px solid var(--line);
        }
      }
      @media (max-width: 900px) {
        :host {
          height: auto;
          overflow: visible;
        }
        .head {
          padding: var(--space-4) var(--space-4) 0;
        }
        .results,
        bench-machine {
          padding: var(--space-4);
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.store.bench.findAdapter();
  }

  protected override render() {
    const { bench, engine } = this.store;
    return html`<main>
      <div class="head">
        <h2 class="headline">${msg('How fast does this machine train?')}</h2>
        <p class="lead">
          ${msg('The same training steps on every engine, ours beside TensorFlow.js. A speed counts only if the weights agree with a double-precision reference and the GPU reported no error. Software GPUs are shown, never ranked.')}
        </p>
        <bench-control .bench=${bench} ?lab-busy=${this.store.training && !scienceOf(this.store).busy} ?science-busy=${scienceOf(this.store).busy}></bench-control>
      </div>
      <div class="results">
        <bench-engines .bench=${bench}></bench-engines>
        <bench-figures .bench=${bench}></bench-figures>
        <bench-self-tests .bench=${bench}></bench-self-tests>
        <bench-conformance .store=${this.store}></bench-conformance>
        <bench-evidence .store=${this.store}></bench-evidence>
        <bench-science .store=${this.store}></bench-science>
      </div>
      <bench-machine .bench=${bench} .engine=${engine}></bench-machine>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bench-page': BenchPage;
  }
}
