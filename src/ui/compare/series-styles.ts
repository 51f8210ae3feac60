/** A section that starts many experiments one after the other: its button or how far it is, and what went wrong. */
import { css } from 'lit';

export const seriesStyles = css`
  .start {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    margin-top: var(--space-2);
  }
  progress {
    flex: 1;
    min-width: 120px;
    height: 6px;
    accent-color: var(--accent);
  }
  .trouble {
    color: var(--alert);
    overflow-wrap: anywhere;
  }
`;
