/** Rows of a forest plot: a name, the drawing, what is said of it. */
import { css, type CSSResult, unsafeCSS } from 'lit';

/** One below the other where there are no more than so many pixels. */
export const stackedBelow = (pixels: number): CSSResult => css`
  @container (max-width: ${unsafeCSS(pixels)}px) {
    li {
      grid-template-columns: minmax(0, 1fr);
    }
    .scale span {
      display: none;
    }
  }
`;

export const pairStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  ul {
    list-style: none;
    padding: 0;
    margin: var(--space-2) 0 0;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 2fr) minmax(0, 1.7fr);
    gap: 0 var(--space-3);
    align-items: center;
    padding: 3px 0;
    border-top: 1px solid var(--line);
  }
  .scale {
    border: 0;
    color: var(--ink-3);
    font-size: var(--text-1);
  }
  .scale div {
    display: flex;
    justify-content: space-between;
  }
  .said {
    font-size: var(--text-1);
    color: var(--ink-2);
  }
  .said strong {
    color: var(--ink);
  }
`;
