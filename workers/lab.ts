/** Entry of the lab worker: runs experiments. */
import './alive.ts';
import { expose } from 'comlink';
import { loadDataset } from '../datasets/registry.ts';
import { createTrainer } from '../src/engine/open.ts';
import { installTrustedTypes } from '../src/trusted-types.ts';
import { LabSession } from '../src/services/lab/session.ts';
import { timerStep } from '../src/services/lab/timer-step.ts';
import { appCommit, appVersion } from '../src/version.ts';
import { openAnalyst, type AnalysisService } from '../src/services/lab/analyst.ts';
import { watchedWorker } from '../src/watched-worker.ts';
import { serveLab } from '../src/services/lab/lab-service.ts';
import { watchPressure } from './watch-pressure.ts';

// This worker starts further workers.
installTrustedTypes();

/** More than these bring little for the few seconds of one run. */
const MOST_ANALYSTS = 4;
const cores = navigator.hardwareConcurrency;
const startAnalyst = () =>
  watchedWorker<AnalysisService>(
    (name) => new Worker(new URL('./analysis.ts', import.meta.url), { type: 'module', name }),
    // Whoever asked it is told.
    () => undefined,
  ).service as unknown as AnalysisService;

const session = new LabSession({
  createTrainer,
  loadDataset,
  machine: {
    ...{ userAgent: navigator.userAgent, cores, timerStepMs: timerStep(), isolated: self.crossOriginIsolated },
    ...(appCommit !== undefined && { commit: appCommit }),
    // Of few browsers so far.
    ...('cpuPerformance' in navigator && { cpuPerformance: Number(navigator.cpuPerformance) }),
  },
  app: appVersion,
  pressure: watchPressure(),
  analyst: openAnalyst({ count: Math.min(MOST_ANALYSTS, cores), start: startAnalyst }),
});

expose(serveLab(session));
