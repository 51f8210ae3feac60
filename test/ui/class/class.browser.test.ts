import { expect } from 'chai';
import '../../../src/ui/class/class-collect.ts';
import '../../../src/ui/class/class-invite.ts';
import '../../../src/ui/class/class-machines.ts';
import '../../../src/ui/class/class-result.ts';
import { encodeQR } from 'qr';
import { aClass, codeOfSeat, ranAgain } from '../../state/a-class.ts';
import { settled as turned } from '../../turns.ts';
import { button, find, findAll, mount, settled, until, words } from '../mount.ts';

const seats = (count: number) => Array.from({ length: count }, (_, i) => codeOfSeat(i + 1)).join(' ');

describe('the board of a class', () => {
  it('says that nothing is in, then how many, then what they come to', async () => {
    const { store } = aClass();
    const board = await mount('class-result', { store }, 800);
    expect(words(board.shadowRoot as unknown as Element)).to.match(/0 machines 0 seeds Nothing is in yet/);
    store.add(codeOfSeat(1));
    await settled(board);
    expect(words(find(board, '.counts'))).to.equal('1 machine 2 seeds');
    // Nothing is excluded: no interval is said.
    expect(words(find(board, '.sentences'))).to.match(/exclude nothing yet/);
    expect(words(find(board, 'h3'))).to.not.match(/100/);
    store.add(seats(12));
    await settled(board);
    expect(words(find(board, '.headline'))).to.match(/favours tuning the head/);
    const chart = find(board, 'narrowing-chart');
    await settled(chart);
    expect(findAll(chart, '.seed')).to.have.length(24);
    expect(findAll(chart, 'tbody tr')).to.have.length(12);
  });
  it('shows a code that can be read again', async () => {
    const { store } = aClass();
    const invite = await mount('class-invite', { store });
    const code = find(invite, 'qr-code');
    expect(code.getAttribute('label')).to.match(/experiment/);
    expect((code as HTMLElement & { text: string }).text).to.match(/#\/seat\/r2=/);
    const asked: number[] = [];
    invite.addEventListener('seeds-of-a-seat', (event) => asked.push(event.count));
    const field = find(find(invite, 'choice-field'), 'select') as unknown as HTMLSelectElement;
    field.value = '3';
    field.dispatchEvent(new Event('change'));
    expect(asked).to.deep.equal([3]);
  });
});

describe('what comes in', () => {
  it('is pasted, many at once', async () => {
    const { store } = aClass();
    const collect = await mount('class-collect', { store });
    const field = find<HTMLTextAreaElement>(collect, 'textarea');
    field.value = `${seats(2)}\nhello ${codeOfSeat(1)}`;
    button(collect, 'Add').click();
    await settled(collect);
    expect(words(find(collect, '[role=status]'))).to.equal('2 taken, 1 refused.');
    expect(words(find(collect, 'li'))).to.match(/^seat 1: it is here already/);
    expect(field.value).to.equal('');
  });
  it('is dropped as a picture or a text, and what is neither is told', async () => {
    const { store } = aClass();
    const collect = await mount('class-collect', { store });
    const drop = (file: File) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(file);
      find(collect, 'section').dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    };
    drop(new File([encodeQR(codeOfSeat(1), 'gif', { scale: 5 })], 'photo.gif', { type: 'image/gif' }));
    await until(() => store.taken.length === 1);
    drop(new File([codeOfSeat(2)], 'code.txt', { type: 'text/plain' }));
    await until(() => store.taken.length === 2);
    drop(new File(['no picture'], 'broken.png', { type: 'image/png' }));
    await until(() => store.refused.length === 1);
    expect(store.refused[0]).to.deep.include({ name: 'broken.png' });
    expect(store.refused[0]!.why).to.match(/no picture/);
    drop(new File([encodeQR('https://example.org', 'gif', { scale: 5 })], 'other.gif', { type: 'image/gif' }));
    await until(() => store.refused.length === 2);
    expect(store.refused[0]!.why).to.match(/no code of a class/);
  });
});

describe('the strip of machines', () => {
  it('is sorted by time and adds nothing up', async () => {
    const { store } = aClass();
    store.add([codeOfSeat(3), codeOfSeat(1), codeOfSeat(2)].join(' '));
    const strip = await mount('class-machines', { store }, 700);
    expect(findAll(strip, 'li').map(words)).to.deep.equal([
      'seat 1 Linux Firefox 100 ms Check',
      'seat 2 Linux Firefox 200 ms Check',
      'seat 3 Linux Firefox 300 ms Check',
    ]);
  });
  it('checks a seat, and names whoever is struck out', async () => {
    const { store, played } = aClass();
    const cells = [0, 1].map(() => [30, 99, 20].map((rightNew) => ({ diverged: false, rightNew, rightOld: 90 })));
    store.add([codeOfSeat(1), codeOfSeat(2, { cells })].join(' '));
    const strip = await mount('class-machines', { store }, 700);
    const check = async (seat: number) => {
      findAll<HTMLButtonElement>(strip, 'button')
        .find((each) => each.ariaLabel === `Check seat ${seat}`)!
        .click();
      await turned();
      played.at(-1)!.tell(ranAgain(seat));
      await turned();
      await settled(strip);
    };
    await check(1);
    expect(words(findAll(strip, 'li')[0]!)).to.match(/✓ the same here/);
    await check(2);
    expect(words(findAll(strip, 'li')[1]!)).to.match(
      /^seat 2\s*struck out: (no repair|tune the head|start over on all data) on seed [12] is/,
    );
  });
});
