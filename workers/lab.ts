/** Entry of the lab worker: runs experiments. */
import { expose } from 'comlink';
import { loadDataset } from '../datasets/registry.ts';
import { createTrainer } from '../src/engine/open.ts';
import { installTrustedTypes } from '../src/trusted-types.ts';
import { LabSession } from '../src/services/lab/session.ts';
import { appVersion } from '../src/version.ts';
import { serveLab } from '../src/services/lab/lab-service.ts';
import { watchPressure } from './watch-pressure.ts';

// This worker starts further workers.
installTrustedTypes();

const session = new LabSession({
  createTrainer,
  loadDataset,
  machine: { userAgent: navigator.userAgent, cores: navigator.hardwareConcurrency },
  app: appVersion,
  pressure: watchPressure(),
});

expose(serveLab(session));
