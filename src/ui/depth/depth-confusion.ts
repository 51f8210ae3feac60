/** Which classes are taken for which, before a repair and after it, and the rows behind each cell. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { arms } from '../../state/catalogue.ts';
import '../charts/confusion-map.ts';
import type { CellOpen } from '../charts/confusion-map.ts';
import { StoreElement } from '../store-element.ts';
import { classesShown, differenceOf, MOST_CLASSES, rowsInCell, summedConfusion, type MapKind, type Pair } from './depth-figures.ts';
import './depth-samples.ts';

@customElement('depth-confusion')
export class DepthConfusion extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        container-type: inline-size;
      }
      .maps {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--space-4);
        margin-top: var(--space-3);
      }
      figure {
        margin: 0;
        min-width: 0;
      }
      figcaption {
        font-size: var(--text-1);
        color: var(--ink-2);
        margin-bottom: 4px;
      }
      @container (max-width: 620px) {
        .maps {
          grid-template-columns: minmax(0, 400px);
        }
      }
      .scroll {
        overflow: auto;
        max-height: 320px;
      }
      details {
        margin-top: var(--space-2);
        font-size: var(--text-1);
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) pairs: readonly Pair[] = [];
  @property() arm = '';
  @state() private open: { readonly kind: MapKind; readonly label: number; readonly predicted: number } | undefined;

  protected override render() {
    const { run } = this.store;
    const before = summedConfusion(this.pairs.map((pair) => pair.before));
    const after = summedConfusion(this.pairs.map((pair) => pair.after));
    const classes = this.classes(after.length);
    const shown = classesShown(before, after);
    const maps: [MapKind, string, readonly (readonly number[])[]][] = [
      ['before', msg('before the repair'), before],
      ['after', msg('after it'), after],
      ['difference', msg('difference'), differenceOf(after, before)],
    ];
    return html`<h3>${msg('Mistakes: row = true, column = answer')}</h3>
      <p class="quiet">
        ${msg(str`Rows of the new world, ${this.pairs.length} seeds added up. The diagonal is right. In the difference, orange gained rows and blue lost them.`)}
        ${after.length > shown.length ? msg(str`Of ${after.length} classes the ${MOST_CLASSES} that are confused most.`) : nothing}
        ${run.testRows ? msg('Press a cell to see rows in it.') : nothing}
      </p>
      <div class="maps">
        ${maps.map(
          ([kind, title, matrix]) => html`<figure>
            <figcaption>${translated(title)}</figcaption>
            <confusion-map
              .matrix=${matrix}
              .classes=${classes}
              .shown=${shown}
              ?difference=${kind === 'difference'}
              label=${msg(str`Confusion, ${title}`)}
              .open=${this.open?.kind === kind ? [this.open.label, this.open.predicted] : undefined}
              @cell-open=${({ label, predicted }: CellOpen) => this.toggle(kind, label, predicted)}
            ></confusion-map>
          </figure>`,
        )}
      </div>
      ${this.open ? this.samples(this.open, classes) : nothing}
      <details>
        <summary>${msg('Table: before → after')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${msg('Confusion before and after')}>
          <table>
            <thead>
              <tr><th scope="col">${msg('label')}</th>${shown.map((c) => html`<th scope="col">${classes[c]}</th>`)}</tr>
            </thead>
            <tbody>
              ${shown.map((r) => html`<tr><th scope="row">${classes[r]}</th>${shown.map((c) => html`<td>${before[r]![c]} → ${after[r]![c]}</td>`)}</tr>`)}
            </tbody>
          </table>
        </div>
      </details>`;
  }

  private toggle(kind: MapKind, label: number, predicted: number): void {
    const same = this.open?.kind === kind && this.open.label === label && this.open.predicted === predicted;
    this.open = same ? undefined : { kind, label, predicted };
  }

  /** The rows in the cell that was pressed, of the first seed. */
  private samples({ kind, label, predicted }: NonNullable<typeof this.open>, classes: readonly string[]) {
    const { testRows, predictions } = this.store.run;
    const [before, after] = [predictions.get('none'), predictions.get(this.arm)];
    if (!testRows || !before || !after) {
      return html`<p class="quiet" role="status">${msg('Single rows are shown for the first seed, once its repairs have run on this page; a run from a file has none.')}</p>`;
    }
    const rows = rowsInCell(kind, label, predicted, { y: testRows.y, before, after });
    const title = arms.find(({ id }) => id === this.arm)?.title ?? this.arm;
    const [is, named] = [classes[label]!, classes[predicted]!];
    const what = {
      before: msg(str`label ${is}, named ${named} before the repair`),
      after: msg(str`label ${is}, named ${named} after “${title}”`),
      difference: msg(str`label ${is}, named ${named} only before or only after “${title}”`),
    }[kind];
    return html`<depth-samples
      .rows=${testRows}
      .indices=${rows}
      .classes=${classes}
      .columns=${this.store.data.chosen(this.store.run.spec)?.columns.map(({ name }) => name) ?? []}
      .predictedBefore=${before}
      .predictedAfter=${after}
      what=${what}
      @close=${() => (this.open = undefined)}
    ></depth-samples>`;
  }

  /** Names of the classes, of the run that is shown. */
  private classes(count: number): readonly string[] {
    const { run, data } = this.store;
    const names = run.record?.data.classes ?? data.chosen(run.spec)?.classes ?? [];
    return Array.from({ length: count }, (_, c) => names[c] ?? String(c));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'depth-confusion': DepthConfusion;
  }
}
