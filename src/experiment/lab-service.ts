/** Puts a session behind the messages of the lab worker: events are batched, so that the page is not flooded. */
import type { Spec } from '../spec/schema.ts';
import type { RunEvent } from './events.ts';
import type { LabService, Own } from './protocol.ts';
import type { LabSession } from './session.ts';

/** Shortest time between two batches of events, in ms. */
const BATCH_MS = 100;

/** The lab worker's commands on that session. */
export function serveLab(session: LabSession): LabService {
  return {
    async run(spec: Spec, telemetry: MessagePort, own?: Own) {
      let waiting: RunEvent[] = [];
      let sentAt = -Infinity;
      const send = () => {
        if (waiting.length) telemetry.postMessage(waiting);
        waiting = [];
        sentAt = performance.now();
      };
      await session.run(
        spec,
        (event) => {
          waiting.push(event);
          if (performance.now() - sentAt >= BATCH_MS) send();
        },
        own,
      );
      send();
    },
    openEngine: (request) => session.openEngine(request),
    pause: () => session.pause(),
    resume: () => session.resume(),
    stop: () => session.stop(),
    markHidden: () => session.markHidden(),
  };
}
