import { expect } from 'chai';
import type { DataService, OwnData } from '../../../src/contracts/services.ts';
import { globalDrift, type Spec } from '../../../src/spec/schema.ts';
import { layersModel } from '../../experiment/layers-model.ts';
import { silent, dataService, shown, refused, spec, table } from './service-here.ts';

describe('files of the user’s', () => {
  const csv = (rows: number, name = 'mine.csv') =>
    new File([['a,b,y', ...Array.from({ length: rows }, (_, i) => `${i % 17},${(i * 7) % 5},${i % 2 ? 'yes' : 'no'}`)].join('\n')], name);
  async function open(service: DataService, file: File): Promise<OwnData> {
    const answer = await service.readOwn([file], [], {}, silent);
    if ('refusal' in answer) throw new Error(answer.refusal.text);
    return answer.own;
  }
  const on = ({ spec: data }: OwnData): Spec => ({ ...spec, data, labels: { budget: 20 }, drift: [globalDrift('gain-offset', 3)] });

  it('are described with a split of all their rows, and the drifts that fit', async () => {
    const own = await open(dataService(), csv(200));
    expect(Object.values(own.spec.split).reduce((a, b) => a + b, 0)).to.equal(200);
    expect(own.header).to.deep.equal(['a', 'b', 'y']);
    expect(own.fits).to.include('gain-offset').and.not.include('rotation');
  });

  it('tell what a run on them takes: twice the epochs and half the lanes twice as long; of other files nothing', async () => {
    const service = dataService();
    const own = on(await open(service, csv(200)));
    const [one, four] = [await service.cost(own, 2), await service.cost({ ...own, base: { ...own.base, epochs: 2 * own.base.epochs } }, 1)];
    const doing: Spec = { ...own, arms: [{ id: 'none' }] };
    const [alone, longer] = [
      await service.cost(doing, 2),
      await service.cost({ ...doing, base: { ...doing.base, epochs: 2 * doing.base.epochs } }, 1),
    ];
    expect(longer!.seconds).to.be.closeTo(4 * alone!.seconds, 1e-9);
    expect(one!.seconds).to.be.above(alone!.seconds);
    expect(four!.bytes).to.equal(one!.bytes);
    const elsewhere = { ...own, data: { ...own.data, params: { name: 'x', label: 'y', sha256: 'f'.repeat(64) } } } as Spec;
    expect(await service.cost(elsewhere, 2)).to.equal(undefined);
  });

  it('are refused when they are too few for a comparison', async () => {
    expect((await refused(dataService().readOwn([csv(63)], [], {}, silent))).text).to.match(
      /^mine\.csv: only 63 rows can be used, and a comparison needs 64\. Choose/,
    );
    expect((await open(dataService(), csv(64))).facts.maxRows).to.equal(64);
  });

  it('stay open when others are refused', async () => {
    const service = dataService();
    const own = await open(service, csv(200));
    await refused(service.readOwn([csv(3)], [], {}, silent));
    expect(service.ownDataset()).to.have.property('sha256', (own.spec.params as { sha256: string }).sha256);
    expect((await shown(service, on(own))).columns).to.deep.equal(['a', 'b']);
  });

  it('are shown only in the experiment that was made with them', async () => {
    const service = dataService();
    const first = await open(service, csv(200, 'first.csv'));
    await open(service, csv(300, 'second.csv'));
    expect((await refused(service.preview(on(first)))).text).to.equal(
      'The open file is not the first.csv this experiment was made with: its content differs. Open the right file on the Data card.',
    );
  });

  it('are refused in a split that asks for more rows than they have', async () => {
    const service = dataService();
    const own = await open(service, csv(200));
    const greedy = { ...on(own), data: { ...own.spec, split: { ...own.spec.split, baseTrain: 500 } } } as Spec;
    expect((await refused(service.preview(greedy))).text).to.match(/^data\.split: asks for \d+ rows, but mine\.csv has 200$/);
  });

  it('are no longer read when that is cancelled', async () => {
    const service = dataService();
    const reading = service.readOwn([csv(100_000)], [], {}, silent);
    service.cancelRead();
    expect((await refused(reading)).text).to.equal('Reading mine.csv was cancelled.');
  });
});

describe('a model of the user’s, at the data service', () => {
  it('is described layer by layer, with its head at its last dense layer', async () => {
    const answer = await dataService().readModel(layersModel([64, 6, 5, 10]));
    if ('refusal' in answer) throw new Error(answer.refusal.text);
    const { spec: choice, inputShape, classes, layers, ownKernels } = answer.model;
    expect([inputShape, classes, choice.params.name, choice.params.head]).to.deep.equal([[64], 10, 'model.json', 2]);
    expect(ownKernels).to.equal(true);
    expect(layers).to.deep.equal([
      { name: 'dense_1', kind: 'dense', parameters: 64 * 6 + 6, outputShape: [6], reads: [], begins: true },
      { name: 'dense_2', kind: 'dense', parameters: 6 * 5 + 5, outputShape: [5], reads: [0], begins: true },
      { name: 'dense_3', kind: 'dense', parameters: 5 * 10 + 10, outputShape: [10], reads: [1], begins: true },
    ]);
    expect(structuredClone(answer)).to.deep.equal(answer);
  });

  it('is handed out with its head where it is wanted, and is the same model then', async () => {
    const service = dataService();
    await service.readModel(layersModel([64, 6, 5, 10]));
    const [last, middle] = [await service.ownModel(2), await service.ownModel(1)];
    expect([last!.head, middle!.head]).to.deep.equal([2, 1]);
    expect(middle!.sha256).to.equal(last!.sha256);
    expect(middle!.model.blocks.at(-1)!.layers).to.have.length(2);
    expect(await service.ownModel(9)).to.equal(undefined);
  });

  it('is another one with other weights or layers', async () => {
    const hash = async (widths: readonly number[], seed?: number) => {
      const answer = await dataService().readModel(layersModel(widths, seed));
      return 'model' in answer && answer.model.spec.params.sha256;
    };
    expect(await hash([4, 2])).to.equal(await hash([4, 2]));
    expect(await hash([4, 2], 2)).not.to.equal(await hash([4, 2]));
    expect(await hash([4, 2, 2])).not.to.equal(await hash([4, 2]));
  });

  it('is the one that a preview checks, and stays open when other files are refused', async () => {
    const service = dataService();
    const answer = await service.readModel(layersModel([64, 6, 10]));
    if ('refusal' in answer) throw new Error(answer.refusal.text);
    const onModel: Spec = { ...spec, model: answer.model.spec };
    expect((await refused(dataService().preview(onModel))).text).to.match(/the model model\.json is not open here/);
    expect((await shown(service, onModel)).classes).to.have.length(10);
    expect((await refused(service.readModel([new File(['{'], 'broken.json')]))).text).to.match(/^broken\.json: broken\.json is not JSON/);
    expect((await shown(service, onModel)).classes).to.have.length(10);
    expect((await refused(service.preview({ ...onModel, ...table, model: answer.model.spec }))).text).to.match(
      /takes inputs of 64 numbers/,
    );
  });

  it('is not there before one is read', async () => {
    expect(await dataService().ownModel(0)).to.equal(undefined);
  });
});
