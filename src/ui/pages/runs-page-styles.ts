/** Looks of the Runs page. */
import { css } from 'lit';

export const runsPageStyles = css`
  :host {
    height: 100%;
    overflow-y: auto;
  }
  main {
    max-width: 1180px;
    margin: 0 auto;
    padding: var(--space-5) var(--space-4);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-4);
    align-content: start;
  }
  .head h2 {
    font-size: var(--text-4);
    letter-spacing: -0.02em;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--bg);
    padding: var(--space-2) 0;
  }
  .search {
    flex: 1 1 200px;
  }
  .room {
    margin-left: auto;
  }
  .said {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--soft);
    padding: var(--space-2) var(--space-3);
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
    overflow-wrap: anywhere;
  }
  .group {
    padding-top: var(--space-2);
  }
  .empty {
    border: 1px dashed var(--line);
    border-radius: var(--radius);
    padding: var(--space-5);
    display: grid;
    gap: var(--space-2);
  }
  .titles {
    margin: 0;
    padding-left: 1.5em;
  }
  @media (max-width: 900px) {
    :host {
      height: auto;
      overflow: visible;
    }
    .bar {
      top: 48px;
    }
  }
`;
