/** What joins the page once something is painted: programs that drive it, what is read aloud, undo, the title of the tab, the offline copy. */
import type { ReactiveControllerHost } from 'lit';
import { exposeAutomation } from '../state/automation.ts';
import type { LabStore } from '../state/lab-store.ts';
import { Steps } from '../state/steps.ts';
import { anyLeft } from '../state/any-left.ts';
import { deepest } from './deepest.ts';
import type { Page } from './pages/page.ts';
import { pages } from './pages/registry.ts';
import './controls/copy-details.ts';
import './run-voice.ts';
import type { StepButtons } from './steps/step-buttons.ts';
import './steps/step-buttons.ts';
import { isNewcomer, remember, type Arrival } from './stories/first-offer.ts';
import { FIRST_RUN } from './stories/first-run.ts';
import { stepOf } from './steps/step-keys.ts';
import { titleOf } from './tab-title.ts';
import { tellsOf } from './trouble.ts';

/** The app, as far as what joins later looks. */
export interface App extends ReactiveControllerHost {
  readonly page: Page;
  readonly pageElement: HTMLElement | undefined;
  readonly shadowRoot: ShadowRoot | null;
  /** What keeps the app for when there is no network is here. */
  offline: boolean;
  /** Begins a story on the live page. */
  tell(story: string): void;
}

/** What the page and its engine need comes first. */
const KEEP_AFTER_MS = 2500;

/** The address as it was opened: what is edited is put there, too. */
const arrival: Arrival = { hash: location.hash, search: location.search, automated: navigator.webdriver };

export function join(app: App, store: LabStore): void {
  tellsOf(store);
  exposeAutomation(store);
  if (import.meta.env.PROD) setTimeout(() => void keepForOffline(app), KEEP_AFTER_MS);
  app.addController({ hostUpdated: () => nameTab(app.page, store) });
  for (const { experiment, kind } of pages) {
    const own = experiment(store);
    if (kind && !own.steps) own.steps = new Steps(own);
  }
  store.told();
  welcome(app, store);
  offerLeft(store);
  document.addEventListener('keydown', (event) => {
    const step = stepOf(event);
    // Slides have keys of their own.
    if (!step || !app.page.kind || app.shadowRoot?.querySelector('present-show')) return;
    event.preventDefault();
    (deepest(app.pageElement, 'step-buttons') as StepButtons | undefined)?.[step]();
  });
}

async function keepForOffline(app: App): Promise<void> {
  const [{ offline }] = await Promise.all([import('../state/offline.ts'), import('./offline-note.ts')]);
  offline.start();
  app.offline = true;
}

function nameTab(page: Page, store: LabStore): void {
  const title = titleOf(page, store);
  if (document.title !== title) document.title = title;
}

/** Whoever begins by themselves needs no offer. */
function welcome(app: App, store: LabStore): void {
  if (!isNewcomer(arrival)) return;
  const offer = document.createElement('first-offer');
  offer.addEventListener('accept', () => app.tell(FIRST_RUN));
  const gone = () => {
    if (!store.run.busy && location.hash.length <= 1) return;
    remember();
    offer.remove();
    store.removeEventListener('change', gone);
  };
  store.addEventListener('change', gone);
  document.body.append(offer);
}

/** Runs that lost their tab, or both of their workers, are offered to go on. */
function offerLeft(store: LabStore): void {
  const offer = async () => {
    const { LeftOffer } = await import('./runs/left-offer.ts');
    document.querySelector('left-offer')?.remove();
    document.body.append(Object.assign(new LeftOffer(), { lab: store }));
  };
  // Where its code cannot be had now it is offered on the next visit.
  const quietly = () => void offer().catch(() => undefined);
  // Where nothing can be kept, nothing was left.
  void anyLeft().then(
    (some) => void (some && quietly()),
    () => undefined,
  );
  store.addEventListener('run-left', quietly);
}
