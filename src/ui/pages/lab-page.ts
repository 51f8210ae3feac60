/** The Lab: the experiment on the left, the story in the middle, the verdict on the right. */
import { msg, translated } from '../../words/msg.ts';
import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../compare/base-stage.ts';
import '../compare/drift-stage.ts';
import '../experiment/experiment-rail.ts';
import '../compare/race-stage.ts';
import '../experiment/run-bar.ts';
import '../compare/verdict-panel.ts';
import type { CompareRun } from '../../state/compare-run.ts';
import { whenHere } from '../../state/late-part.ts';
import { afterPaint } from '../after-paint.ts';
import { bringIntoView } from '../bring-into-view.ts';
import { droppedFiles, type DroppedFiles } from '../dropped-files.ts';
import { nameCharts } from '../charts/chart-saving.ts';
import { StoreElement } from '../store-element.ts';
import { labPageStyles } from './lab-page-styles.ts';

@customElement('lab-page')
export class LabPage extends StoreElement {
  static override styles = [...StoreElement.styles, labPageStyles];

  @state() private railOpen = false;
  @state() private dropping = false;
  /** The code of the borders, which only data in a plane needs: an element that listens to the store must not be on the page before its code. */
  @state() private borders: 'unasked' | 'loading' | 'here' = 'unasked';
  /** The code of what is asked after a run (certainty, advice, labels, costs): the first paint does not wait for it. */
  @state() private costs: 'unasked' | 'loading' | 'here' = 'unasked';

  /** The code of what stands below the race. */
  @state() private below = false;

  constructor() {
    super();
    nameCharts(this);
    afterPaint(
      () => Promise.all([import('../compare/cost-stage.ts'), import('../depth/depth-stage.ts')]),
      () => (this.below = true),
    );
  }

  protected override render() {
    const { store } = this;
    return html`
      <aside class="rail ${this.railOpen ? 'open' : ''}" aria-label=${msg('Experiment')}>
        <experiment-rail .store=${store} @walk-asked=${this.startWalk}></experiment-rail>
        <run-bar .store=${store} ?rail-open=${this.railOpen} @toggle-rail=${() => (this.railOpen = !this.railOpen)} @show-verdict=${() => this.show('.verdict')}></run-bar>
      </aside>
      <div class="middle ${this.dropping ? 'dropping' : ''}" data-drop=${msg('Drop files to use them as data')}>
        <main class="story">
          ${
            store.notice
              ? html`<div class="notice" role="alert">
                <p>${translated(store.notice)}</p>
                <copy-details></copy-details>
                <button @click=${() => store.showNotice(undefined)} aria-label=${msg('Dismiss')}>×</button>
              </div>`
              : ''
          }
          ${store.shared && this.received ? html`<shared-result .text=${store.shared}></shared-result>` : ''}
          <div class="two slide">
            <base-stage .store=${store}></base-stage>
            <drift-stage .store=${store}></drift-stage>
          </div>
          ${this.small === 'here' ? html`<small-panel .store=${store}></small-panel>` : ''}
          <race-stage class="slide" .store=${store}></race-stage>
          ${store.run.boundaries.size && this.borders === 'here' ? html`<boundary-stage .store=${store}></boundary-stage>` : ''}
          ${this.below ? html`<cost-stage class="slide" .store=${store}></cost-stage>` : ''}
          ${this.costs === 'here' ? html`<freshness-stage .store=${store}></freshness-stage><replication-panel .store=${store}></replication-panel><pairs-panel .store=${store}></pairs-panel><robust-panel .store=${store}></robust-panel>` : ''}
          ${this.below ? html`<depth-stage .store=${store}></depth-stage>` : ''}
          ${this.costs === 'here' ? html`<advice-panel .store=${store}></advice-panel><sweep-panel .store=${store}></sweep-panel>` : ''}
          ${this.costs === 'here' || this.walks ? html`<walk-panel .store=${store}></walk-panel>` : ''}
          ${this.costs === 'here' ? html`<economics-panel .store=${store}></economics-panel>` : ''}
        </main>
        <aside class="verdict slide" aria-label=${msg('Verdict')}><verdict-panel .store=${store} @start-small=${this.startSmall}></verdict-panel></aside>
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
      whenHere(
        () => import('../runs/shared-result.ts'),
        () => (this.received = true),
      );
    if (run.results.length && this.costs === 'unasked') this.loadCosts();
    if (run.boundaries.size && this.borders === 'unasked') this.loadBorders();
    if (run === this.shownRun || !run.busy) return;
    this.shownRun = run;
    this.railOpen = false;
    if (this.oneColumn.matches) this.show('race-stage');
  }

  private loadBorders(): void {
    this.borders = 'loading';
    whenHere(
      () => import('../compare/boundary-stage.ts'),
      () => (this.borders = 'here'),
    );
  }

  /** The code of small runs, once somebody asks for some. */
  @state() private small: 'unasked' | 'here' = 'unasked';
  private readonly startSmall = () => {
    const { store } = this;
    whenHere(
      () => Promise.all([import('../../state/small-store.ts'), import('../compare/small-panel.ts')]),
      async ([{ smallOf }]) => {
        this.small = 'here';
        void smallOf(store).start(store.spec);
        await this.updateComplete;
        this.show('small-panel');
      },
    );
  };

  /** The code of the walk, once somebody asked for it before there were results. */
  @state() private walks = false;
  private readonly startWalk = () =>
    whenHere(
      () => import('../compare/walk-panel.ts'),
      async () => {
        this.walks = true;
        this.railOpen = false;
        await this.updateComplete;
        await this.renderRoot.querySelector('walk-panel')?.show();
        this.show('walk-panel');
      },
    );

  private loadCosts(): void {
    this.costs = 'loading';
    whenHere(
      () =>
        Promise.all([
          import('../freshness/freshness-stage.ts'),
          import('../runs/replication-panel.ts'),
          import('../compare/pairs-panel.ts'),
          import('../compare/robust-panel.ts'),
          import('../advice/advice-panel.ts'),
          import('../compare/sweep-panel.ts'),
          import('../compare/walk-panel.ts'),
          import('../economics/economics-panel.ts'),
        ]),
      () => (this.costs = 'here'),
    );
  }

  private shownRun: CompareRun | undefined;
  private readonly oneColumn = matchMedia('(max-width: 900px)');

  private show(selector: string): void {
    const target = this.renderRoot.querySelector(selector);
    if (target) bringIntoView(target);
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
      files.length &&
      whenHere(
        () => import('../../state/kept.ts'),
        ({ openDropped }) => openDropped(this.store, files, paths),
      );
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
