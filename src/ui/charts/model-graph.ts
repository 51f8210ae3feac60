/** The layers of a model and what goes from one to the next; a click on a layer lets the head begin there. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ModelLayerFacts } from '../../contracts/services.ts';
import { sharedStyles } from '../shared-styles.ts';
import { drawingStyles } from './drawing-styles.ts';

const WIDTH = 300;
const ROW = 46;
const BOX = 32;
const GAP = 6;

interface Box extends ModelLayerFacts {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Where a head may begin was chosen: `detail` is the index of the layer. */
export type HeadChoice = CustomEvent<number>;

@customElement('model-graph')
export class ModelGraph extends LitElement {
  static override styles = [
    sharedStyles,
    drawingStyles,
    css`
      :host {
        max-height: 420px;
        overflow-y: auto;
      }
      rect {
        fill: var(--soft);
        stroke: var(--line);
      }
      .head rect {
        fill: var(--panel);
        stroke: var(--arm-head-only);
        stroke-width: 2;
      }
      .begins {
        cursor: pointer;
      }
      .begins:hover rect {
        stroke: var(--accent);
      }
      path {
        fill: none;
        stroke: var(--ink-3);
      }
      p {
        margin: 4px 0 0;
      }
      .mark {
        color: var(--arm-head-only-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) layers: readonly ModelLayerFacts[] = [];
  /** Index of the layer at which the head begins. */
  @property({ type: Number }) head = 0;

  protected override render() {
    const boxes = placed(this.layers);
    const inHead = after(this.layers, this.head);
    const height = Math.max(0, ...boxes.map(({ y }) => y + BOX + GAP));
    return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label=${translated(this.words(boxes.length))}>
        ${boxes.flatMap((box) => box.reads.map((from) => this.line(boxes[from]!, box)))}
        ${boxes.map((box) => this.box(box, inHead.has(box.index)))}
      </svg>
      <p class="small quiet"><span class="mark">${msg('Outlined in blue')}</span> ${msg('is the head, which head-only trains; fine-tuning trains all. Click a layer that everything goes through to let the head begin there.')}</p>`;
  }

  private words(count: number): string {
    return msg(str`${count} layers; the head begins at ${this.layers[this.head]?.name ?? ''}`);
  }

  private line(from: Box, to: Box) {
    const [x1, y1, x2, y2] = [from.x + from.width / 2, from.y + BOX, to.x + to.width / 2, to.y];
    const middle = (y1 + y2) / 2;
    return svg`<path d="M${x1} ${y1} C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}"></path>`;
  }

  private box({ index, name, kind, outputShape, parameters, begins, x, y, width }: Box, inHead: boolean) {
    const details = `${kind} → ${outputShape.join('×')}${parameters ? ` · ${parameters.toLocaleString('en')}` : ''}`;
    return svg`<g class="${inHead ? 'head' : ''} ${begins ? 'begins' : ''}" data-layer=${index} @click=${() => begins && this.choose(index)}>
      <title>${translated(name)}: ${translated(details)}</title>
      <rect x=${x} y=${y} width=${width} height=${BOX} rx="4"></rect>
      <text class="name" x=${x + 6} y=${y + 13}>${translated(short(name, width))}</text>
      <text x=${x + 6} y=${y + 26}>${translated(short(details, width))}</text>
    </g>`;
  }

  private choose(index: number): void {
    this.dispatchEvent(new CustomEvent<number>('head-choice', { detail: index }));
  }
}

/** In rows by how many layers lie before, side by side where as many do. */
function placed(layers: readonly ModelLayerFacts[]): Box[] {
  const depths: number[] = [];
  for (const { reads } of layers) depths.push(Math.max(-1, ...reads.map((from) => depths[from]!)) + 1);
  return layers.map((layer, index) => {
    const row = depths.flatMap((depth, i) => (depth === depths[index] ? [i] : []));
    const width = (WIDTH - GAP * (row.length + 1)) / row.length;
    return { ...layer, index, x: GAP + row.indexOf(index) * (width + GAP), y: GAP + depths[index]! * ROW, width };
  });
}

/** The layer and all that depends on it. */
function after(layers: readonly ModelLayerFacts[], head: number): ReadonlySet<number> {
  const found = new Set([head]);
  layers.forEach(({ reads }, i) => {
    if (reads.some((from) => found.has(from))) found.add(i);
  });
  return found;
}

/** As many letters as fit; the whole is in the title. */
const short = (text: string, width: number): string => {
  const most = Math.floor((width - 10) / 6);
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
};
