/** Entry of the data worker: files, downloads and previews, without TensorFlow.js. */
import { expose } from 'comlink';
import { downloads } from '../datasets/downloads/registry.ts';
import { loadDataset } from '../datasets/registry.ts';
import { thumbnail } from '../datasets/thumbnail.ts';
import { createDataService } from '../src/services/data/data-service.ts';

const store = () => import('../datasets/downloads/store.ts');

expose(
  createDataService({
    loadDataset,
    thumbnail,
    downloads,
    isDownloaded: async (entry) => (await store()).isDownloaded(entry),
    fetchDownload: async (entry, options) => (await store()).fetchDownload(entry, options),
    removeDownload: async (entry) => (await store()).removeDownload(entry),
  }),
);
