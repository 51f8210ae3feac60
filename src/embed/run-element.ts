/**
 * `<drift-lab-run src="run.driftlab.json" app="https://…/">`: a run in a page of somebody else. It is fetched, checked, and shown with what the
 * checks say; the whole report opens below in a frame that may run nothing. `app`, where Drift Lab is served, adds a link that runs it again.
 */
import { report } from '../record/export/html/report.ts';
import { readRun, type ReadRun } from '../record/file/read.ts';
import { sharedOf } from '../record/shared.ts';
import { encodeLink } from '../spec/link.ts';
import { element, rootOf } from './styles.ts';

type Run = Extract<ReadRun, { ok: true }>;

/** Of the report's frame, in px. */
const FRAME = 640;

export class DriftLabRun extends HTMLElement {
  static readonly observedAttributes = ['src', 'app'];
  private readonly root = rootOf(this);
  private asked: object | undefined;

  connectedCallback(): void {
    void this.load();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.load();
  }

  /** What came last is shown: an answer to an earlier address is dropped. */
  private async load(): Promise<void> {
    const asked = {};
    this.asked = asked;
    const src = this.getAttribute('src');
    if (!src) return this.say('No run is named: give the address of a run file as src.');
    this.say('Fetching the run …');
    try {
      const answer = await fetch(new URL(src, document.baseURI));
      if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
      const run = readRun(new Uint8Array(await answer.arrayBuffer()));
      if (this.asked !== asked) return;
      if (run.ok) this.show(run);
      else this.say(run.message);
    } catch (error) {
      if (this.asked === asked) this.say(`The run could not be fetched: ${(error as Error).message}.`);
    }
  }

  private say(text: string): void {
    this.root.replaceChildren(element('article', {}, element('p', { role: 'status' }, text)));
  }

  private show({ record, sound, checks }: Run): void {
    const { verdict, arms, seeds, engine, startedAt, runId } = sharedOf(record);
    const percent = (value: number) => (100 * value).toFixed(1);
    const rows = arms.map(({ title, mean, lo, hi }) =>
      element(
        'tr',
        {},
        element('td', {}, title),
        element('td', {}, element('meter', { min: '0', max: '1', value: String(Math.max(0, Math.min(1, mean))), 'aria-hidden': 'true' })),
        element('td', {}, `${percent(mean)} % (${percent(lo)} … ${percent(hi)})`),
      ),
    );
    const faults = checks.filter(({ ok }) => !ok).map(({ text }) => element('p', { class: 'wrong' }, text));
    this.root.replaceChildren(
      element(
        'article',
        {},
        element('h3', {}, verdict),
        element(
          'p',
          { class: 'quiet' },
          `${record.data.title}, ${seeds} seeds, ${engine.toUpperCase()}, ${startedAt.slice(0, 10)}, run ${runId.slice(7, 19)}`,
        ),
        ...faults,
        element('table', {}, ...rows),
        element(
          'p',
          { class: 'quiet' },
          sound ? 'Checked here: unchanged, and its conclusions follow from its numbers.' : 'This run does not pass its checks.',
        ),
        ...this.again(record),
        this.whole(record),
      ),
    );
  }

  private again(record: Run['record']): HTMLElement[] {
    const app = this.getAttribute('app');
    if (!app) return [];
    const href = `${new URL(app, document.baseURI).href}#${encodeLink(record.spec)}`;
    return [element('p', {}, element('a', { href, target: '_blank', rel: 'noopener' }, 'Run it yourself in Drift Lab'))];
  }

  /** Made when it is opened. */
  private whole(record: Run['record']): HTMLElement {
    const details = element('details', {}, element('summary', {}, 'The whole report'));
    details.addEventListener(
      'toggle',
      () => {
        const address = URL.createObjectURL(new Blob([report(record)], { type: 'text/html' }));
        const frame = element('iframe', { sandbox: '', height: String(FRAME), title: 'Report of the run', src: address });
        frame.addEventListener('load', () => URL.revokeObjectURL(address), { once: true });
        details.append(frame);
      },
      { once: true },
    );
    return details;
  }
}
