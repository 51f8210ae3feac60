/** Looks of the race, and the places that are kept for what comes later. */
import { css } from 'lit';

export const raceStyles = css`
  .head {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-2) var(--space-4);
    align-items: start;
  }
  .chart {
    /* Room for every name at the ends of the lines. */
    --chart-height: max(clamp(200px, 31vh, 420px), var(--names-height, 0px));
    margin-top: var(--space-2);
    position: relative;
  }
  @media (min-width: 641px) and (max-width: 900px) {
    .chart {
      --chart-height: max(180px, calc(100vh - 460px), var(--names-height, 0px));
    }
  }
  .target {
    /* The headline: nothing below moves when it comes. */
    min-height: calc(2.8rem + 8px);
    padding-top: var(--space-2);
  }
  .figures {
    /* The figures of every repair, and the target. */
    min-height: calc(30px + 20px * var(--reach-lines));
    padding-top: var(--space-2);
  }
  @media (max-width: 700px) {
    .head {
      grid-template-columns: 1fr;
    }
    .target {
      min-height: calc(4.2rem + 8px);
    }
  }
  .question {
    position: absolute;
    inset: 0 0 auto;
    height: var(--chart-height);
    z-index: 1;
    display: grid;
    align-content: center;
    justify-items: center;
    gap: var(--space-3);
    padding: 0 var(--space-5);
    text-align: center;
    pointer-events: none;
  }
  .question p {
    max-width: 34em;
    margin: 0;
    padding: 0 var(--space-3);
    background: var(--bg);
    color: var(--ink-2);
  }
  .question .asked {
    font-size: clamp(1.375rem, 3.2vw, 2.25rem);
    line-height: 1.2;
    letter-spacing: -0.02em;
    font-weight: 600;
    color: var(--ink);
    text-wrap: balance;
    /* Its ground covers two lines of it, not the numbers beside the axis. */
    max-width: 14em;
  }
  .caption {
    min-height: 2.9em;
  }
  .skipped {
    margin: var(--space-3) 0 0;
    padding-left: 1.2em;
    font-size: var(--text-1);
    color: var(--ink-2);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: start;
  }
  .zoom {
    font-size: var(--text-1);
    min-height: 32px;
  }
  .zoom[aria-pressed='true'] {
    background: var(--soft);
    font-weight: 600;
  }
  .replay {
    font-size: var(--text-1);
    min-height: 32px;
  }
  .ghost {
    font-size: var(--text-1);
    min-height: 24px;
    padding: 0 var(--space-2);
  }
  .away {
    visibility: hidden;
  }
  .axes {
    display: flex;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    overflow: hidden;
  }
  .axes button {
    border: 0;
    border-radius: 0;
    font-size: var(--text-1);
    min-height: 30px;
  }
  .axes button[aria-pressed='true'] {
    background: var(--soft);
    font-weight: 600;
  }
`;
