import { expect } from 'chai';
import type { CurveGuess, DotsGuess } from '../../../src/ui/stories/guess.ts';
import type { GuessPad } from '../../../src/ui/stories/guess-pad.ts';
import '../../../src/ui/stories/story-guess.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const handles = ['a', 'b', 'c', 'd'].map((id) => ({ id, tick: id, title: `At ${id}` }));
const curve: CurveGuess = {
  ...{ kind: 'curve', id: 'drawn', question: 'Draw the curve.', axis: 'time', mark: 'none', starts: 50 },
  ...{ handles, real: () => [10, 20, 30, 40] },
};
const dots: DotsGuess = {
  ...{ kind: 'dots', id: 'drawn', question: 'Move each dot.', starts: 50 },
  ...{ handles: ['none', 'head-only', 'retrain-all'].map((id) => ({ id, tick: id, title: id })), earlier: () => [[40, 45], [], []] },
  real: () => [30, undefined, 90],
};

const told = (pad: GuessPad): (readonly number[])[] => {
  const heard: (readonly number[])[] = [];
  pad.addEventListener('guess', ({ detail }) => heard.push(detail));
  return heard;
};
const sliders = (pad: HTMLElement) => findAll<HTMLInputElement>(pad, 'input');
const numbers = (pad: HTMLElement, name: string) => findAll(pad, '.pad .handle').map((circle) => Number(circle.getAttribute(name)));

/** A finger at that place of the drawing, px from its corner. */
function touch(pad: HTMLElement, type: string, x: number, y: number): void {
  const drawing = find<SVGSVGElement>(pad, '.pad svg');
  // A pointer that a test makes up cannot be captured.
  drawing.setPointerCapture = () => {};
  const { left, top } = drawing.getBoundingClientRect();
  const at = { pointerId: 1, button: 0, clientX: left + x, clientY: top + y, bubbles: true, composed: true, cancelable: true };
  drawing.dispatchEvent(new PointerEvent(type, at));
}

describe('a curve that is guessed', () => {
  it('is a group of sliders with names and values, moved by keys and told when let go', async () => {
    const pad = await mount('guess-curve', { guess: curve });
    expect(find(pad, '[role=group]').getAttribute('aria-label')).to.equal('Draw the curve.');
    const [first, second] = sliders(pad);
    expect([first!.getAttribute('aria-label'), first!.getAttribute('aria-valuetext')]).to.deep.equal(['At a', '50 %']);
    const heard = told(pad);
    second!.focus();
    second!.value = '80';
    second!.dispatchEvent(new Event('input'));
    await settled(pad);
    expect(second!.getAttribute('aria-valuetext')).to.equal('80 %');
    expect(heard).to.deep.equal([]);
    second!.dispatchEvent(new Event('change'));
    expect(heard).to.deep.equal([[50, 80, 50, 50]]);
    expect(findAll(pad, '.focused')).to.have.length(1);
  });

  it('is drawn by a pointer that goes across: handles that it passes come to lie on its way', async () => {
    const pad = await mount('guess-curve', { guess: curve });
    const xs = numbers(pad, 'cx');
    const heard = told(pad);
    const before = numbers(pad, 'cy')[0]!;
    touch(pad, 'pointerdown', xs[0]!, before);
    touch(pad, 'pointermove', xs[3]!, before - 30);
    await settled(pad);
    const now = numbers(pad, 'cy');
    [0, 10, 20, 30].forEach((up, i) => expect(before - now[i]!, `handle ${i}`).to.be.closeTo(up, 1.2));
    expect(heard).to.deep.equal([]);
    touch(pad, 'pointerup', xs[3]!, before - 30);
    expect(heard).to.have.length(1);
    expect(heard[0]![3]).to.be.greaterThan(heard[0]![0]!);
    expect(pad.shadowRoot!.activeElement).to.equal(sliders(pad)[3]);
  });

  it('stays between 0 and 100, however far the hand goes', async () => {
    const pad = await mount('guess-curve', { guess: curve });
    const heard = told(pad);
    touch(pad, 'pointerdown', numbers(pad, 'cx')[2]!, -900);
    touch(pad, 'pointermove', 9000, 9000);
    touch(pad, 'pointerup', 9000, 9000);
    expect(heard.at(-1)!.slice(2)).to.deep.equal([100, 0]);
  });

  it('is moved no more once what came stands beside it, in a table as well', async () => {
    const pad = await mount('guess-curve', { guess: curve, seen: { guesses: { drawn: [15, 20, 30, 0] } }, revealed: true });
    expect(sliders(pad)).to.have.length(0);
    expect(find(pad, '.pad svg').getAttribute('aria-label')).to.equal('Draw the curve.');
    expect(findAll(pad, '.pad .came')).to.have.length(1);
    expect(findAll(pad, 'tbody tr').map((row) => [...row.children].map(words))).to.deep.equal([
      ['At a', '15 %', '10 %'],
      ['At b', '20 %', '20 %'],
      ['At c', '30 %', '30 %'],
      ['At d', '0 %', '40 %'],
    ]);
    const heard = told(pad);
    touch(pad, 'pointerdown', numbers(pad, 'cx')[0]!, 20);
    touch(pad, 'pointerup', numbers(pad, 'cx')[0]!, 20);
    expect(heard).to.deep.equal([]);
  });
});

describe('dots that are guessed', () => {
  it('stay in their rows while they are dragged', async () => {
    const pad = await mount('guess-dots', { guess: dots });
    const [cx, cy] = [numbers(pad, 'cx'), numbers(pad, 'cy')];
    const heard = told(pad);
    touch(pad, 'pointerdown', cx[1]!, cy[1]!);
    touch(pad, 'pointermove', cx[1]! + 60, cy[2]!);
    touch(pad, 'pointerup', cx[1]! + 60, cy[2]!);
    expect([heard[0]![0], heard[0]![2]]).to.deep.equal([50, 50]);
    expect(heard[0]![1]).to.be.greaterThan(50);
    expect(findAll(pad, '.pad .earlier')).to.have.length(2);
  });

  it('are revealed with those that ran', async () => {
    const pad = await mount('guess-dots', { guess: dots, revealed: true });
    expect(findAll(pad, '.pad .fell')).to.have.length(2);
    expect(words(findAll(pad, 'tbody tr')[1]!)).to.contain('–');
  });
});

describe('a guess in a story', () => {
  it('is a slider where it is one number', async () => {
    const guess = { kind: 'number', id: 'fall', question: 'How many?', from: 0, to: 60, unit: '%' } as const;
    const asked = await mount('story-guess', { guess });
    const slider = find<HTMLInputElement>(asked, 'input');
    expect(slider.value).to.equal('30');
    let heard: readonly number[] = [];
    asked.addEventListener('guess', ({ detail }) => (heard = detail));
    slider.value = '40';
    slider.dispatchEvent(new Event('change'));
    expect(heard).to.deep.equal([40]);
  });

  it('is empty axes on paper', async () => {
    const sheet = await mount('story-guess', { guess: curve, blank: true });
    const pad = find(sheet, 'guess-curve');
    expect([findAll(pad, 'input'), findAll(pad, '.handle')].map(({ length }) => length)).to.deep.equal([0, 0]);
    expect(findAll(pad, '.grid').length).to.be.greaterThan(2);
  });
});
