/** Styles that every element shares: buttons, fields, small text, focus. */
import { css } from 'lit';

export const sharedStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([data-told]) {
    outline: 3px solid var(--accent);
    outline-offset: 6px;
    border-radius: var(--radius);
    scroll-margin: 12px;
  }
  [hidden] {
    display: none !important;
  }
  h2 {
    margin: 0;
    font-size: var(--text-3);
    font-weight: 600;
    letter-spacing: -0.01em;
  }
  h3 {
    margin: 0;
    font-size: var(--text-2);
    font-weight: 600;
  }
  p {
    margin: 0;
  }
  /* A name that turns the direction of writing turns its own place only. */
  strong,
  span,
  label,
  code {
    unicode-bidi: isolate;
  }
  a {
    color: var(--accent);
  }
  .quiet {
    color: var(--ink-2);
  }
  .small {
    font-size: var(--text-1);
  }
  button,
  select,
  input[type='number'],
  input[type='text'] {
    font: inherit;
    color: var(--ink);
    background: var(--panel);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    padding: 6px 10px;
    min-height: 34px;
  }
  button {
    cursor: pointer;
    transition: background 120ms;
  }
  button:hover:not(:disabled) {
    background: var(--soft);
  }
  button:disabled,
  button[aria-disabled='true'] {
    color: var(--ink-3);
    cursor: default;
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.primary:disabled,
  button.primary[aria-disabled='true'] {
    background: var(--soft);
    border-color: var(--line);
    color: var(--ink-3);
  }
  button.primary:hover:not(:disabled, [aria-disabled='true']) {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }
  button.link {
    border: 0;
    padding: 0;
    min-height: 24px;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  input[type='range'] {
    width: 100%;
    accent-color: var(--accent);
    margin: 4px 0;
  }
  input[type='checkbox'] {
    accent-color: var(--accent);
  }
  kbd {
    font: inherit;
    border: 1px solid var(--line);
    border-radius: 4px;
    padding: 0 4px;
    background: var(--panel);
  }
  /* Figures that stand below each other are equally wide; in sentences that would tear hyphens apart. */
  table,
  dd,
  output,
  progress + * {
    font-variant-numeric: tabular-nums;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th,
  td {
    padding: 4px 6px;
    text-align: right;
    border-top: 1px solid var(--line);
    font-weight: 400;
    white-space: nowrap;
  }
  th {
    color: var(--ink-3);
    font-size: var(--text-1);
  }
  th:first-child,
  td:first-child {
    text-align: left;
    padding-left: 0;
  }
  thead th {
    border-top: 0;
  }
  details > summary {
    cursor: pointer;
  }
  /* Of no weight, so that elements may say otherwise. */
  :where(details > summary) {
    min-height: 24px;
    padding: 2px 0;
  }
  /* Where the system chooses the colours, what is pressed or current still shows. */
  @media (forced-colors: active) {
    [aria-pressed='true'],
    [aria-current]:not([aria-current='false']) {
      forced-color-adjust: none;
      background: Highlight !important;
      color: HighlightText !important;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
    }
  }
`;
