/** Looks of the Lab: three columns, two, or one with the experiment as a sheet; slides on a projector. */
import { css } from 'lit';

export const labPageStyles = css`
  :host {
    display: grid;
    grid-template-columns: 312px minmax(0, 1fr) 324px;
    grid-template-rows: minmax(0, 1fr);
    height: 100%;
  }
  .rail,
  .story,
  .verdict {
    overflow-y: auto;
    overflow-x: hidden;
  }
  .rail {
    border-right: 1px solid var(--line);
    display: flex;
    flex-direction: column;
  }
  experiment-rail {
    flex: 1;
  }
  .verdict {
    border-left: 1px solid var(--line);
  }
  run-bar {
    position: sticky;
    bottom: 0;
    z-index: 2;
    background: var(--bg);
    border-top: 1px solid var(--line);
  }
  .story {
    padding: var(--space-4) var(--space-5) var(--space-5);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-5);
    align-content: start;
  }
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.25fr);
    gap: var(--space-5);
  }
  base-stage {
    --chart-height: 150px;
  }
  /* Below the race, mostly out of sight: what is not in sight is neither styled nor laid out, whatever changes on the page. */
  race-stage ~ :not(.notice) {
    content-visibility: var(--out-of-sight, auto);
    contain-intrinsic-size: auto none auto 300px;
  }
  .notice {
    background: color-mix(in srgb, var(--alert) 10%, var(--panel));
    border: 1px solid color-mix(in srgb, var(--alert) 40%, var(--line));
    border-radius: var(--radius);
    padding: var(--space-2) var(--space-3);
    display: flex;
    gap: var(--space-3);
    justify-content: space-between;
    align-items: start;
    overflow-wrap: anywhere;
  }
  .notice p {
    white-space: pre-line;
  }
  .dropping::after {
    content: attr(data-drop);
    position: fixed;
    inset: 0;
    z-index: 10;
    display: grid;
    place-items: center;
    font-size: var(--text-4);
    background: color-mix(in srgb, var(--bg) 88%, transparent);
    border: 3px dashed var(--accent);
  }
  @media (max-width: 1180px) {
    :host {
      grid-template-columns: 300px minmax(0, 1fr);
    }
    .verdict {
      grid-column: 2;
      border: 0;
      overflow: visible;
    }
    .middle {
      grid-column: 2;
      overflow-y: auto;
    }
    .story {
      overflow: visible;
    }
  }
  @media (min-width: 1181px) {
    .middle {
      display: contents;
    }
  }
  @media (max-width: 900px) {
    :host {
      display: block;
      height: auto;
    }
    .middle,
    .rail {
      overflow: visible;
    }
    .story {
      padding: var(--space-4);
    }
    .rail {
      border: 0;
    }
    run-bar {
      position: fixed;
      inset: auto 0 0;
      z-index: 5;
    }
    .middle {
      padding-bottom: 132px;
    }
    experiment-rail {
      display: none;
    }
    .rail.open {
      position: fixed;
      inset: 15vh 0 0;
      z-index: 4;
      background: var(--bg);
      overflow-y: auto;
      border-top: 1px solid var(--line);
      border-radius: 16px 16px 0 0;
      padding-bottom: 96px;
      box-shadow: 0 -8px 40px rgb(0 0 0 / 0.25);
    }
    .slide {
      scroll-margin-top: 56px;
    }
    .rail.open experiment-rail {
      display: block;
    }
  }
  /* Enlarged, or a phone on its side: what stays in reach would cover what is to be seen. */
  @media (max-width: 900px) and (max-height: 480px) {
    run-bar {
      position: static;
    }
    .middle {
      padding-bottom: 0;
    }
  }
  @media (max-width: 640px) {
    .two {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (min-width: 641px) and (max-width: 900px) {
    /* A projector: each stage is a slide. */
    .slide {
      min-height: calc(100vh - 150px);
    }
  }
`;
