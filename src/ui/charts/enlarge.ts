/** Shows a chart in a dialog that fills the window: the chart itself, live, with larger text and thicker lines. */
import { msg } from '../../words/msg.ts';
import { css } from 'lit';

/** How much larger text and lines become at least and at most, and how many px of a page a chart keeps in width and a share of the window in height. */
const LEAST = 1.25;
const MOST = 3;
const WIDTH = 420;
const HEIGHT = 0.78;

const looks = css`
  dialog.large {
    box-sizing: border-box;
    width: 100vw;
    height: 100dvh;
    max-width: none;
    max-height: none;
    border: 0;
    padding: var(--space-4);
    background: var(--bg);
    color: var(--ink);
    overflow: auto;
  }
  dialog.large > button {
    position: absolute;
    top: 8px;
    right: 8px;
    z-index: 1;
    min-width: 44px;
    min-height: 44px;
    border-color: var(--edge);
    background: var(--panel);
    color: var(--ink);
    font-size: var(--text-3);
  }
  dialog.large ::slotted(*) {
    zoom: var(--times);
    --height: var(--tall) !important;
    --chart-height: var(--tall) !important;
    margin-top: calc(52px / var(--times)) !important;
  }
  /* What is drawn on a canvas would be blurred. */
  dialog.large.canvas ::slotted(*) {
    zoom: 1;
    --chart-scale: var(--times);
    --text-1: calc(0.75rem * var(--times));
    margin-top: 52px !important;
  }
`;

/** @param frame what holds the chart in its one slot @param canvas it is drawn on a canvas, not as SVG */
export function enlarge(frame: HTMLElement, canvas: boolean): void {
  const root = frame.shadowRoot!;
  const slot = root.querySelector('slot')!;
  const after = slot.nextSibling;
  if (!root.adoptedStyleSheets.includes(looks.styleSheet!)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, looks.styleSheet!];
  const dialog = document.createElement('dialog');
  dialog.className = canvas ? 'large canvas' : 'large';
  dialog.setAttribute('aria-label', msg('Chart, enlarged'));
  const close = Object.assign(document.createElement('button'), { textContent: '×' });
  close.setAttribute('aria-label', msg('Close'));
  close.addEventListener('click', () => dialog.close());
  // A canvas takes the height that it is given; a drawing grows until it fills the window.
  const fills = canvas ? innerWidth / (2 * WIDTH) : (HEIGHT * innerHeight) / Math.max(1, slot.assignedElements()[0]?.clientHeight ?? 1);
  dialog.style.setProperty('--times', String(Math.max(LEAST, Math.min(MOST, fills, innerWidth / WIDTH))));
  // The space below is for names and the table.
  dialog.style.setProperty('--tall', `${Math.round(0.72 * innerHeight)}px`);
  // Keys of the page below would run things that nobody sees.
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  dialog.addEventListener('close', () => {
    slot.parentNode!.removeChild(slot);
    root.insertBefore(slot, after);
    dialog.remove();
    document.dispatchEvent(new Event('theme-change'));
  });
  // Only the slot moves: what stands in it stays where it is in the page, and goes on.
  dialog.append(close, slot);
  root.append(dialog);
  dialog.showModal();
  // What is drawn reads its sizes anew.
  document.dispatchEvent(new Event('theme-change'));
}
