/** Puts a session behind the messages of the lab worker: events are batched, so that the page is not flooded. */
import type { LabService } from '../../contracts/services.ts';
import type { LabSession } from './session.ts';

/** Shortest time between two batches of events, in ms. */
const BATCH_MS = 100;

/** The lab worker's commands on that session. */
export function serveLab(session: LabSession): LabService {
  return {
    run: (spec, telemetry, own, earlier, brief) => batched(telemetry, (emit) => session.run(spec, emit, own, earlier, brief)),
    runStream: (spec, telemetry, own) => batched(telemetry, (emit) => session.runStream(spec, emit, own)),
    openEngine: (request) => session.openEngine(request),
    command: (command) => session.command(command),
    step: () => session.step(),
    jump: (batch) => session.jump(batch),
    setSpeed: (batchesPerSecond) => session.setSpeed(batchesPerSecond),
    pause: () => session.pause(),
    resume: () => session.resume(),
    stop: () => session.stop(),
    markHidden: () => session.markHidden(),
  };
}

/** Does the work and sends what it tells, in batches; the last of them when it has ended. */
async function batched<Event>(telemetry: MessagePort, work: (emit: (event: Event) => void) => Promise<void>): Promise<void> {
  let waiting: Event[] = [];
  let sentAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = () => {
    if (waiting.length) telemetry.postMessage(waiting);
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
