/** Runs that outlive their tab: the list, and two or more beside each other. */
import { msg, str, translated } from '../../words/msg.ts';
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { RunEntry, RunsBeside } from '../../contracts/library.ts';
import { exports } from '../../record/export/registry.ts';
import { downloadRun, saveBytes } from '../../state/download.ts';
import { libraryOf, replicate, showKept } from '../../state/kept.ts';
import type { LibraryStore } from '../../state/library-store.ts';
import { addressOf } from '../../state/url.ts';
import { dayAndTime } from '../../words/dates.ts';
import { whenHere } from '../../state/late-part.ts';
import { found, grouped, type Order } from '../runs/run-search.ts';
import '../runs/run-row.ts';
import type { RunWish } from '../runs/run-row.ts';
import { StoreElement } from '../store-element.ts';
import '../controls/run-download.ts';
import { runsPageStyles } from './runs-page-styles.ts';

/** As many as a list shows at once; more are asked for. */
const AT_ONCE = 100;
/** Of them as many come in one frame: a hundred in one would freeze the page. */
const A_FRAME = 20;

@customElement('runs-page')
export class RunsPage extends StoreElement {
  static override styles = [...StoreElement.styles, runsPageStyles];

  @state() private library: LibraryStore | undefined;
  @state() private search = '';
  @state() private order: Order = 'newest';
  /** As many as were asked for, and as have been drawn so far. */
  @state() private most = AT_ONCE;
  @state() private shown = A_FRAME;
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private beside: { readonly runs: RunsBeside; readonly titles: readonly string[] } | undefined;
  @state() private gallery = false;
  @query('input[type=file]') private readonly picker!: HTMLInputElement;

  override connectedCallback(): void {
    super.connectedCallback();
    this.library = libraryOf(this.store);
    void this.library.show();
  }

  protected override render() {
    const { library } = this;
    const entries = library?.entries;
    return html`<main>
      <div class="head">
        <h2>${msg('Runs')}</h2>
        <p class="quiet">${msg('Every run is kept on this device, and nowhere else. Drop run files anywhere here to open them.')}</p>
      </div>
      ${library?.unkept ? this.notKept(library) : ''}
      ${library?.said ? html`<p class="said" role="status">${translated(library.said.text)} ${library.said.undo ? html`<button @click=${library.said.undo}>${msg('Undo')}</button>` : ''} <button aria-label=${msg('Dismiss')} @click=${() => library.say(undefined)}>×</button></p>` : ''}
      ${this.beside ? this.besideView(this.beside) : this.gallery ? this.galleryView(entries ?? []) : entries ? this.list(entries) : html`<p class="quiet">${msg('Looking for kept runs …')}</p>`}
      <input type="file" multiple accept=".json,.gz,.zip,.html" hidden @change=${this.picked} />
    </main>`;
  }

  /** What is still to be drawn of the list comes in the next frames. */
  protected override updated(): void {
    const wanted = Math.min(this.most, this.library?.entries?.length ?? 0);
    if (this.shown >= wanted) return;
    const next = Math.min(wanted, this.shown + A_FRAME);
    requestAnimationFrame(() => (this.shown = Math.max(this.shown, next)));
  }

  private list(entries: readonly RunEntry[]) {
    const hits = found(entries, this.search, this.order);
    const visible = hits.slice(0, Math.min(this.shown, this.most));
    const { used, quota } = this.library!.usage;
    return html`
      <div class="bar">
        <input type="text" class="search" placeholder=${msg('Search')} aria-label=${msg('Search runs')} .value=${this.search} @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)} />
        <select aria-label=${msg('Order')} @change=${(event: Event) => (this.order = (event.target as HTMLSelectElement).value as Order)}>
          ${this.orders().map(([id, title]) => html`<option value=${id} ?selected=${id === this.order}>${translated(title)}</option>`)}
        </select>
        <button @click=${() => this.picker.click()}>${msg('Open files')}</button>
        <button @click=${this.showGallery}>${msg('Gallery')}</button>
        <button ?disabled=${!entries.length} @click=${() => this.save(this.chosen.size ? [...this.chosen] : undefined)}>
          ${this.chosen.size ? msg(str`Download ${this.chosen.size}`) : msg('Download all')}
        </button>
        <button class="primary" ?disabled=${this.chosen.size < 2 || this.chosen.size > 20} @click=${this.compare}>
          ${this.chosen.size < 2 ? msg('Compare: choose two or more') : this.chosen.size > 20 ? msg('Compare: 20 at most') : msg(str`Compare ${this.chosen.size}`)}
        </button>
        <button ?disabled=${!this.chosen.size} @click=${this.removeChosen}>${msg('Delete chosen')}</button>
        <span class="small quiet room">
          ${entries.length === hits.length ? msg(str`${entries.length} runs`) : msg(str`${hits.length} of ${entries.length} runs`)}${used === undefined || !quota ? '' : msg(str`, ${(used / 2 ** 20).toFixed(1)} MB of ${(quota / 2 ** 30).toFixed(1)} GB used`)}
        </span>
      </div>
      ${entries.length ? '' : this.empty()}
      ${entries.length && !hits.length ? html`<p class="quiet">${msg('No run has all these words.')}</p>` : ''}
      ${grouped(visible).map(
        ({ specId, entries: members }) => html`<section aria-label=${translated(members[0]!.data)}>
          ${members.length > 1 ? html`<p class="small quiet group">${msg(str`${members.length} runs of one experiment`)}</p>` : ''}
          ${members.map(
            (entry) => html`<run-row
              data-spec=${specId}
              .entry=${entry}
              ?chosen=${this.chosen.has(entry.runId)}
              ?busy=${this.store.training}
              @choose=${() => this.choose(entry.runId)}
              @wish=${({ detail }: CustomEvent<RunWish>) => void this.grant(entry, detail)}
              @describe=${({ detail }: CustomEvent<{ note: string; tags: string[] }>) => void this.library!.describe(entry.runId, detail)}
            ></run-row>`,
          )}
        </section>`,
      )}
      ${hits.length > this.most && visible.length === this.most ? html`<button @click=${() => (this.most += AT_ONCE)}>${msg(str`Show ${Math.min(AT_ONCE, hits.length - this.most)} more`)}</button>` : nothing}
    `;
  }

