/** Entry of the worker that judges a model by its predictions. */
import './alive.ts';
import { expose } from 'comlink';
import { predictionsService } from '../src/services/data/predictions-service.ts';

expose(predictionsService);
