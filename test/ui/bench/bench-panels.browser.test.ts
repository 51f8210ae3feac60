import { expect } from 'chai';
import { row } from '../../bench-row.ts';
import type { AdapterFacts, BenchEvent } from '../../../src/contracts/bench.ts';
import { BenchState } from '../../../src/state/bench-state.ts';
import '../../../src/ui/bench/bench-control.ts';
import '../../../src/ui/bench/bench-engines.ts';
import '../../../src/ui/bench/bench-figures.ts';
import '../../../src/ui/bench/bench-machine.ts';
import '../../../src/ui/bench/bench-self-tests.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const adapter: AdapterFacts = {
  name: 'vendor chip',
  software: false,
  features: ['shader-f16', 'texture-compression-bc'],
  limits: { maxBufferSize: 2 ** 28, maxBindGroups: 4 },
};

/** A benchmark under way, and what tells it more. */
function underWay(found: AdapterFacts | null = adapter) {
  let tell: (event: BenchEvent) => void = () => {};
  const bench = new BenchState(
    { adapter: () => Promise.resolve(found), run: (onEvent) => ((tell = onEvent), new Promise(() => {})) },
    () => {},
  );
  void bench.measure();
  return { bench, tell: (event: BenchEvent) => tell(event) };
}

const cells = (line: Element) => [...line.children].map((cell) => words(cell));

describe('the table of engines', () => {
  it('fills in while it is measured', async () => {
    const { bench, tell } = underWay();
    const element = await mount('bench-engines', { bench }, 1000);
    expect(words(element.shadowRoot!.querySelector('.empty')!)).to.equal('The first speed appears in a few seconds.');
    tell({ type: 'row', row });
    tell({ type: 'row', row: { ...row, model: 'cnn-small', title: 'CNN' } });
    tell({ type: 'row', row: { ...row, engine: 'tfjs-webgpu', examplesPerSecond: 50_000, dispatches: 40, hostUs: 812 } });
    await settled(element);
    expect(findAll(element, 'caption').map(words)).to.deep.equal(['MLP · 6,186 parameters', 'CNN · 6,186 parameters']);
    const [first, second] = findAll(element, 'tbody');
    expect([...first!.children].map(cells)).to.deep.equal([
      ['wasm', '400,000', 'ours', '0.160', '0.900', '15.2', '–', '–', '2e−7', '0'],
      ['tfjs-webgpu', '50,000', '8.00×', '0.160', '0.900', '15.2', '40', '812', '2e−7', '0'],
    ]);
    expect([...second!.children].map(cells)[1]).to.deep.equal(['tfjs-webgpu', '…']);
    bench.stop();
    await settled(element);
    expect(findAll(element, '.waiting')).to.have.length(0);
  });

  it('draws longer bars for more speed', async () => {
    const { bench, tell } = underWay();
    const element = await mount('bench-engines', { bench }, 1000);
    tell({ type: 'row', row });
    tell({ type: 'row', row: { ...row, engine: 'tfjs-cpu', examplesPerSecond: 4000 } });
    await settled(element);
    const [ours, peer] = findAll<SVGRectElement>(element, 'rect').map((bar) => bar.getBoundingClientRect().width);
    // Two powers of ten on an axis of six.
    const track = find(element, 'svg').getBoundingClientRect().width;
    expect(ours! - peer!).to.be.closeTo(track / 3, 1);
  });

  it('shows a software GPU without ranking it', async () => {
    const { bench, tell } = underWay();
    const element = await mount('bench-engines', { bench }, 1000);
    tell({ type: 'row', row });
    tell({ type: 'row', row: { ...row, engine: 'tfjs-webgpu', software: true } });
    await settled(element);
    expect(cells(find(element, 'tr.software'))[2]).to.equal('software');
  });

  it('says why there is no speed', async () => {
    const { bench, tell } = underWay();
    const element = await mount('bench-engines', { bench }, 1000);
    tell({
      type: 'row',
      row: { ...row, examplesPerSecond: null, stepMs: null, failure: 'the weights are wrong', parityError: 0.2, gpuErrors: 1 },
    });
    await settled(element);
    expect(cells(find(element, 'tbody tr'))).to.deep.equal(['wasm', 'no speed: the weights are wrong', '2e−1', '1']);
  });
});

