/** Texts before and after a drift: words that went are struck out, words that came are marked. */
import { msg } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Preview } from '../../contracts/services.ts';
import { sharedStyles } from '../shared-styles.ts';

@customElement('text-diff')
export class TextDiff extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      dl {
        margin: 0;
        display: grid;
        grid-template-columns: minmax(90px, auto) 1fr;
        gap: 6px 14px;
      }
      dt {
        color: var(--ink-3);
        font-size: var(--text-1);
        line-height: 1.6;
      }
      dd {
        margin: 0;
      }
      del {
        color: var(--ink-3);
      }
      ins {
        color: var(--arm-retrain-all-text);
        font-weight: 600;
        text-decoration: none;
      }
      .changed {
        color: var(--arm-retrain-all-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) preview: Preview | undefined;
  /** How many texts to show. */
  @property({ type: Number }) count = 6;

  protected override render() {
    const { preview } = this;
    const [before, after] = [preview?.before.text, preview?.after.text];
    if (!preview || !before || !after) return html``;
    const { classes } = preview;
    const shown = Math.min(this.count, after.length);
    const rows = Array.from({ length: shown }, (_, i) => Math.floor(((i + 0.5) * after.length) / shown));
    return html`<dl>
      ${rows.map((row) => {
        const [old, now] = [classes[preview.before.y[row]!], classes[preview.after.y[row]!]];
        return html`<dt class=${old === now ? '' : 'changed'}>${old === now ? now : `${old} → ${now}`}</dt>
          <dd>${diffWords(before[row]!, after[row]!).map(mark)}</dd>`;
      })}
    </dl>`;
  }
}

const mark = ({ kind, text }: Piece) => {
  if (kind === 'gone') return html`<del aria-label=${`${msg('removed')}: ${text}`}>${text}</del> `;
  return kind === 'new' ? html`<ins>${text}</ins> ` : html`${text} `;
};

interface Piece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** The words of two texts in one line, by a longest common subsequence (Wagner & Fischer 1974); neighbours of one kind are joined. */
export function diffWords(before: string, after: string): Piece[] {
  const [a, b] = [before.split(/\s+/).filter(Boolean), after.split(/\s+/).filter(Boolean)];
  const length = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i]![j] = a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
    }
  }
  const pieces: { kind: Piece['kind']; words: string[] }[] = [];
  const add = (kind: Piece['kind'], word: string) => {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.words.push(word);
    else pieces.push({ kind, words: [word] });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i] === b[j]) {
      add('same', a[i]!);
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && length[i + 1]![j]! >= length[i]![j + 1]!)) add('gone', a[i++]!);
    else add('new', b[j++]!);
  }
  return pieces.map(({ kind, words }) => ({ kind, text: words.join(' ') }));
}

declare global {
  interface HTMLElementTagNameMap {
    'text-diff': TextDiff;
  }
}
