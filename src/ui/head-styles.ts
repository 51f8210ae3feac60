/** The head of a panel: what it shows on the left, what can be chosen about it on the right, below each other where it is narrow. */
import { css } from 'lit';

export const headStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: end;
    gap: 8px;
    margin-bottom: 6px;
  }
`;
