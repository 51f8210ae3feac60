/** A text as a QR code (ISO/IEC 18004), for whoever points a camera at the screen. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { encodeQR } from 'qr';
import { sharedStyles } from '../shared-styles.ts';

/** Longer texts make codes that cameras do not read from a screen. */
const MOST_LETTERS = 1_800;
/** Cells kept free around it (ISO/IEC 18004, 9.1). */
const QUIET = 4;

@customElement('qr-code')
export class QrCode extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      svg {
        display: block;
        width: min(100%, var(--qr-size, 320px));
        /* Cameras want dark on light, whatever the scheme. */
        background: #fff;
        border-radius: var(--radius);
      }
      path {
        fill: #000;
      }
    `,
  ];

  @property() text = '';
  /** What it is a code of, for screen readers. */
  @property() label = msg('QR code of the link');

  protected override render() {
    if (this.text.length > MOST_LETTERS)
      return html`<p class="small quiet">${msg('This link is too long for a QR code that a camera could read from a screen. Without the result it may fit.')}</p>`;
    const data = encodeQR(this.text, 'raw', { ecc: 'low', border: QUIET });
    const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
    return html`<svg viewBox="0 0 ${data.length} ${data.length}" role="img" aria-label=${translated(this.label)} shape-rendering="crispEdges">${svg`<path d=${path}></path>`}</svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'qr-code': QrCode;
  }
}
