/** What this machine offers: the WebGPU adapter with its limits, and the engine that the Lab chose. */
import { msg, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AdapterFacts } from '../../contracts/bench.ts';
import type { EngineFacts } from '../../contracts/trainer.ts';
import { BenchElement } from './bench-element.ts';
import { errorText, limitText } from './bench-format.ts';

/** The limits that decide which models and kernels fit, with plain names. */
const telling = (): Readonly<Record<string, string>> => ({
  maxBufferSize: msg('largest buffer'),
  maxStorageBufferBindingSize: msg('largest storage binding'),
  maxComputeWorkgroupStorageSize: msg('memory of a workgroup'),
  maxComputeInvocationsPerWorkgroup: msg('threads of a workgroup'),
  maxStorageBuffersPerShaderStage: msg('storage buffers of a shader'),
});

/** Features that kernels of a neural network gain from; the others concern pictures. */
const COMPUTING = /f16|subgroup|timestamp/;

@customElement('bench-machine')
export class BenchMachine extends BenchElement {
  static override styles = [
    ...BenchElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--space-5);
        align-content: start;
      }
      section {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .name {
        font-weight: 600;
      }
      .badge {
        display: inline-block;
        font-size: var(--text-1);
        color: var(--ink-2);
        border: 1px solid var(--line);
        border-radius: 999px;
        padding: 0 8px;
        margin-left: 4px;
        white-space: nowrap;
      }
      dl {
        margin: var(--space-2) 0 0;
      }
      dl > div {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--space-3);
        padding: 5px 0;
        border-top: 1px solid var(--line);
      }
      dt small {
        display: block;
        color: var(--ink-3);
        font-size: 0.6875rem;
      }
      dd {
        margin: 0;
        text-align: right;
        font-weight: 600;
      }
      .long {
        grid-template-columns: minmax(0, 1fr);
      }
      .long dd {
        text-align: left;
        font-weight: 400;
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      /* A name is broken only where it does not fit a line. */
      .long span {
        display: inline-block;
        max-width: 100%;
        margin-right: 6px;
      }
      details {
        padding-top: var(--space-2);
        border-top: 1px solid var(--line);
        color: var(--ink-2);
      }
      details dl {
        font-size: var(--text-1);
      }
      details dd {
        font-weight: 400;
      }
      p + p {
        margin-top: var(--space-1);
      }
      @media (min-width: 641px) and (max-width: 1180px) {
        :host {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
      }
    `,
  ];

  /** The engine that runs in the Lab use; undefined before it is open. */
  @property({ attribute: false }) engine: EngineFacts | undefined;

  protected override render() {
    return html`
      <section aria-labelledby="adapter">
        <h2 id="adapter">${msg('WebGPU adapter')}</h2>
        ${this.adapter()}
      </section>
      <section aria-labelledby="engine">
        <h2 id="engine">${msg('Engine of this session')}</h2>
        ${this.session()}
      </section>
    `;
  }

  private adapter() {
    const { adapter, trouble } = this.bench;
    if (adapter) return this.facts(adapter);
    if (adapter === undefined)
      return html`<p class="quiet">${trouble === undefined ? msg('Asking the browser …') : html`<span class="alert" role="alert">${msg('It could not be asked for.')} ${translated(trouble)}</span>`}</p>`;
    return 'gpu' in navigator
      ? html`<p class="name">${msg('No WebGPU adapter')}</p>
          <p class="quiet">${msg('This browser knows WebGPU but offers no GPU here: there is none, its driver is blocked, or hardware acceleration is switched off. Engines that need none are measured.')}</p>`
      : html`<p class="name">${msg('No WebGPU in this browser')}</p>
          <p class="quiet">${msg('A current Chrome, Edge, Safari or Firefox over HTTPS has it. Engines that need no GPU are measured.')}</p>`;
  }

  private facts({ name, software, features, limits }: AdapterFacts) {
    const main = telling();
    const computing = features.filter((feature) => COMPUTING.test(feature));
    const others = features.filter((feature) => !COMPUTING.test(feature));
    const rest = Object.entries(limits).filter(([limit]) => !(limit in main));
    return html`
      <p><span class="name" translate="no">${name}</span> <span class="badge">${software ? msg('software') : msg('hardware')}</span></p>
      ${software ? html`<p class="small quiet">${msg('Computed by the CPU: good for checking results, its speed says nothing about a GPU.')}</p>` : ''}
      <dl>
        ${Object.entries(main).map(([limit, title]) =>
          limit in limits
            ? html`<div><dt>${translated(title)}<small translate="no">${limit}</small></dt><dd>${translated(limitText(limit, limits[limit]!))}</dd></div>`
            : '',
        )}
        ${names(msg('features for computing'), computing)}
      </dl>
      <details>
        <summary>${msg('All other features and limits')}</summary>
        <dl>${names(msg('other features'), others)}${rest.map(([limit, value]) => html`<div><dt translate="no">${limit}</dt><dd>${translated(limitText(limit, value))}</dd></div>`)}</dl>
      </details>
    `;
  }

  private session() {
    const { engine } = this;
    if (!engine) return html`<p class="quiet">${msg('Opened a moment after the page; until then there is none.')}</p>`;
    return html`
      <p><span class="name">${translated(engine.engine.toUpperCase())}</span> · ${translated(engine.reason)}</p>
      <p class="small quiet">${translated([engine.library, engine.adapter].filter(Boolean).join(' · '))}</p>
      <dl>
        ${Object.entries(engine.selfTest).map(
          ([name, error]) =>
            html`<div><dt>${msg('self-test')} <span class="quiet">${translated(name)}</span></dt><dd title=${msg('relative error of the weight update')}>${translated(errorText(error))}</dd></div>`,
        )}
      </dl>
    `;
  }
}

const names = (title: string, features: readonly string[]) =>
  html`<div class="long"><dt>${translated(title)}</dt><dd>${features.length ? features.map((feature) => html`<span translate="no">${feature}</span> `) : msg('none')}</dd></div>`;

declare global {
  interface HTMLElementTagNameMap {
    'bench-machine': BenchMachine;
  }
}
