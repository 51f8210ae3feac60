/** What every drawing in SVG has in common: as wide as its element, small grey text, a thin grid. */
import { css } from 'lit';

export const drawingStyles = css`
  :host {
    display: block;
  }
  svg {
    display: block;
    width: 100%;
    overflow: visible;
  }
  text {
    font-size: 11px;
    fill: var(--ink-3);
  }
  .grid {
    stroke: var(--line);
  }
`;
