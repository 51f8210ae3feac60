/** Entry of an analysis worker: diagnoses and sums up what others trained. */
import './alive.ts';
import { expose } from 'comlink';
import { analyses } from '../src/experiment/analyses.ts';
import { inThisThread } from '../src/services/lab/analyst.ts';

expose(inThisThread(analyses));
