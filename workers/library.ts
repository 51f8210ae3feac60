/** Entry of the library worker: runs that outlive their tab. */
import './alive.ts';
import { expose } from 'comlink';
import { createLibrary } from '../src/services/library/library-service.ts';
import { LibraryDb } from '../src/store/library-db.ts';

/** Every tab hears when one has changed what is kept. */
const others = new BroadcastChannel('drift-lab-library');

/** Of this file, in a variable: the bundler would take an address made from it at once for one of its own files. */
const here = import.meta.url;

expose(
  createLibrary({
    store: new LibraryDb(),
    now: () => new Date(),
    estimate: () => navigator.storage.estimate(),
    async fetchFile(path) {
      const answer = await fetch(new URL(`../gallery/${path}`, here));
      if (!answer.ok) throw new Error(`There is no gallery here (${answer.status}).`);
      return new Uint8Array(await answer.arrayBuffer());
    },
    async locks() {
      const { held = [] } = await navigator.locks.query();
      return new Set(held.flatMap(({ name }) => name ?? []));
    },
    tell: () => others.postMessage('changed'),
  }),
);
