import { expect } from 'chai';
import { downloads } from '../../../datasets/downloads/registry.ts';
import { loadDataset } from '../../../datasets/registry.ts';
import { DataError } from '../../../src/data/errors.ts';
import type { DataServiceParts } from '../../../src/services/data/data-service.ts';
import type { Spec } from '../../../src/spec/schema.ts';
import { silent, dataService, shown, refused, spec } from './service-here.ts';

describe('a download', () => {
  const [entry] = downloads;

  it('tells its size, its licence and the hosts it comes from before a byte is fetched', async () => {
    const facts = await dataService({ isDownloaded: async ({ id }) => id === 'mnist' }).downloads();
    expect(facts.map(({ id, stored }) => [id, stored])).to.deep.include.members([
      ['mnist', true],
      ['fashion-mnist', false],
    ]);
    for (const { hosts, bytes, card } of facts) {
      expect(new Set(hosts).size).to.equal(hosts.length);
      expect(hosts.length).to.be.above(0);
      expect(bytes).to.be.above(1e6);
      expect(card.licence).not.to.equal('');
    }
    expect(structuredClone(facts)).to.deep.equal(facts);
  });

  it('is fetched with its progress, opened and described as data to experiment on', async () => {
    const fetched: string[] = [];
    const seen: [number, number][] = [];
    const digits = await loadDataset('digits', 200, 1, {});
    const service = dataService({
      loadDataset: async (id) => ({ ...digits, id, title: 'MNIST' }),
      fetchDownload: async ({ id }, { onProgress }) => {
        fetched.push(id);
        onProgress?.(5, 11);
      },
    });
    const answer = await service.useDownload(entry!.id, (done, total) => seen.push([done, total]));
    if ('refusal' in answer) throw new Error(answer.refusal.text);
    expect([fetched, seen]).to.deep.equal([[entry!.id], [[5, 11]]]);
    expect(answer.own.spec).to.deep.include({ id: entry!.id, params: {} });
    expect(answer.own.facts).to.deep.include({ title: 'MNIST', maxRows: 200 });
    expect(answer.own.fits).to.include('contrast');
    expect(service.ownDataset()).to.equal(undefined);
  });

  it('that cannot be fetched is refused with its name and what to do', async () => {
    const fetchDownload = () => Promise.reject(new DataError('a.gz could not be downloaded (503)', { remedy: 'Try later.' }));
    expect(await refused(dataService({ fetchDownload }).useDownload(entry!.id, silent))).to.deep.equal({
      text: `${entry!.title}: a.gz could not be downloaded (503). Try later.`,
      issues: [],
    });
  });

  it('is given up when that is wished, and the next one is not', async () => {
    const fetchDownload: DataServiceParts['fetchDownload'] = (_, { signal }) =>
      new Promise((_resolve, reject) => signal!.addEventListener('abort', () => reject(signal!.reason as Error)));
    const service = dataService({ fetchDownload });
    const first = service.useDownload(entry!.id, silent);
    const second = service.useDownload(entry!.id, silent);
    expect((await refused(first)).text).to.equal(`Reading ${entry!.title} was cancelled.`);
    service.cancelRead();
    expect((await refused(second)).text).to.match(/was cancelled/);
  });

  it('is loaded anew after it was removed', async () => {
    const loads: string[] = [];
    const removed: string[] = [];
    const service = dataService({
      loadDataset: (id, ...rest) => (loads.push(id), loadDataset('digits', ...rest)),
      removeDownload: async ({ id }) => void removed.push(id),
    });
    const onDownload: Spec = { ...spec, data: { id: entry!.id, params: {}, split: spec.data.split } };
    await shown(service, onDownload);
    await service.removeDownload(entry!.id);
    await shown(service, onDownload);
    expect([removed, loads]).to.deep.equal([[entry!.id], [entry!.id, entry!.id]]);
  });
});
