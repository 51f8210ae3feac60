/** A box in the corner that offers something and covers no more than it must. What offers extends it. */
import { css, LitElement } from 'lit';
import { sharedStyles } from './shared-styles.ts';

export abstract class CornerOffer extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      section {
        position: fixed;
        right: var(--space-4);
        bottom: var(--space-4);
        z-index: 20;
        max-width: min(340px, calc(100vw - 2 * var(--space-4)));
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line);
        border-top: 4px solid var(--accent);
        border-radius: var(--radius);
        background: var(--panel);
        color: var(--ink);
        box-shadow: 0 6px 28px rgb(0 0 0 / 0.25);
      }
      div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-top: var(--space-2);
      }
      @media (max-width: 900px) {
        /* Above Run. */
        section {
          bottom: 150px;
        }
      }
    `,
  ];
}
