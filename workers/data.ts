/** Entry of the data worker: files, downloads and previews; TensorFlow.js only for models that our own plan does not know. */
import './alive.ts';
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
    importGraph: async (...of) => (await import('../src/engine/tfjs/graph-import.ts')).importGraph(...of),
    saveLayersModel: async (...of) => (await import('../src/engine/tfjs/save-model.ts')).saveLayersModel(...of),
    downloads,
    isDownloaded: async (entry) => (await store()).isDownloaded(entry),
    fetchDownload: async (entry, options) => (await store()).fetchDownload(entry, options),
    removeDownload: async (entry) => (await store()).removeDownload(entry),
  }),
);
