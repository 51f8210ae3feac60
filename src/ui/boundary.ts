/**
 * Nothing that an element throws empties the page or goes unsaid. Imported before any element is defined, this guards each of them once, where it
 * is defined: what is thrown while one is drawn, put in or taken out stays in it, as a sentence with “Try again”; its neighbours draw on.
 * What a handler throws, or a promise nobody waits for, is told in a note at the foot of the page.
 */
import { msg, str } from '../words/msg.ts';
import { html, LitElement, render } from 'lit';
import { eventLog } from '../state/event-log.ts';
import { faults } from '../state/faults.ts';

/** What a browser calls on an element, or has Lit call. */
const CALLED = ['performUpdate', 'connectedCallback', 'disconnectedCallback', 'attributeChangedCallback'] as const;
type Lifecycle = Record<(typeof CALLED)[number], ((...given: unknown[]) => unknown) | undefined>;
/** What of a Lit element only itself may see. */
interface Inside {
  renderRoot: HTMLElement | DocumentFragment | undefined;
  createRenderRoot(): HTMLElement | DocumentFragment;
}

/** Elements that show what they threw, until somebody tries again: how. */
const standing = new WeakMap<LitElement, () => void>();

/** Whatever this element's code throws is shown by it from now on. */
function guard(made: CustomElementConstructor): void {
  const prototype = made.prototype as Lifecycle;
  for (const name of CALLED) {
    const own = prototype[name];
    if (!own) continue;
    prototype[name] = function (this: LitElement, ...given: unknown[]) {
      // Its beginning failed: drawing it would hide that.
      if (name === 'performUpdate' && standing.has(this)) return;
      try {
        own.apply(this, given);
      } catch (error) {
        failed(this, name, error, () => prototype[name]!.apply(this, given));
      }
    };
  }
}

function failed(element: LitElement, during: string, error: unknown, repeat: () => void): void {
  const where = `<${element.localName}> ${during}`;
  // The frame holds everything else, and what is gone shows nothing: the note tells of both.
  if (element.matches('[data-frame]') || during === 'disconnectedCallback') return unexpected(where, error, () => element.requestUpdate());
  console.error(error);
  eventLog.fault(where, error);
  // Drawn anew it heals by itself; an element that did not begin has to begin again.
  if (during !== 'performUpdate') standing.set(element, repeat);
  const again = () => {
    standing.get(element)?.();
    element.requestUpdate();
  };
  const inside = element as unknown as Inside;
  try {
    render(inPlaceOf(error, again), (inside.renderRoot ??= inside.createRenderRoot()), element.renderOptions);
  } catch (second) {
    faults.tell(where, { text: thrown(error), error: second });
  }
}

const inPlaceOf = (error: unknown, again: () => void) =>
  html`<p role="alert" class="fault">
    ${msg(str`This part of the page cannot be shown (${messageOf(error)}). The rest of the page, your experiment and kept runs are as they were. Try again; if it fails again, copy the details and report it (Help, “Report a problem”).`)}
    <button @click=${again}>${msg('Try again')}</button> <copy-details .error=${error}></copy-details>
  </p>`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const thrown = (error: unknown): string =>
  msg(
    str`Something on the page went wrong (${messageOf(error)}). What is on it, your experiment and kept runs are as they were. Try it again; if it fails again, copy the details and report it (Help, “Report a problem”).`,
  );

const { define } = customElements;
customElements.define = function (name, made, options) {
  if (made.prototype instanceof LitElement) guard(made);
  define.call(this, name, made, options);
};

/** What the build's loader says of code that did not come (`late-part.ts` tries it again). */
const notLoaded = new WeakSet<object>();
addEventListener('vite:preloadError', ({ payload }) => {
  notLoaded.add(payload);
  eventLog.fault('loading a part', payload);
});

/** Says that something was thrown which nobody foresaw. @param where in a few words, for the log */
export function unexpected(where: string, error: unknown, again?: () => void): void {
  console.error(error);
  faults.tell(where, { text: thrown(error), error, ...(again && { again }) });
}

function told(error: unknown): void {
  if (typeof error === 'object' && error && notLoaded.has(error))
    return faults.tell('loading a part', {
      error,
      text: msg('A part of the page could not be loaded. What is on it is as it was. Check the connection, then do it again.'),
    });
  faults.tell('a handler', { text: thrown(error), error });
}
// Without an error it is a browser's own remark, or a script of an extension.
addEventListener('error', ({ error, message }) => (error ? told(error) : eventLog.note('browser says', message)));
addEventListener('unhandledrejection', ({ reason }) => told(reason));
