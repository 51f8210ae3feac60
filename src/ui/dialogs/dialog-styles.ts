/** The look of modal dialogs. */
import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    width: min(680px, calc(100vw - 32px));
    max-height: calc(100vh - 32px);
    overflow: auto;
    border: 1px solid var(--edge);
    border-radius: 12px;
    padding: var(--space-5);
    background: var(--panel);
    color: var(--ink);
    line-height: 1.5;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.4);
  }
  dialog form {
    display: flex;
    justify-content: space-between;
    align-items: center;
    position: sticky;
    top: calc(-1 * var(--space-5));
    padding: var(--space-3) 0;
    margin-top: calc(-1 * var(--space-3));
    background: var(--panel);
  }
`;
