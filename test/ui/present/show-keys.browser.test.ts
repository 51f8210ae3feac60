import { expect } from 'chai';
import { actionOf } from '../../../src/ui/pages/keys.ts';
import { clock } from '../../../src/ui/present/notes-window.ts';
import { doings, showKeys, type Doings } from '../../../src/ui/present/show-keys.ts';

/** Everything that can be done, noting what was. */
function noting(): { readonly does: Doings; readonly done: string[] } {
  const done: string[] = [];
  const does = Object.fromEntries(doings().map(({ id }) => [id, () => done.push(id)])) as unknown as Doings;
  return { does, done };
}

describe('the keys of presenter mode', () => {
  it('are each for one thing, and each thing but the ends has a button', () => {
    const keys = showKeys(noting().does).map(({ key }) => key);
    expect(new Set(keys).size).to.equal(keys.length);
    expect(doings().filter(({ sign }) => !sign).map(({ id }) => id)).to.deep.equal(['first', 'last']); // prettier-ignore
  });

  it('are those that clickers send: Page Up, Page Down, a full stop or B, Escape', () => {
    const { does, done } = noting();
    for (const key of ['PageDown', 'PageUp', '.', 'B', 'Escape'])
      actionOf(new KeyboardEvent('keydown', { key }), document.body, showKeys(does))?.();
    expect(done).to.deep.equal(['next', 'back', 'black', 'black', 'leave']);
  });

  it('go on without letters where characters are no commands: arrows, Page Up and Down, Space, Escape', () => {
    const table = showKeys(noting().does);
    const live = table
      .filter(({ key }) => actionOf(new KeyboardEvent('keydown', { key }), document.body, table, false))
      .map(({ key }) => key);
    expect(live).to.deep.equal(['ArrowLeft', 'PageUp', ' ', 'ArrowRight', 'PageDown', 'Escape', 'Home', 'End']);
  });
});

describe('the clock of the notes', () => {
  it('tells minutes and seconds', () => {
    for (const [ms, text] of [[0, '0:00'], [999, '0:00'], [61_000, '1:01'], [3_600_000, '60:00']] as const) expect(clock(ms)).to.equal(text); // prettier-ignore
  });
});
