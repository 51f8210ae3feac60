/** Entry of the lab worker: the only place that loads TensorFlow.js. */
import { expose } from 'comlink';
import { loadDataset } from '../datasets/registry.ts';
import { createTrainer } from '../src/engine/open.ts';
import { LabSession } from '../src/experiment/session.ts';
import { appVersion } from '../src/version.ts';
import { serveLab } from '../src/experiment/lab-service.ts';

const session = new LabSession({
  createTrainer,
  loadDataset,
  machine: { userAgent: navigator.userAgent, cores: navigator.hardwareConcurrency },
  app: appVersion,
});

expose(serveLab(session));
