/** A button that starts something long, and beside it how far that is. */
import { css } from 'lit';

export const startStyles = css`
  .start {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    margin: var(--space-3) 0;
  }
  progress {
    flex: 1;
    min-width: 120px;
    height: 6px;
    accent-color: var(--accent);
  }
`;
