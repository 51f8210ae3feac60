/** What the pages of a class have in common: one column to read, large enough for the last row. */
import { css } from 'lit';

export const classStyles = css`
  :host {
    height: 100%;
    overflow-y: auto;
    overflow-x: hidden;
  }
  main {
    max-width: 1280px;
    margin: 0 auto;
    padding: var(--space-4) var(--space-5) var(--space-5);
  }
  .headline {
    font-size: var(--text-4);
    line-height: 1.25;
    letter-spacing: -0.02em;
    margin-bottom: var(--space-2);
  }
  .lead {
    color: var(--ink-2);
    max-width: 80ch;
    text-wrap: pretty;
    margin-bottom: var(--space-4);
  }
  @media (max-width: 900px) {
    :host {
      height: auto;
      overflow: visible;
    }
    main {
      padding: var(--space-4);
    }
  }
`;
