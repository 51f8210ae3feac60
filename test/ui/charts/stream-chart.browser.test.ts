import { expect } from 'chai';
import '../../../src/ui/charts/stream-chart.ts';
import '../../../src/ui/charts/heat-map.ts';
import '../../../src/ui/charts/passing-by.ts';
import '../../../src/ui/bench/detector-calibration.ts';
import { nullCalibration } from '../../../src/detect/calibrate.ts';
import { findDetector } from '../../../src/detect/streaming/registry.ts';
import type { ThresholdPick } from '../../../src/ui/bench/detector-calibration.ts';
import { DROPPED, type BatchPick } from '../../../src/ui/charts/stream-chart.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const line = { title: 'ddm', color: '--accent', dash: [], values: [0.5, null, 0.75], marks: [2], warnings: [1] };

describe('lines over a stream', () => {
  it('say in a table what they draw, and which batch was clicked', async () => {
    const chart = await mount('stream-chart', { lines: [line], batches: 10, label: 'accuracy' });
    expect(find(chart, 'canvas.plot').getAttribute('aria-label')).to.equal('accuracy');
    expect(findAll(chart, 'td').map(words)).to.deep.equal(['ddm', '75 %', '2', '1']);
    const picked: number[] = [];
    chart.addEventListener('batch-pick', (event) => picked.push((event as BatchPick).batch));
    const plot = find(chart, 'canvas.plot');
    const { left, top, width } = plot.getBoundingClientRect();
    plot.dispatchEvent(new MouseEvent('click', { clientX: left + 44 + (width - 44 - 22) * 0.55, clientY: top + 20 }));
    expect(picked).to.deep.equal([5]);

    const data = new DataTransfer();
    data.setData(DROPPED, 'rotation');
    const at = { clientX: left + 44 + (width - 44 - 22) * 0.75, clientY: top + 20, dataTransfer: data, cancelable: true };
    const dropped: (string | undefined)[] = [];
    chart.addEventListener('batch-pick', (event) => dropped.push((event as BatchPick).dropped));
    const over = new DragEvent('dragover', at);
    plot.dispatchEvent(over);
    expect(over.defaultPrevented).to.equal(true);
    plot.dispatchEvent(new DragEvent('drop', at));
    expect([picked.at(-1), dropped]).to.deep.equal([7, ['rotation']]);
  });

  it('draw 100,000 points and what follows', async () => {
    const values = Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    const chart = await mount('stream-chart', { lines: [{ ...line, values, marks: [] }], batches: 100_000 });
    values.push(0.5);
    chart.lines = [{ ...line, values, marks: [] }];
    await settled(chart);
    expect(findAll(chart, 'td').map(words)[1]).to.equal('50 %');
  });
});

describe('the names under a stream', () => {
  it('have their strokes in the colours as they are now, also after the scheme changed', async () => {
    const { style } = document.documentElement;
    style.setProperty('--test-line', '#ff0000');
    const chart = await mount('stream-chart', {
      lines: [{ title: 'Never', color: '--test-line', dash: [], values: [1], marks: [] }],
      batches: 1,
    });
    const stroke = () => [...find<HTMLCanvasElement>(chart, '.key canvas').getContext('2d')!.getImageData(20, 8, 1, 1).data].slice(0, 3);
    expect(stroke()).to.deep.equal([255, 0, 0]);
    style.setProperty('--test-line', '#0000ff');
    document.dispatchEvent(new Event('theme-change'));
    expect(stroke()).to.deep.equal([0, 0, 255]);
    style.removeProperty('--test-line');
  });
});

describe('what goes by', () => {
  it('shows images with what the model said, and marks what is wrong', async () => {
    const passing = {
      inputShape: [1, 1, 1],
      x: Float32Array.of(0, 1),
      y: Int32Array.of(0, 1),
      predicted: [Int32Array.of(0, 0)],
      views: new Map(),
    };
    const element = await mount('passing-by', { passing, classes: ['zero', 'one'], policy: 0, batch: 1 });
    expect(findAll(element, 'figcaption').map(words)).to.deep.equal(['zero', 'zero (one)']);
    expect(findAll(element, '.wrong')).to.have.length(1);
  });

  it('shows the border of every policy in a plane', async () => {
    const bounds = { x: [0, 1], y: [0, 1] } as const;
    const passing = { inputShape: [2], x: Float32Array.of(0.5, 0.5), y: Int32Array.of(0), predicted: [], bounds, views: new Map() };
    const views = new Map([[0, new Uint8Array(48 * 48)]]);
    const element = await mount('passing-by', { passing, views, titles: ['never', 'ddm'], classes: ['a', 'b'], batch: 1 });
    expect(findAll(element, 'plane-canvas')).to.have.length(2);
    expect(findAll(element, 'figcaption').map(words)).to.deep.equal(['never', 'ddm']);
  });
});

describe('a matrix of accuracies', () => {
  it('is one cell per model and batch', async () => {
    const map = await mount('heat-map', {
      values: [
        [0, 1, 0.5],
        [1, 0, 0.5],
      ],
      label: 'models',
    });
    const canvas = find<HTMLCanvasElement>(map, 'canvas');
    expect([canvas.width, canvas.height]).to.deep.equal([3, 2]);
  });
});

describe('the calibration of a detector', () => {
  it('tells false alarms and power at the error rate of the data, and asks again for another detector', async () => {
    const element = await mount('detector-calibration', { detector: 'ddm', errorRate: 0.1 });
    find(element, 'button').click();
    while (!element.shadowRoot!.querySelector('table')) await settled(element);
    expect(words(find(element, 'p'))).to.match(/old world’s rate of 10\.0 %: \d\.\d\d false alarms.* per stream of 1000 rows/);
    const power = findAll(element, 'td:nth-child(2)').map((cell) => parseInt(words(cell)));
    expect(power).to.have.length(4);
    expect(power[3]).to.equal(100);
    expect(power[3]).to.be.at.least(power[0]!);

    // The most sensitive setting with at most two false alarms in 1,000 rows, and none more sensitive.
    const picked: ThresholdPick[] = [];
    element.addEventListener('threshold-pick', (event) => picked.push(event as ThresholdPick));
    const choose = async (field: string, value: unknown) => {
      find(element, field).dispatchEvent(Object.assign(new Event('field-change'), { value }));
      await settled(element);
    };
    await choose('number-field', 2);
    const pressed = (label: string) => findAll(element, 'button').find((button) => words(button) === label);
    pressed('Find the value')!.click();
    while (!pressed('Use it')) await settled(element);
    pressed('Use it')!.click();
    expect(picked.map(({ name }) => name)).to.deep.equal(['drift']);
    const errors = (random: { uniform(): number }) => Float64Array.from({ length: 1000 }, () => Number(random.uniform() < 0.1));
    const alarms = async (value: number) =>
      (await nullCalibration(findDetector('ddm')!, { drift: value }, errors, { runs: 60, seed: 1 })).per1000.value;
    expect(await alarms(picked[0]!.value)).to.be.at.most(2);
    expect(await alarms(picked[0]!.value * 0.9)).to.be.above(2);

    // Another length is asked for, and said.
    pressed('Another length')!.click();
    await settled(element);
    await choose('number-field', 300);
    pressed('How often would it cry wolf here?')!.click();
    while (!element.shadowRoot!.querySelector('table')) await settled(element);
    expect(words(find(element, 'p'))).to.contain('per stream of 300 rows');

    element.detector = 'adwin';
    await settled(element);
    expect(findAll(element, 'button')).to.have.length(1);
  });
});
