/** Entry of the library worker: runs that outlive their tab. */
import { expose } from 'comlink';
import { createLibrary } from '../src/services/library/library-service.ts';
import { LibraryDb } from '../src/store/library-db.ts';

/** Every tab hears when one has changed what is kept. */
const others = new BroadcastChannel('drift-lab-library');

expose(
  createLibrary({
    store: new LibraryDb(),
    now: () => new Date(),
    estimate: () => navigator.storage.estimate(),
    tell: () => others.postMessage('changed'),
  }),
);
