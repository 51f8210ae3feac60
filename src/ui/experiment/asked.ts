/** The question before a long run, where one waits for a person's word; loaded when it is first asked. */
import { html, type LitElement } from 'lit';
import type { ExperimentStore } from '../../state/experiment-store.ts';

let loaded = false;

export function asked(store: ExperimentStore, host: LitElement) {
  if (!store.asking) return '';
  if (loaded) return html`<run-question .store=${store}></run-question>`;
  import('./run-question.ts').then(
    () => {
      loaded = true;
      host.requestUpdate();
    },
    // Where it cannot be asked, nothing is held up.
    () => store.answer(true),
  );
  return '';
}
