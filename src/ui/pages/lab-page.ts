/** The Lab: the experiment on the left, the story in the middle, the verdict on the right. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../compare/base-stage.ts';
import '../compare/cost-stage.ts';
import '../depth/depth-stage.ts';
import '../compare/drift-stage.ts';
import '../experiment/experiment-rail.ts';
import '../compare/race-stage.ts';
import '../experiment/run-bar.ts';
import '../compare/verdict-panel.ts';
import type { CompareRun } from '../../state/compare-run.ts';
import { droppedFiles, type DroppedFiles } from '../dropped-files.ts';
import { StoreElement } from '../store-element.ts';

@customElement('lab-page')
export class LabPage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: 312px minmax(0, 1fr) 324px;
        grid-template-rows: minmax(0, 1fr);
        height: 100%;
      }
      .rail,
      .story,
      .verdict {
        overflow-y: auto;
        overflow-x: hidden;
      }
      .rail {
        border-right: 1px solid var(--line);
        display: flex;
        flex-direction: column;
      }
      experiment-rail {
        flex: 1;
      }
      .verdict {
        border-left: 1px solid var(--line);
      }
      run-bar {
        position: sticky;
        bottom: 0;
        z-index: 2;
        background: var(--bg);
        border-top: 1px solid var(--line);
      }
      .story {
        padding: var(--space-4) var(--space-5) var(--space-5);
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
        align-content: start;
      }
      .two {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1.25fr);
        gap: var(--space-5);
      }
      base-stage {
        --chart-height: 170px;
      }
      .notice {
        background: color-mix(in srgb, var(--alert) 10%, var(--panel));
        border: 1px solid color-mix(in srgb, var(--alert) 40%, var(--line));
        border-radius: var(--radius);
        padding: var(--space-2) var(--space-3);
        display: flex;
        gap: var(--space-3);
        justify-content: space-between;
        align-items: start;
        overflow-wrap: anywhere;
      }
      .notice p {
        white-space: pre-line;
      }
      .dropping::after {
        content: attr(data-drop);
        position: fixed;
        inset: 0;
        z-index: 10;
        display: grid;
        place-items: center;
        font-size: var(--text-4);
        background: color-mix(in srgb, var(--bg) 88%, transparent);
        border: 3px dashed var(--accent);
      }
      @media (max-width: 1180px) {
        :host {
          grid-template-columns: 300px minmax(0, 1fr);
          grid-template-rows: minmax(0, 1fr);
        }
        .verdict {
          grid-column: 2;
          border: 0;
          overflow: visible;
        }
        .middle {
          grid-column: 2;
          overflow-y: auto;
        }
        .story {
          overflow: visible;
        }
      }
      @media (min-width: 1181px) {
        .middle {
          display: contents;
        }
      }
      @media (max-width: 900px) {
        :host {
          display: block;
          height: auto;
        }
        .middle,
        .rail,
        .story {
          overflow: visible;
        }
        .story {
          padding: var(--space-4);
        }
        .rail {
          border: 0;
        }
        run-bar {
          position: fixed;
          inset: auto 0 0;
          z-index: 5;
        }
        .middle {
          padding-bottom: 96px;
        }
        experiment-rail {
          display: none;
        }
        .rail.open {
          position: fixed;
          inset: 15vh 0 0;
          z-index: 4;
          background: var(--bg);
          overflow-y: auto;
          border-top: 1px solid var(--line);
          border-radius: 16px 16px 0 0;
          padding-bottom: 96px;
          box-shadow: 0 -8px 40px rgb(0 0 0 / 0.25);
        }
        .slide {
          scroll-margin-top: 56px;
        }
        .rail.open experiment-rail {
          display: block;
        }
      }
      @media (max-width: 640px) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media (min-width: 641px) and (max-width: 900px) {
        /* A projector: each stage is a slide. */
        .slide {
          min-height: calc(100vh - 150px);
          align-content: center;
        }

      }
    `,
  ];

  @state() private railOpen = false;
  @state() private dropping = false;
  /** The code of the borders, which only data in a plane needs: an element that listens to the store must not be on the page before its code. */
  @state() private borders: 'unasked' | 'loading' | 'here' = 'unasked';
  /** The code of what is asked after a run (certainty, advice, labels, costs): the first paint does not wait for it. */
  @state() private costs: 'unasked' | 'loading' | 'here' | 'missing' = 'unasked';

  protected override render() {
    const { store } = this;
    return html`
      <aside class="rail ${this.railOpen ? 'open' : ''}" aria-label=${msg('Experiment')}>
        <experiment-rail .store=${store}></experiment-rail>
        <run-bar .store=${store} ?rail-open=${this.railOpen} @toggle-rail=${() => (this.railOpen = !this.railOpen)} @show-verdict=${() => this.show('.verdict')}></run-bar>
      </aside>
      <div class="middle ${this.dropping ? 'dropping' : ''}" data-drop=${msg('Drop files to use them as data')}>
        <main class="story">
          ${
            store.notice
              ? html`<div class="notice" role="alert">
                <p>${store.notice}</p>
                <button @click=${() => store.showNotice(undefined)} aria-label=${msg('Dismiss')}>×</button>
              </div>`
              : ''
          }
          ${store.shared && this.received ? html`<shared-result .text=${store.shared}></shared-result>` : ''}
          <div class="two slide">
            <base-stage .store=${store}></base-stage>
            <drift-stage .store=${store}></drift-stage>
          </div>
          <race-stage class="slide" .store=${store}></race-stage>
          ${store.run.boundaries.size && this.borders === 'here' ? html`<boundary-stage .store=${store}></boundary-stage>` : ''}
          <cost-stage class="slide" .store=${store}></cost-stage>
          ${this.costs === 'here' ? html`<replication-panel .store=${store}></replication-panel><pairs-panel .store=${store}></pairs-panel><robust-panel .store=${store}></robust-panel>` : ''}
          <depth-stage .store=${store}></depth-stage>
          ${this.costs === 'here' ? html`<advice-panel .store=${store}></advice-panel><sweep-panel .store=${store}></sweep-panel><economics-panel .store=${store}></economics-panel>` : ''}
          ${this.costs === 'missing' ? html`<p class="quiet">${msg('How sure it is, what to do, label budgets and costs could not be loaded. Check the connection and reload.')}</p>` : ''}
        </main>
        <aside class="verdict slide" aria-label=${msg('Verdict')}><verdict-panel .store=${store}></verdict-panel></aside>
      </div>
    `;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragover', this.dragOver);
    window.addEventListener('dragleave', this.dragLeave);
    window.addEventListener('drop', this.drop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('dragover', this.dragOver);
    window.removeEventListener('dragleave', this.dragLeave);
    window.removeEventListener('drop', this.drop);
  }

  /** The code of what a link says besides its experiment is here. */
  @state() private received = false;

  /** Where the page is one column, a run that starts brings the race into view, and the sheet gives way. */
  protected override willUpdate(): void {
    const { run } = this.store;
    if (this.store.shared && !this.received)
      import('../runs/shared-result.ts').then(
        () => (this.received = true),
        () => undefined,
      );
    if (run.results.length && this.costs === 'unasked') void this.loadCosts();
    if (run.boundaries.size && this.borders === 'unasked') void this.loadBorders();
    if (run === this.shownRun || !run.busy) return;
    this.shownRun = run;
    this.railOpen = false;
    if (this.oneColumn.matches) this.show('race-stage');
  }

  private async loadBorders(): Promise<void> {
    this.borders = 'loading';
    const missing = () => this.store.showNotice(msg('The borders could not be loaded. Check the connection and reload the page.'));
    await import('../compare/boundary-stage.ts').then(() => (this.borders = 'here'), missing);
  }

  private async loadCosts(): Promise<void> {
    this.costs = 'loading';
    this.costs = await Promise.all([
      import('../runs/replication-panel.ts'),
      import('../compare/pairs-panel.ts'),
      import('../compare/robust-panel.ts'),
      import('../advice/advice-panel.ts'),
      import('../compare/sweep-panel.ts'),
      import('../economics/economics-panel.ts'),
    ]).then(
      () => 'here' as const,
      () => 'missing' as const,
    );
  }

  private shownRun: CompareRun | undefined;
  private readonly oneColumn = matchMedia('(max-width: 900px)');

  private show(selector: string): void {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.renderRoot.querySelector(selector)?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  }

  private readonly dragOver = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dropping = true;
  };

  private readonly dragLeave = (event: DragEvent) => {
    if (event.relatedTarget === null) this.dropping = false;
  };

  private readonly drop = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dropping = false;
    const open = ({ files, paths }: DroppedFiles) =>
      files.length ? import('../../state/kept.ts').then(({ openDropped }) => openDropped(this.store, files, paths)) : undefined;
    droppedFiles(event.dataTransfer).then(open, () =>
      this.store.showNotice(msg('What was dropped could not be opened. Drop files or folders from this device.')),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-page': LabPage;
  }
}
