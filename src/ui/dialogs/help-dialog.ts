/** How to read the page: what happens in a run, the words used, how each number is known, keys and sources. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { arms, builtIns } from '../../state/catalogue.ts';
import { appVersion } from '../../version.ts';
import { characterKeys, setCharacterKeys } from '../character-keys.ts';
import { glossary } from '../glossary.ts';
import type { Shortcut } from '../pages/page.ts';
import { stepKeys } from '../steps/step-keys.ts';
import { StoreElement } from '../store-element.ts';
import { dialogStyles } from './dialog-styles.ts';

@customElement('help-dialog')
export class HelpDialog extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    dialogStyles,
    css`
      h3 {
        margin: var(--space-4) 0 var(--space-1);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(110px, auto) 1fr;
        gap: 4px 16px;
        margin: 0;
      }
      dt {
        font-weight: 600;
      }
      .switch {
        display: flex;
        gap: var(--space-2);
        align-items: start;
        margin-top: var(--space-2);
        min-height: 24px;
      }
      dd {
        margin: 0;
        color: var(--ink-2);
      }
      ol {
        margin: 0;
        padding-left: 20px;
        color: var(--ink-2);
      }
    `,
  ];

  /** The keys of all pages. */
  @property({ attribute: false }) keys: readonly Shortcut[] = [];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  show(): void {
    this.dialog.showModal();
  }

  private readonly switchKeys = (event: Event) => {
    const { checked } = event.target as HTMLInputElement;
    if (!setCharacterKeys(checked))
      this.store.showNotice(msg('This browser keeps nothing for this page, so the setting could not be changed. Allow storage for it.'));
    this.requestUpdate();
  };

  protected override render() {
    const list = (entries: readonly (readonly [string, unknown])[]) =>
      html`<dl>${entries.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`;
    return html`<dialog aria-labelledby="title">
      <form method="dialog">
        <h2 id="title">${msg('How this works')}</h2>
        <button autofocus>${msg('Close')}</button>
      </form>
      <ol>
        <li>${msg('For each seed, the rows are divided: what the base model learns from, what the old world is tested on, and the new world: a pool to label and rows to test on.')}</li>
        <li>${msg('The base model learns the old world. Its weights are kept as the snapshot every repair starts from.')}</li>
        <li>${msg('The drift is applied to the new world only, and written down.')}</li>
        <li>${msg('Every repair gets the same labels in the same order. Seeds train side by side where the machine allows; the order of the repairs is drawn anew for each such group.')}</li>
        <li>${msg('Repairs are compared seed by seed: the mean difference with a 95 % interval. A run says which repairs may be the best and which are as good as the best within the margin; all it says of this kind together is wrong in 5 of 100 runs at most. A race takes seeds until that is settled and may go on at any time.')}</li>
      </ol>
      <h3>${msg('How sure is that?')}</h3>
      <p class="quiet">${msg('One repair against every other: a dot for each seed, the mean difference with its 95 % interval (Student’s t; in a race a confidence sequence), and in words what is shown, or about how many more seeds would decide. Generated data draws other rows for each seed; of a file the same rows are divided anew, and what is said holds for these rows.')}</p>
      <h3>${msg('How models are trained')}</h3>
      <p class="quiet">${msg('A verdict can hang on the learning rate. New experiments let the rate fall to zero, choose the base model’s once on old rows, let repairs that tune try a few rates around it on a third of the labels (another is taken only if it is better by more than noise; trials count as cost), and solve heads alone, which have no rate. Optimiser, schedule, clipping, dropout, labels, rare classes, averaging and what is kept can be changed on the Model card, and one click goes back to one constant rate for all. “Does it survive another recipe?” runs the experiment again under up to eight others and says whether the favourite stays the favourite.')}</p>
      <h3>${msg('What to do')}</h3>
      <p class="quiet">${msg('Advice by rules, no learned score: veto, data, statistics, economics, preference. It says how surely (shown best, as good and cheaper, or only a guess with how often it is wrong), which rules fired with which numbers, and what would change it. Say what no run can measure, such as regulation or whether the old world still matters, then approve, reject or override it under your name; the prices and meter readings it rests on are written down with it.')}</p>
      <h3>${msg('Stream')}</h3>
      <p class="quiet">${msg('Models serve a stream of batches while the world changes. Labels come back late; each policy decides for its own copy of the model when to repair it, and all meet the same rows and labels. Pause, step, jump to the drift, change the world by hand, approve or reject a repair, roll back. That is the first seed. More follow at full speed and race: who is shown to cost more in total runs no more, and in the end one sentence says which policy the evidence favours, or names a tie. What a repair counts as in wrong answers is a choice; a strip shows which policy costs least at which price. What is done by hand is written down: a drift comes at the same batch of every seed, and the first seed is then shown but not counted. Below the lines stand the accounts (wrong answers, repairs, labels, time, energy) and what could be known without labels: each estimate beside the truth, shaded where its assumption does not hold, or may not.')}</p>
      <h3>${msg('Runs')}</h3>
      <p class="quiet">${msg('Every run is kept in this browser, and nowhere else. Find it by any words, open it as it was, write a note, delete it (and bring it back), download it, hold it beside others: first in what they differ, then scores, paired by seed where the rows are the same. Files of others are checked when they are opened: that nothing in them was changed, and that what they conclude follows from their numbers. Whether a result is true, only Replicate shows: the same experiment runs here, and the outcome is the same bits, within the margin, different, or not clear.')}</p>
      <h3>${msg('Bench')}</h3>
      <p class="quiet">${msg('The Bench page measures how fast each engine of this machine trains. A speed is shown only of an engine whose weights agree with a double-precision reference and whose GPU reported no error; software GPUs are shown but not ranked. It also runs known results of the literature here, each as orderings over paired seeds, and says which hold; and it simulates runs of known truth to see how often what a run says is wrong. There, Esc stops what is measured or run, and the keys below start no run.')}</p>
      <h3>${msg('For a room, and a class')}</h3>
      <p class="quiet">${msg('P shows the page, or the story that is told, as slides: one sentence, one number, one picture at a time. Page Up and Page Down turn, Space runs, W opens notes in a second window, ? lists the keys there. A run that was recorded elsewhere says so on every slide. A lesson is a link in which a teacher has locked and hidden what would distract (Share, “For a lesson”); it hides, it does not secure: “Open in the lab” unlocks everything. ⛶ below a chart lets it fill the window.')}</p>
      <h3>${msg('Keys')}</h3>
      ${list([...shown(this.keys), ...stepKeys()].map(({ key, does }) => [keyName(key), does] as const))}
      <label class="switch"><input type="checkbox" .checked=${characterKeys()} @change=${this.switchKeys} /> ${msg('Letters and signs are commands. Switch it off where speech or a slip presses keys; Space, Enter and Esc go on to work. Kept on this device.')}</label>
      <h3>${msg('Words')}</h3>
      ${list(glossary().map(({ term, meaning }) => [term, meaning] as const))}
      <h3>${msg('Repairs')}</h3>
      ${list(arms.map(({ title, help }) => [title, help] as const))}
      <h3>${msg('Drifts')}</h3>
      ${list(this.store.data.drifts.map(({ title, help, source, fidelity, why }) => [title, html`${help} <span class="small">(${source}; ${fidelity === 'exact' ? msg('exact') : msg('approximation')}: ${why})</span>`] as const))}
      <h3>${msg('Data')}</h3>
      ${list(builtIns.map(({ title, card }) => [title, `${card.summary} ${card.source.replace(/\.$/, '')}; ${card.licence}.`] as const))}
      <h3>${msg('Privacy')}</h3>
      <p class="quiet">${msg('Everything runs in this tab. No server, no cookies, no measurements of you; a file you open never leaves this device. The network is used only when you fetch a known data set.')}</p>
      <p class="small quiet">${appVersion}, MIT</p>
    </dialog>`;
  }
}

/** Each key once, as the first page that has it says. */
const shown = (keys: readonly Shortcut[]): readonly Shortcut[] =>
  keys.filter(({ key }, i) => keys.findIndex((other) => other.key === key) === i);

/** What is written on a key. */
const keyName = (key: string): string =>
  ({ Enter: msg('Enter'), ' ': msg('Space'), Escape: 'Esc' })[key] ?? (key.length === 1 ? key.toUpperCase() : key);

declare global {
  interface HTMLElementTagNameMap {
    'help-dialog': HelpDialog;
  }
}
