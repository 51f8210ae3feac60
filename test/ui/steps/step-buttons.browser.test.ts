import { expect } from 'chai';
import { html, render } from 'lit';
import type { ExperimentStore } from '../../../src/state/experiment-store.ts';
import '../../../src/ui/steps/step-buttons.ts';
import type { StepButtons } from '../../../src/ui/steps/step-buttons.ts';
import { stepOf } from '../../../src/ui/steps/step-keys.ts';

/** A store with one step back. */
class Desk extends EventTarget {
  steps = {
    undoable: ['drift'] as readonly string[] | undefined,
    redoable: undefined as readonly string[] | undefined,
    undo: () => ((this.steps.undoable = undefined), (this.steps.redoable = ['drift']), { parts: ['drift'] }),
    any: true,
    redo: () => 'busy',
  };
}

async function shown(desk: Desk): Promise<StepButtons> {
  const host = document.body.appendChild(document.createElement('div'));
  render(html`<step-buttons .store=${desk as unknown as ExperimentStore}></step-buttons>`, host);
  const own = host.querySelector('step-buttons')!;
  await own.updateComplete;
  return own;
}

const buttons = (own: StepButtons) => [...own.shadowRoot!.querySelectorAll('button')];
const said = (own: StepButtons) => own.shadowRoot!.querySelector('[role=status]')!.textContent;

describe('undo and redo', () => {
  it('say what they would do, and what was done', async () => {
    const own = await shown(new Desk());
    const [undo, redo] = buttons(own);
    expect([undo!.title, redo!.getAttribute('aria-disabled')]).to.deep.equal(['Undo: drift (Ctrl+Z)', 'true']);
    undo!.click();
    await own.updateComplete;
    expect([said(own), undo!.getAttribute('aria-disabled'), redo!.title]).to.deep.equal([
      'Undone: drift.',
      'true',
      'Redo: drift (Ctrl+Shift+Z)',
    ]);
    redo!.click();
    await own.updateComplete;
    expect(said(own)).to.equal('A run goes on. Stop it first (Esc).');
  });

  it('take no room before there is something to undo', async () => {
    const desk = new Desk();
    Object.assign(desk.steps, { undoable: undefined, any: false });
    const own = await shown(desk);
    expect(getComputedStyle(own).position).to.equal('absolute');
    expect(buttons(own).map((each) => getComputedStyle(each).display)).to.deep.equal(['none', 'none']);
  });
});

describe('keys that take a step back', () => {
  /** What that key asks for, pressed on that element. */
  function pressed(on: HTMLElement, init: KeyboardEventInit): string | undefined {
    let step: string | undefined;
    document.body.append(on);
    document.addEventListener('keydown', (event) => (step = stepOf(event)), { once: true });
    on.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, composed: true }));
    on.remove();
    return step;
  }
  const made = (tag: string, type?: string) => Object.assign(document.createElement(tag), type === undefined ? {} : { type });

  it('are Ctrl+Z and Ctrl+Y, and on a Mac those with ⌘', () => {
    const on = () => made('button');
    expect(pressed(on(), { key: 'z', ctrlKey: true })).to.equal('undo');
    expect(pressed(on(), { key: 'z', metaKey: true })).to.equal('undo');
    expect(pressed(on(), { key: 'Z', ctrlKey: true, shiftKey: true })).to.equal('redo');
    expect(pressed(on(), { key: 'y', ctrlKey: true })).to.equal('redo');
    expect(pressed(on(), { key: 'z' })).to.equal(undefined);
    expect(pressed(on(), { key: 'z', ctrlKey: true, altKey: true })).to.equal(undefined);
    expect(pressed(on(), { key: 'n', ctrlKey: true })).to.equal(undefined);
  });

  it('belong to a field of text, and to a dialog, but not to a slider', () => {
    const undo = { key: 'z', ctrlKey: true };
    expect([made('input', 'text'), made('input', 'number'), made('textarea')].map((on) => pressed(on, undo))).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
    expect([made('input', 'range'), made('input', 'checkbox'), made('select')].map((on) => pressed(on, undo))).to.deep.equal([
      'undo',
      'undo',
      'undo',
    ]);
    const dialog = made('dialog') as HTMLDialogElement;
    dialog.setAttribute('open', '');
    expect(pressed(dialog, undo)).to.equal(undefined);
  });
});