describe('claims and self-tests', () => {
  it('say what became of every claim', async () => {
    const { bench, tell } = underWay();
    const element = await mount('bench-figures', { bench });
    const figure = {
      id: 'a',
      title: 'ours over theirs',
      value: 6,
      unit: '×',
      goal: { value: 5, better: 'more' },
      note: 'small MLP',
    } as const;
    for (const value of [6, 4, null]) tell({ type: 'figure', figure: { ...figure, value } });
    tell({ type: 'figure', figure: { ...figure, goal: null } });
    await settled(element);
    expect(findAll(element, 'tbody .outcome').map(words)).to.deep.equal(['✓ reached', 'not reached', 'not measurable here', 'no goal set']);
    expect(cells(find(element, 'tbody tr')).slice(0, 3)).to.deep.equal(['ours over theirssmall MLP', '6.00×', '≥ 5×']);
  });

  it('list the errors of every engine by kind of layer', async () => {
    const { bench, tell } = underWay();
    const element = await mount('bench-self-tests', { bench });
    tell({ type: 'self-test', selfTest: { engine: 'wasm', errors: { mlp: 1.4e-7, cnn: 2e-7 }, failure: null } });
    tell({ type: 'self-test', selfTest: { engine: 'peer', errors: {}, failure: 'it did not start' } });
    await settled(element);
    expect(findAll(element, 'tr').map(cells)).to.deep.equal([
      ['engine', 'mlp', 'cnn'],
      ['wasm', '1e−7', '2e−7'],
      ['peer', 'not tested: it did not start'],
    ]);
  });
});

describe('the control of the benchmark', () => {
  const measure = (element: HTMLElement) => find<HTMLButtonElement>(element, '#measure');
  const save = (element: HTMLElement) => findAll<HTMLButtonElement>(element, 'button').at(-1)!;

  it('shows how far it is and what is left, stops, and keeps the focus meanwhile', async () => {
    const { bench, tell } = underWay();
    const element = await mount('bench-control', { bench });
    tell({ type: 'row', row });
    tell({ type: 'measuring', what: 'tfjs-cpu: small', done: 1, total: 16 });
    await settled(element);
    expect(words(find(element, '.status'))).to.match(/^tfjs-cpu: small 1 \/ 16 · ≈ [\d.]+ s left$/);
    expect(find<HTMLProgressElement>(element, 'progress').position).to.equal(1 / 16);
    expect(save(element).disabled).to.equal(true);
    measure(element).focus();
    expect(words(measure(element))).to.equal('Stop');
    measure(element).click();
    await settled(element);
    expect(bench.phase).to.equal('stopped');
    expect(words(find(element, '.state'))).to.equal('Partial. Stopped. What was measured so far is kept: 1 of 16.');
    expect(words(measure(element))).to.equal('Measure');
    expect(element.shadowRoot!.activeElement).to.equal(measure(element));
    expect(save(element).disabled).to.equal(false);
  });

  it('does not start beside a run in the Lab, and says why', async () => {
    const { bench } = underWay();
    bench.giveWay();
    const element = await mount('bench-control', { bench, labBusy: true });
    expect(measure(element).disabled).to.equal(true);
    expect(words(find(element, '.state'))).to.contain('A run is going on in the Lab');
    element.labBusy = false;
    await settled(element);
    expect(words(find(element, '.state'))).to.contain('Stopped when a run in the Lab began.');
  });

  it('says what failed', async () => {
    const { bench } = underWay();
    bench.fail('The worker was lost.');
    const element = await mount('bench-control', { bench });
    expect(words(find(element, '[role=alert]'))).to.equal('The worker was lost.');
  });
});

describe('what this machine offers', () => {
  it('is an adapter with its limits in human units', async () => {
    const { bench } = underWay();
    await bench.findAdapter();
    const element = await mount('bench-machine', { bench });
    expect(words(find(element, 'section'))).to.match(
      /^WebGPU adapter vendor chip hardware largest buffermaxBufferSize256 MiB features for computing\s?shader-f16 All other features and limits other features\s?texture-compression-bc maxBindGroups4$/,
    );
  });

  it('is no adapter, in words', async () => {
    const { bench } = underWay(null);
    const element = await mount('bench-machine', { bench });
    expect(words(find(element, 'section'))).to.contain('Asking the browser …');
    await bench.findAdapter();
    await settled(element);
    expect(words(find(element, 'section'))).to.match(/No WebGPU (adapter|in this browser)/);
  });

  it('is the engine of the session, once it is open', async () => {
    const { bench } = underWay();
    const element = await mount('bench-machine', { bench });
    element.engine = {
      engine: 'wasm',
      reason: 'no WebGPU adapter',
      adapter: '',
      software: false,
      library: 'Our WASM',
      threads: 1,
      selfTest: { mlp: 3e-7 },
    };
    await settled(element);
    expect(words(findAll(element, 'section')[1]!)).to.equal('Engine of this session WASM · no WebGPU adapter Our WASM self-test mlp3e−7');
  });
});
