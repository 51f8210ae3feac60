/**
 * What every drawing in SVG has in common: as wide as its element, small grey text, a thin grid, names in bold. Each says its height in
 * px: one that follows the width would make the observer of the width observe itself.
 */
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
  .name {
    font-size: 12px;
    font-weight: 600;
  }
  .grid {
    stroke: var(--line);
  }
`;
