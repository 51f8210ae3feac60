/** The gallery beside the app: benchmarks, what people came to on them, and a badge for what was run again here. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Benchmark, GalleryRun, RunEntry } from '../../contracts/library.ts';
import type { LibraryStore } from '../../state/library-store.ts';
import { sharedStyles } from '../shared-styles.ts';

@customElement('runs-gallery')
export class RunsGallery extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
      }
      h3 {
        margin-bottom: var(--space-1);
      }
      .task {
        max-width: 80ch;
      }
      .run {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-2) var(--space-3);
        align-items: center;
        border-top: 1px solid var(--line);
        padding: var(--space-2) 0;
        margin-top: var(--space-2);
      }
      .badge {
        color: var(--ok);
        font-weight: 600;
      }
      .do {
        display: flex;
        gap: var(--space-1);
      }
      @media (max-width: 640px) {
        .run {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) library!: LibraryStore;
  /** What is kept here: replicas earn badges. */
  @property({ attribute: false }) entries: readonly RunEntry[] = [];
  @property({ type: Boolean }) busy = false;
  @state() private benchmarks: readonly Benchmark[] | undefined;
  @state() private trouble: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.library.library.gallery().then(
      (benchmarks) => (this.benchmarks = benchmarks),
      (error: Error) => (this.trouble = error.message),
    );
  }

  protected override render() {
    if (this.trouble) return html`<p role="alert">${msg(str`The gallery cannot be shown: ${this.trouble}`)}</p>`;
    if (!this.benchmarks) return html`<p class="quiet">${msg('Looking at the gallery …')}</p>`;
    return html`<p class="quiet">
        ${msg('Runs that people have passed on, each checked when you open it: that its file is the one its card names, that nothing in it was changed, that its conclusions follow from its numbers. Whether it is true, only running it again shows.')}
      </p>
      ${this.benchmarks.map((benchmark) => this.benchmark(benchmark))}`;
  }

  private benchmark(benchmark: Benchmark) {
    const { title, task, metric, seeds, rules, runs } = benchmark;
    return html`<section>
      <h3>${translated(title)}</h3>
      <p class="task">${translated(task)}</p>
      <p class="small quiet">${msg(str`Judged by ${metric}; seeds: ${seeds}. ${rules.join(' ')}`)}</p>
      ${runs.map((run) => this.run(benchmark, run))}
    </section>`;
  }

  private run({ id }: Benchmark, run: GalleryRun) {
    const replicas = this.entries.filter(({ parentId, replication }) => parentId === run.runId && replication);
    const good = replicas.find(({ replication }) => replication === 'equal' || replication === 'within');
    const wish = (what: 'open' | 'replicate') =>
      this.dispatchEvent(new CustomEvent('fetch-run', { detail: { benchmark: id, file: run.file, what } }));
    return html`<div class="run">
      <div>
        <div>${translated(run.verdict)}</div>
        <div class="small quiet">
          ${run.author}, ${run.machine}, ${run.addedAt}
          ${good ? html`<span class="badge">✓ ${good.replication === 'equal' ? msg('replicated here, to the bit') : msg('replicated here, within the margin')}</span>` : replicas.length ? html`<span>${msg(str`run again here: ${replicas[0]!.replication!}`)}</span>` : ''}
        </div>
      </div>
      <div class="do">
        <button @click=${() => wish('open')}>${msg('Open')}</button>
        <button ?disabled=${this.busy} @click=${() => wish('replicate')}>${msg('Replicate')}</button>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'runs-gallery': RunsGallery;
  }
}
