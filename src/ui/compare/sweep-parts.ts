/** What a sweep over fields and a walk through time show alike: how far they are, and what was left unfinished. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import type { LeftSweep } from '../../state/left-sweep.ts';
import type { SweepStore } from '../../state/sweep-store.ts';

export const sweepStyles = css`
  summary h2 {
    display: inline;
  }
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    margin-top: var(--space-3);
  }
  .start {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
  }
  progress {
    flex: 1;
    min-width: 120px;
    height: 6px;
    accent-color: var(--accent);
  }
  .found {
    font-size: 0.95rem;
  }
  .trouble {
    color: var(--alert);
    overflow-wrap: anywhere;
  }
`;

/** How far it is, with its buttons. */
export function goingOn(sweep: SweepStore, progress: string, stop: string) {
  const { share, etaMs } = sweep.progress;
  const at = sweep.cells.find(({ spec }) => spec === sweep.run?.spec);
  const left = etaMs === undefined || sweep.paused ? '' : msg(str`, about ${Math.ceil(etaMs / 1000)} s left`);
  return html`<div class="start">
    <progress max="1" value=${share} aria-label=${progress}></progress>
    <span class="quiet small">${at ? translated(sweep.said(at.values)) : msg('beginning')}${translated(left)}</span>
    <button class="pause" @click=${() => sweep.togglePause()}>${sweep.paused ? msg('Go on') : msg('Pause')}</button>
    <button class="stop" @click=${() => sweep.stop()}>${stop}</button>
  </div>`;
}

/** That one was begun here and is not finished. */
export const leftOver = <Left extends LeftSweep>(
  said: (left: Left) => string,
  left: Left | undefined,
  busy: boolean,
  resume: (left: Left) => void,
  forget: () => void,
) =>
  left
    ? html`<p class="start" role="status">
        ${said(left)}
        <button ?disabled=${busy} @click=${() => resume(left)}>${msg('Go on with it')}</button>
        <button @click=${forget}>${msg('Forget it')}</button>
      </p>`
    : '';
