/** Whether a long run shall begin: about how long it takes, and what it holds. Asked once for an experiment, whatever its seed. */
import { msg, str } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { ASK_ABOVE_SECONDS, roughly, type PredictedCost } from '../../experiment/long-run.ts';
import { bytes } from '../../measure/format.ts';
import { canonicalJson } from '../../spec/canonical.ts';
import type { AnySpec } from '../../spec/schema.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { sharedStyles } from '../shared-styles.ts';
import { dialogStyles } from './dialog-styles.ts';

/** What was agreed to, by the store that holds it. */
const agreed = new WeakMap<object, string>();
const apartFromSeed = ({ seeds, ...rest }: AnySpec): string => canonicalJson([rest, seeds.count]);

/** Runs it at once, or when a person says so. Rejects where the cost cannot be asked for. */
export async function askFirst(store: Pick<ExperimentStore, 'spec' | 'cost'>, run: () => unknown): Promise<void> {
  const key = apartFromSeed(store.spec);
  const cost = await store.cost(store.spec);
  if (!cost || cost.seconds <= ASK_ABOVE_SECONDS || agreed.get(store) === key) return void run();
  // Whoever presses twice is asked once.
  if (document.querySelector('run-question')) return;
  const question = Object.assign(document.createElement('run-question'), { cost });
  question.addEventListener('close', () => {
    question.remove();
    if (!question.yes) return;
    agreed.set(store, key);
    run();
  });
  document.body.append(question);
}

@customElement('run-question')
export class RunQuestion extends LitElement {
  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      dialog form {
        position: static;
        margin: var(--space-3) 0 0;
        padding: 0;
        justify-content: start;
        gap: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) cost!: PredictedCost;
  /** What was answered, once it is closed. */
  yes = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  protected override render() {
    const { seconds, bytes: held } = this.cost;
    // The page has keys of its own, Escape among them.
    const own = (event: KeyboardEvent) => event.stopPropagation();
    return html`<dialog aria-labelledby="ask" @keydown=${own} @close=${() => this.closed()}>
      <h2 id="ask">${msg(str`This run takes ${roughly(seconds)}`)}</h2>
      <p class="quiet">${msg(str`It holds ${bytes(held)} of rows and weights, as far as can be told before. Fewer rows, epochs or seeds take less.`)}</p>
      <form method="dialog">
        <button class="primary" value="yes" autofocus>${msg('Run it')}</button>
        <button value="no">${msg('Not now')}</button>
      </form>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  private closed(): void {
    this.yes = this.dialog.returnValue === 'yes';
    this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'run-question': RunQuestion;
  }
}