  private orders(): readonly (readonly [Order, string])[] {
    return [
      ['newest', msg('newest first')],
      ['oldest', msg('oldest first')],
      ['data', msg('by data and experiment')],
      ['longest', msg('longest first')],
      ['largest', msg('largest first')],
    ];
  }

  private readonly showGallery = () =>
    whenHere(
      () => import('../runs/runs-gallery.ts'),
      () => (this.gallery = true),
    );

  private galleryView(entries: readonly RunEntry[]) {
    return html`<div class="bar"><button @click=${() => (this.gallery = false)}>← ${msg('All runs')}</button></div>
      <runs-gallery .library=${this.library} .entries=${entries} ?busy=${this.store.training} @fetch-run=${this.fetchRun}></runs-gallery>`;
  }

  private readonly fetchRun = async ({ detail }: CustomEvent<{ benchmark: string; file: string; what: RunWish }>) => {
    try {
      const answer = await this.library!.library.openGalleryRun(detail.benchmark, detail.file);
      if ('refusal' in answer) return this.library!.say(answer.refusal);
      await this.library!.refresh();
      await this.grant(answer, detail.what);
    } catch (error) {
      this.library!.say((error as Error).message);
    }
  };

  private empty() {
    return html`<div class="empty">
      <p>${msg('No runs yet. Whatever you run on the Lab or the Stream is kept here by itself.')}</p>
      <p class="quiet">${msg('Or open a file that somebody passed on: it is checked, and can be compared with yours and run again.')}</p>
    </div>`;
  }

  private besideView({ runs, titles }: NonNullable<RunsPage['beside']>) {
    return html`<div class="bar"><button @click=${() => (this.beside = undefined)}>← ${msg('All runs')}</button></div>
      <ol class="titles">${titles.map((title) => html`<li>${translated(title)}</li>`)}</ol>
      <runs-beside .beside=${runs} .titles=${titles}></runs-beside>`;
  }

  private notKept(library: LibraryStore) {
    const { record, refusal } = library.unkept!;
    return html`<div class="said" role="alert">
      <p>${translated(refusal)}</p>
      <run-download .record=${record}></run-download>
      <button @click=${() => library.letGo()}>${msg('Let it go')}</button>
    </div>`;
  }

  private choose(runId: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(runId)) chosen.add(runId);
    this.chosen = chosen;
  }

  private async grant({ runId }: RunEntry, wish: RunWish): Promise<void> {
    const library = this.library!;
    if (wish === 'remove') {
      this.chosen = new Set([...this.chosen].filter((id) => id !== runId));
      return library.remove([runId]);
    }
    if (wish === 'sign') return library.sign(runId);
    const kept = await library.open(runId);
    if (!kept) return library.say(msg('This run is not here any more.'));
    if (wish === 'download') return downloadRun(kept.record, exports[0]!);
    showKept(this.store, kept);
    location.hash = addressOf(kept.record.spec);
    if (wish === 'replicate') await replicate(this.store, kept.record);
  }

  private readonly compare = () =>
    whenHere(
      () => import('../runs/runs-beside.ts'),
      () => this.putBeside(),
    );

  private async putBeside(): Promise<void> {
    const ids = this.library!.entries!.filter(({ runId }) => this.chosen.has(runId)).map(({ runId }) => runId);
    try {
      const runs = await this.library!.beside(ids);
      const titles = ids.map((id) => {
        const { data, drift, startedAt, engine } = this.library!.entries!.find(({ runId }) => runId === id)!;
        return `${data}${drift ? `: ${drift}` : ''} (${dayAndTime(startedAt)}, ${engine.toUpperCase()}, ${id.slice(7, 13)})`;
      });
      this.beside = { runs, titles };
    } catch (error) {
      this.library!.say((error as Error).message);
    }
  }

  private readonly removeChosen = async () => {
    const ids = [...this.chosen];
    this.chosen = new Set();
    await this.library!.remove(ids);
  };

  private async save(ids?: readonly string[]): Promise<void> {
    const many = ids ?? this.library!.entries!.map(({ runId }) => runId);
    saveBytes(`drift-lab-${many.length}-runs.zip`, await this.library!.library.archive(ids), 'application/zip');
  }

  private readonly picked = async () => {
    const files = [...(this.picker.files ?? [])];
    this.picker.value = '';
    if (files.length) await libraryOf(this.store).openFiles(files);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'runs-page': RunsPage;
  }
}
