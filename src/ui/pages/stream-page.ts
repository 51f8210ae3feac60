/** The Stream page: models serve a stream while the world changes, and policies race to keep them right. */
import { msg, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { canonicalJson } from '../../spec/canonical.ts';
import { streamPresets, type StreamPresetId } from '../../spec/kinds/stream/presets.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../experiment/data-card.ts';
import '../experiment/drift-card.ts';
import '../compare/drift-stage.ts';
import '../experiment/machine-card.ts';
import '../experiment/model-card.ts';
import '../stream/policies-card.ts';
import '../stream/stream-bar.ts';
import '../stream/stream-result.ts';
import '../stream/stream-stage.ts';
import '../runs/shared-result.ts';
import { nameCharts } from '../charts/chart-saving.ts';
import { StoreElement } from '../store-element.ts';

@customElement('stream-page')
export class StreamPage extends StoreElement<StreamStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: 312px minmax(0, 1fr);
        height: 100%;
        min-height: 0;
      }
      aside {
        border-right: 1px solid var(--line);
        overflow-y: auto;
        display: grid;
        grid-template-rows: 1fr auto;
      }
      .cards {
        padding: var(--space-4);
      }
      main {
        overflow-y: auto;
        padding: var(--space-4) var(--space-5);
      }
      .notice {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        border: 1px solid var(--alert);
        border-radius: var(--radius);
        padding: 8px 12px;
        margin-bottom: var(--space-3);
      }
      details {
        margin-bottom: 24px;
      }
      details > summary {
        cursor: pointer;
        color: var(--ink-2);
      }
      @media (max-width: 900px) {
        /* What goes by comes first, the experiment below it, the controls stay at hand. */
        :host {
          display: flex;
          flex-direction: column;
          height: auto;
        }
        aside {
          display: contents;
        }
        main {
          order: 1;
          overflow: visible;
          padding: var(--space-4);
        }
        .cards {
          order: 2;
        }
        stream-bar {
          order: 3;
        }
      }
    `,
  ];

  constructor() {
    super();
    nameCharts(this);
  }

  protected override render() {
    const { store } = this;
    const current = Object.values(streamPresets).find(({ spec }) => canonicalJson(spec) === canonicalJson(store.spec));
    return html`
      <aside aria-label=${msg('Stream')}>
        <div class="cards">
          <choice-field
            label=${msg('Stream')}
            .choices=${[...Object.values(streamPresets).map(({ id, title }) => ({ id, title })), { id: '', title: msg('Your own'), disabled: true }]}
            value=${current?.id ?? ''}
            help=${current?.help ?? msg('Changed from a preset.')}
            @field-change=${(event: FieldChange<string>) => store.reset(event.value as StreamPresetId)}
          ></choice-field>
          <data-card .store=${store}></data-card>
          <model-card .store=${store}></model-card>
          <drift-card .store=${store}></drift-card>
          <policies-card .store=${store}></policies-card>
          <machine-card .store=${store}></machine-card>
        </div>
        <stream-bar .store=${store}></stream-bar>
      </aside>
      <main>
        ${
          store.notice
            ? html`<div class="notice" role="alert"><p>${translated(store.notice)}</p><copy-details></copy-details><button @click=${() => store.showNotice(undefined)} aria-label=${msg('Dismiss')}>×</button></div>`
            : ''
        }
        ${store.shared ? html`<shared-result .text=${store.shared}></shared-result>` : ''}
        <stream-result part-shown="headline" .store=${store}></stream-result>
        <stream-stage .store=${store}><stream-result part-shown="rest" .store=${store}></stream-result></stream-stage>
        <details>
          <summary>${msg('How the world changes')}</summary>
          <drift-stage .store=${store}></drift-stage>
        </details>
      </main>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-page': StreamPage;
  }
}
