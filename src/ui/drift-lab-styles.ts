/** Looks of the app's frame: header, navigation, the place of the pages. */
import { css } from 'lit';

export const driftLabStyles = css`
  :host {
    display: grid;
    grid-template: 48px minmax(0, 1fr) / minmax(0, 1fr);
    height: 100dvh;
  }
  /* Seen only while it has the focus, and then above everything. */
  .skip {
    display: contents;
  }
  .skip a {
    position: fixed;
    top: 0;
    left: 0;
    z-index: 20;
    padding: 12px 16px;
    background: var(--panel);
    border: 2px solid var(--accent);
  }
  .skip a:not(:focus) {
    width: 1px;
    height: 1px;
    padding: 0;
    border: 0;
    overflow: hidden;
    clip-path: inset(50%);
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--space-4);
    padding: 0 var(--space-4);
    border-bottom: 1px solid var(--line);
    background: var(--panel);
  }
  h1 {
    font-size: 0.95rem;
    letter-spacing: -0.01em;
    margin: 0;
    white-space: nowrap;
  }
  /* Before its code is here, too, it takes no room. */
  run-voice {
    position: absolute;
  }
  nav {
    display: flex;
    align-self: stretch;
    gap: var(--space-1);
  }
  nav a {
    position: relative;
    display: grid;
    align-content: center;
    padding: 2px var(--space-2) 0;
    border-bottom: 2px solid transparent;
    color: var(--ink-2);
    text-decoration: none;
    outline-offset: -4px;
  }
  nav a:hover {
    color: var(--ink);
  }
  nav a[aria-current] {
    color: var(--ink);
    border-color: var(--accent);
    font-weight: 600;
  }
  /* Keeps the width of the bold name, so that nothing moves when it becomes bold. */
  nav a::after {
    content: attr(data-name) / '';
    height: 0;
    overflow: hidden;
    visibility: hidden;
    font-weight: 600;
  }
  /* Something is going on there. */
  nav a.busy::before {
    content: '';
    position: absolute;
    top: 12px;
    right: 0;
    width: 5px;
    height: 5px;
    border-radius: 50%;
    background: var(--accent);
  }
  @media (forced-colors: active) {
    nav a:not([aria-current]) {
      border-color: Canvas;
    }
  }
  .away {
    visibility: hidden;
  }
  /* Gives way before the buttons do. */
  .tagline {
    flex: 0 100 auto;
    color: var(--ink-2);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .right {
    flex: 1 1 auto;
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-width: 0;
  }
  .engine {
    margin-left: auto;
    color: var(--ink-2);
    font-size: var(--text-1);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .engine::before {
    content: '';
    display: inline-block;
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: var(--ink-3);
    margin-right: 6px;
  }
  .engine.ready::before {
    background: var(--ok);
  }
  .engine.software::before {
    background: var(--arm-retrain-new);
  }
  header button {
    white-space: nowrap;
  }
  @media (max-width: 900px) {
    :host {
      display: block;
      height: auto;
    }
    header {
      position: sticky;
      top: 0;
      z-index: 3;
      height: 48px;
    }
    .tagline {
      display: none;
    }
  }
  .unavailable {
    padding: var(--space-5);
    color: var(--alert);
  }
  @media (max-width: 640px) {
    .engine .why,
    .slides {
      display: none;
    }
    header {
      gap: var(--space-2);
      padding: 0 var(--space-3);
    }
  }
  @media (max-width: 480px) {
    header {
      gap: var(--space-1);
      padding: 0 var(--space-2);
    }
    /* Five pages, and the buttons stay in reach. */
    nav {
      gap: 0;
      min-width: 0;
      overflow-x: auto;
      scrollbar-width: none;
    }
    nav a {
      padding: 2px 4px 0;
    }
    header button {
      padding: 6px;
      min-width: 24px;
    }
    /* What is left are signs: a dot for the engine, half a moon for the colours. */
    h1,
    .engine .name,
    .scheme {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .engine::before {
      margin: 0;
    }
    /* The names of the pages give way, not the buttons. */
    .right {
      flex: none;
    }
    nav {
      flex: 1;
    }
  }
`;
