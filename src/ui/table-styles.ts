/** A table of many small figures: it scrolls sideways within its panel where it is too wide. */
import { css } from 'lit';

export const tableStyles = css`
  .scroll {
    overflow-x: auto;
  }
  table {
    font-size: 0.78125rem;
  }
`;
