/**
 * `<drift-lab-demo preset="quick" app="https://…/">`: an experiment in a page of somebody else. It says what it is; the lab itself, which trains in the
 * reader's browser, comes in a frame when the reader asks for it, and begins nothing by itself.
 */
import { specKinds } from '../spec/kinds/registry.ts';
import type { Preset } from '../spec/kinds/kind.ts';
import type { AnySpec } from '../spec/schema.ts';
import { encodeLink } from '../spec/link.ts';
import { element, rootOf } from './styles.ts';

/** Of the lab's frame, in px. */
const FRAME = 720;

type Shown = Pick<Preset<AnySpec, string>, 'title' | 'help' | 'spec'>;

const presets = Object.assign({}, ...specKinds.map((kind) => kind.presets)) as Readonly<Record<string, Shown>>;

export class DriftLabDemo extends HTMLElement {
  static readonly observedAttributes = ['preset', 'app'];
  private readonly root = rootOf(this);

  connectedCallback(): void {
    this.show();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.show();
  }

  private show(): void {
    const id = this.getAttribute('preset') ?? 'quick';
    const app = this.getAttribute('app');
    const preset = Object.hasOwn(presets, id) ? presets[id] : undefined;
    if (!preset) return this.say(`There is no experiment “${id}”; there are ${Object.keys(presets).join(', ')}.`);
    if (!app) return this.say('Say where Drift Lab is served: app="https://…/".');
    const address = `${new URL(app, document.baseURI).href}#${encodeLink(preset.spec)}`;
    const framed = new URL(address);
    framed.searchParams.set('embed', '');
    const start = element('button', { type: 'button' }, 'Open the lab here');
    const card = element(
      'article',
      {},
      element('h3', {}, preset.title),
      element('p', {}, preset.help),
      element('p', { class: 'quiet' }, 'Trains in your browser; nothing leaves this device.'),
      element('p', {}, start, ' ', element('a', { href: address, target: '_blank', rel: 'noopener' }, 'in a tab of its own')),
    );
    start.addEventListener('click', () => {
      start.remove();
      card.append(
        element('iframe', { src: framed.href, height: String(FRAME), title: `Drift Lab: ${preset.title}`, allow: 'cross-origin-isolated' }),
      );
    });
    this.root.replaceChildren(card);
  }

  private say(text: string): void {
    this.root.replaceChildren(element('article', {}, element('p', { role: 'status' }, text)));
  }
}
