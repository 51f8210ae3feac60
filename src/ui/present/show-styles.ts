/** Looks of slides. Everything is measured in the base size, which grows with the window and is never below 24 px on a projector. */
import { css } from 'lit';

export const showStyles = css`
  :host {
    --show: max(24px, min(2.2vw, 3.9vh));
    position: fixed;
    inset: 0;
    z-index: 40;
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    background: var(--bg);
    color: var(--ink);
    font-size: var(--show);
    line-height: 1.35;
  }
  @media (max-width: 640px) {
    :host {
      --show: 18px;
    }
  }
  main {
    min-height: 0;
    overflow: hidden;
    padding: calc(0.7 * var(--show)) calc(1.1 * var(--show)) 0;
    display: flex;
    flex-direction: column;
    gap: calc(0.5 * var(--show));
  }
  main:focus {
    outline: none;
  }
  h1 {
    margin: 0;
    font-size: calc(1.35 * var(--show));
    line-height: 1.2;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  /* On the first slide, and where a sentence is all there is, it stands in the middle. */
  main.words {
    justify-content: center;
    gap: calc(1.1 * var(--show));
  }
  main.words h1 {
    font-size: calc(1.9 * var(--show));
  }
  .lead {
    font-size: calc(1.25 * var(--show));
    line-height: 1.25;
    text-wrap: pretty;
  }
  .verdict .lead {
    font-size: calc(1.7 * var(--show));
    font-weight: 600;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  main.verdict h1,
  main.step h1 {
    font-size: var(--show);
    color: var(--ink-2);
    letter-spacing: 0;
    font-weight: 500;
  }
  em {
    font-style: normal;
    color: var(--name, var(--accent));
  }
  .told {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(0.2 * var(--show)) var(--show);
  }
  .number {
    display: grid;
    line-height: 1.1;
  }
  .number strong {
    font-size: calc(2.4 * var(--show));
    letter-spacing: -0.03em;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .number span {
    color: var(--ink-2);
  }
  .say {
    flex: 1 1 12em;
    display: grid;
    gap: calc(0.25 * var(--show));
    color: var(--ink-2);
  }
  .verdict .say {
    flex-basis: 100%;
  }
  .say:empty {
    display: none;
  }
  .say p {
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .picture {
    flex: 1;
    min-height: 0;
    overflow: hidden;
  }
  .picture > :not(.canvas) {
    zoom: var(--zoom, 1);
    --histogram: 84px;
    font-size: 11px;
    /* The last number of an axis stands half beside it. */
    padding-right: 10px;
  }
  .picture > .canvas {
    --chart-scale: var(--zoom, 1);
    --text-1: var(--show);
  }
  .picture figure {
    margin: 0;
  }
  .picture figcaption {
    font-size: 12px;
    color: var(--ink-2);
  }
  .planes {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px;
  }
  main > story-guess {
    --slider: var(--show);
  }
  .recorded {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(0.5 * var(--show));
    border-left: 6px solid var(--accent);
    padding-left: calc(0.5 * var(--show));
  }
  .recorded p {
    flex: 1 1 12em;
  }
  .trouble {
    color: var(--alert);
  }
  .recorded button,
  dialog button {
    min-height: calc(1.8 * var(--show));
  }
  footer {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(0.6 * var(--show));
    padding: 4px calc(1.1 * var(--show)) 6px;
    color: var(--ink-2);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .going {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .bar {
    position: absolute;
    inset: auto 0 0;
    width: 100%;
    height: 4px;
    accent-color: var(--accent);
  }
  .buttons {
    display: flex;
    transition: opacity 200ms;
  }
  .buttons button {
    width: 44px;
    height: 44px;
    padding: 8px;
    border-color: transparent;
    background: none;
    color: var(--ink-2);
  }
  .buttons button:disabled {
    opacity: 0.4;
  }
  /* They come back with the pointer, a touch or the focus. */
  :host([idle]) .buttons:not(:focus-within) {
    opacity: 0;
  }
  :host([idle]) {
    cursor: none;
  }
  svg.sign {
    width: 28px;
    height: 28px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2.2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .black {
    position: fixed;
    inset: 0;
    z-index: 2;
    background: #000;
    border: 0;
    border-radius: 0;
    width: 100%;
    height: 100%;
  }
  .black:hover:not(:disabled) {
    background: #000;
  }
  dialog {
    width: min(34em, 100vw - 32px);
    max-height: calc(100vh - 32px);
    overflow: auto;
    border: 1px solid var(--edge);
    border-radius: 12px;
    padding: var(--show);
    background: var(--panel);
    color: var(--ink);
    font-size: var(--show);
  }
  dialog h2 {
    font-size: calc(1.2 * var(--show));
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.1em 1em;
    margin: 0.5em 0;
  }
  dt {
    font-weight: 600;
  }
  dd {
    margin: 0;
    color: var(--ink-2);
  }
  @media (max-width: 640px) {
    footer {
      grid-template-columns: auto minmax(0, 1fr);
      padding-inline: 8px;
    }
    .buttons {
      grid-column: 1 / -1;
      justify-content: space-between;
    }
    .buttons button {
      width: 34px;
      padding: 3px;
    }
  }
`;
