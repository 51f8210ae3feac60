/** Puts a session behind the messages of the lab worker: events are batched, so that the page is not flooded. */
import type { Emit, RunEvent } from '../../contracts/events.ts';
import type { LabService } from '../../contracts/services.ts';
import { portionsOf } from '../../telemetry-portions.ts';
import type { LabSession } from './session.ts';

/** Shortest time between two batches of events, in ms. */
const BATCH_MS = 100;

/** The lab worker's commands on that session. */
export function serveLab(session: LabSession): LabService {
  return {
    run: (spec, telemetry, options) => batched(telemetry, (emit) => session.run(spec, emit, options)),
    openEngine: (request) => session.openEngine(request),
    repairedModel: (...of) => session.repairedModel(...of),
    drive: (command) => session.drive(command),
  };
}

/** Does the work and sends what it tells, in batches; the last of them when it has ended. */
async function batched(telemetry: MessagePort, work: (emit: Emit) => Promise<void>): Promise<void> {
  let waiting: RunEvent[] = [];
  let sentAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = () => {
    for (const portion of portionsOf(waiting)) telemetry.postMessage(portion);
    waiting = [];
    sentAt = performance.now();
    clearTimeout(timer);
    timer = undefined;
  };
  await work((event) => {
    waiting.push(event);
    if (performance.now() - sentAt >= BATCH_MS) send();
    // What was told last is sent as well when nothing follows for a while.
    else timer ??= setTimeout(send, BATCH_MS);
  });
  send();
}
