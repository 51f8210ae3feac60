/** Entry of the data worker: files and previews, without TensorFlow.js. */
import { expose } from 'comlink';
import { loadDataset } from '../datasets/registry.ts';
import { thumbnail } from '../datasets/thumbnail.ts';
import { createDataDesk } from '../src/experiment/data-desk.ts';

expose(createDataDesk({ loadDataset, thumbnail }));
