/** FAULT-FINDINGS 6: nothing that an element throws empties the page, or goes unsaid. */
import { unexpected } from '../../src/ui/boundary.ts';
import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { eventLog } from '../../src/state/event-log.ts';
import { faults } from '../../src/state/faults.ts';
import { settled, until, words } from '../ui/mount.ts';

const PLANNED = 'planned by the test “secret column”';
// The runner takes any error of the page for a failed test; the boundary has heard it before this.
for (const type of ['error', 'unhandledrejection'] as const)
  addEventListener(type, (event) => {
    const thrown: unknown = 'reason' in event ? event.reason : event.error;
    if (thrown instanceof Error && thrown.message === PLANNED) event.stopImmediatePropagation();
  });

const parts: Record<string, () => Promise<unknown>> = import.meta.glob([
  '../../src/ui/**/*.ts',
  '!../../src/ui/drift-lab.ts',
  '!../../src/ui/late.ts',
]);
const oops = (): never => {
  throw new Error(PLANNED);
};

/** What Lit calls, which a test replaces. */
interface Inside {
  render(): unknown;
  willUpdate(): void;
  shouldUpdate(): boolean;
  connectedCallback(): void;
}

class NextDoor extends LitElement {
  private count = 0;
  protected override render() {
    return html`<p>drawn ${++this.count}</p>`;
  }
}

describe('what an element throws', () => {
  const names: string[] = [];
  const consoleError = console.error;
  let box: HTMLElement;
  let neighbour: NextDoor;

  before(async () => {
    const { define } = customElements;
    customElements.define = function (name, made, options) {
      if (made.prototype instanceof LitElement) names.push(name);
      define.call(this, name, made, options);
    };
    customElements.define('next-door', NextDoor);
    for (const load of Object.values(parts)) await load();
    customElements.define = define;
  });
  beforeEach(async () => {
    console.error = () => undefined;
    faults.dismiss();
    box = document.createElement('div');
    neighbour = new NextDoor();
    box.append(neighbour);
    document.body.append(box);
    await neighbour.updateComplete;
  });
  afterEach(() => {
    console.error = consoleError;
    box.remove();
  });

  /** An element of that name whose own code is replaced. */
  function made(name: string, replaced: Partial<Inside>): LitElement {
    const element = document.createElement(name) as LitElement;
    return Object.assign(element, { shouldUpdate: () => true, willUpdate: () => undefined, ...replaced });
  }

  it('while it is drawn is shown by it, the neighbour draws on, and “Try again” draws it: every element of ours', async () => {
    expect(names.length).to.be.greaterThan(110);
    for (const name of names) {
      if (name === 'next-door') continue;
      const element = made(name, { render: oops });
      element.connectedCallback = LitElement.prototype.connectedCallback;
      // What it begins with needs a store; here only its drawing fails.
      LitElement.prototype.connectedCallback.call(element);
      await element.updateComplete;
      expect(words(element.renderRoot.querySelector('[role=alert]')!), name).to.match(
        /^This part of the page cannot be shown \(planned.*Try again/,
      );
      neighbour.requestUpdate();
      await neighbour.updateComplete;
      Object.assign(element, { render: () => html`<p id="back">back</p>`, updated: () => undefined, firstUpdated: () => undefined });
      element.renderRoot.querySelector<HTMLElement>('[role=alert] > button')!.click();
      await element.updateComplete;
      expect(element.renderRoot.querySelector('#back')?.textContent, name).to.equal('back');
      expect(element.renderRoot.querySelector('[role=alert]'), name).to.equal(null);
    }
    expect(words(neighbour.renderRoot.querySelector('p')!)).to.equal(`drawn ${names.length}`);
  });

  /** It makes its own, and needs none. */
  const hasStore = (element: { readonly store?: unknown }): boolean => {
    try {
      return element.store !== undefined;
    } catch {
      return false;
    }
  };

  it('before it begins is shown by it until somebody tries again: every element of ours that needs a store', async () => {
    let shown = 0;
    for (const name of names) {
      // Without its store an element that listens to one cannot begin.
      const element = document.createElement(name) as LitElement & { store?: unknown };
      if (!('store' in Object.getPrototypeOf(element)) || hasStore(element)) continue;
      box.append(element);
      await Promise.resolve();
      expect(element.renderRoot?.querySelector('[role=alert]') ?? undefined, name).to.not.equal(undefined);
      shown++;
      element.remove();
    }
    expect(shown).to.be.greaterThan(60);
    neighbour.requestUpdate();
    await neighbour.updateComplete;
    expect(words(neighbour.renderRoot.querySelector('p')!)).to.equal('drawn 2');
  });

  it('in a handler is told in the note, and it stays as it was: every element of ours', async () => {
    for (const name of names) {
      if (name === 'next-door') continue;
      const element = made(name, { render: () => html`<button @click=${oops}>press</button>` });
      Object.assign(element, { updated: () => undefined, firstUpdated: () => undefined });
      LitElement.prototype.connectedCallback.call(element);
      await element.updateComplete;
      faults.dismiss();
      element.renderRoot.querySelector('button')!.click();
      expect(faults.current?.text, name).to.match(/^Something on the page went wrong \(planned.*kept runs are as they were\. Try it again/);
      expect(element.renderRoot.querySelector('button')?.textContent, name).to.equal('press');
    }
  });

  it('in a promise nobody waits for is told in the note', async () => {
    void Promise.reject(new Error(PLANNED));
    await until(() => faults.current);
    expect(faults.current?.text).to.match(/^Something on the page went wrong/);
  });

  it('is in the log with its stack, without what is quoted in it', () => {
    unexpected('a test', new Error(PLANNED));
    const { what, detail } = eventLog.events.at(-1)!;
    expect(what).to.equal('error in a test');
    expect(detail).to.contain('planned by the test “…”').and.to.contain('boundary.browser.test.ts').and.not.contain('secret');
  });

  it('in the frame leaves what it shows, and is told in the note', async () => {
    const frame = new NextDoor();
    frame.dataset['frame'] = '';
    box.append(frame);
    await frame.updateComplete;
    Object.assign(frame, { render: oops });
    frame.requestUpdate();
    await settled(frame);
    expect(words(frame.renderRoot.querySelector('p')!)).to.equal('drawn 1');
    expect(faults.current?.text).to.match(/^Something on the page went wrong/);
  });
});
