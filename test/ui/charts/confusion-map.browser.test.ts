import { expect } from 'chai';
import '../../../src/ui/charts/bar-list.ts';
import '../../../src/ui/charts/confusion-map.ts';
import type { CellOpen } from '../../../src/ui/charts/confusion-map.ts';
import '../../../src/ui/charts/reliability-chart.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

describe('the map of a confusion matrix', () => {
  const map = {
    matrix: [
      [8, 2, 0],
      [0, 5, 5],
      [1, 0, 9],
    ],
    classes: ['cat', 'dog', 'owl'],
    shown: [0, 1, 2],
    label: 'Confusion',
  };
  const cells = (element: HTMLElement) => findAll<HTMLButtonElement>(element, 'button');

  it('has a cell for each label and named class, which says what it counts', async () => {
    const element = await mount('confusion-map', map);
    expect(cells(element).map((cell) => cell.getAttribute('aria-label'))).to.include.members([
      'label cat, named dog: 2',
      'label owl, named cat: 1',
    ]);
    expect(cells(element).map(words)).to.deep.equal(['8', '2', '', '', '5', '5', '1', '', '9']);
  });

  it('is the darker the larger the share of a label’s rows', async () => {
    const element = await mount('confusion-map', map);
    const level = (cell: Element) => Number(/\bl(\d+)\b/.exec(cell.className)![1]);
    expect(cells(element).map(level)).to.deep.equal([8, 2, 0, 0, 5, 5, 1, 0, 9]);
  });

  it('shows changes with their sign, against the largest of them', async () => {
    const element = await mount('confusion-map', {
      ...map,
      matrix: [
        [4, -2, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      difference: true,
    });
    expect(
      cells(element)
        .slice(0, 3)
        .map((cell) => [words(cell), cell.className.trim()]),
    ).to.deep.equal([
      ['+4', 'l10 more'],
      ['−2', 'l5 less'],
      ['', 'l0 less'],
    ]);
  });

  it('shows only the classes it is told to, and opens a cell by their indices', async () => {
    const element = await mount('confusion-map', { ...map, shown: [0, 2] });
    expect(cells(element)).to.have.length(4);
    let opened: CellOpen | undefined;
    element.addEventListener('cell-open', (event) => (opened = event));
    cells(element)[2]!.click();
    expect([opened!.label, opened!.predicted]).to.deep.equal([2, 0]);
  });

  it('is one stop of the tabulator key; arrow keys go from cell to cell and stay inside', async () => {
    const element = await mount('confusion-map', map);
    const press = async (key: string) => {
      find(element, '.grid').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await settled(element);
    };
    const stops = () => cells(element).flatMap((cell, i) => (cell.tabIndex === 0 ? [i] : []));
    expect(stops()).to.deep.equal([0]);
    await press('ArrowRight');
    await press('ArrowDown');
    expect(stops()).to.deep.equal([4]);
    expect(element.shadowRoot!.activeElement).to.equal(cells(element)[4]);
    for (let i = 0; i < 3; i++) await press('ArrowDown');
    expect(stops()).to.deep.equal([7]);
  });
});

describe('the reliability diagram', () => {
  const line = (id: string, ...bins: [number, number][]) => ({
    id,
    title: id,
    bins: bins.map(([confidence, accuracy]) => ({ rows: 10, confidence, accuracy })),
  });

  it('puts a bin that is as right as it is sure on the diagonal, and an overconfident one below it', async () => {
    const element = await mount('reliability-chart', { lines: [line('none', [0.5, 0.5], [0.9, 0.4])], label: 'Reliability' });
    const number = (node: Element, name: string) => Number(node.getAttribute(name));
    const ideal = find(element, '.ideal');
    const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map((name) => number(ideal, name)) as [number, number, number, number];
    const diagonal = (x: number) => y1 + ((x - x1) / (x2 - x1)) * (y2 - y1);
    const [even, sure] = findAll(element, 'circle');
    expect(number(even!, 'cy')).to.be.closeTo(diagonal(number(even!, 'cx')), 1e-9);
    expect(number(sure!, 'cy')).to.be.greaterThan(diagonal(number(sure!, 'cx')));
  });

  it('has the same figures as a table, bin by bin', async () => {
    const element = await mount('reliability-chart', { lines: [line('none', [0.5, 0.25]), line('head-only', [0.6, 0.75], [0.9, 1])] });
    expect(findAll(element, 'tbody tr').map((row) => [...row.children].map(words))).to.deep.equal([
      ['1', '50.0 %', '25.0 %', '60.0 %', '75.0 %'],
      ['2', '–', '–', '90.0 %', '100.0 %'],
    ]);
  });
});

describe('a list of bars', () => {
  it('draws each amount against the largest, with its figure', async () => {
    const element = await mount('bar-list', {
      bars: [
        { name: 'first', value: 0.2, shown: '0.20' },
        { name: 'head', value: 0.8, shown: '0.80' },
      ],
    });
    expect(findAll(element, '.bar').map((bar) => Number(bar.getAttribute('width')))).to.deep.equal([25, 100]);
    expect(findAll(element, 'dl > div').map(words)).to.deep.equal(['first 0.20', 'head 0.80']);
  });

  it('draws nothing where all amounts are 0', async () => {
    const element = await mount('bar-list', { bars: [{ name: 'first', value: 0, shown: '0' }] });
    expect(find(element, '.bar').getAttribute('width')).to.equal('0');
  });
});
