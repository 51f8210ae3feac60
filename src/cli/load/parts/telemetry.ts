/** A burst of events from the worker in a run, as its batches would bring them: the page answers, and the run comes to what it would have come to. */
import type { RunEvent } from '../../../contracts/events.ts';
import { MOST_AT_ONCE } from '../../../telemetry-portions.ts';
import { essence, experiment } from '../../faults/stage.ts';
import { carriedOut, comparison } from '../experiments.ts';
import { figure } from '../goals.ts';
import type { LoadPart } from '../types.ts';
import { watchStage } from '../watch.ts';

declare global {
  interface Window {
    /** Ports of channels that the page made, the latest last. */
    driftLabPorts?: MessagePort[];
  }
}

/** Remembers where the page hears events. Playwright sends the text: it may use nothing outside itself. */
function rememberPorts(): void {
  const ports: MessagePort[] = (window.driftLabPorts = []);
  window.MessageChannel = class extends MessageChannel {
    constructor() {
      super();
      ports.push(this.port1);
    }
  };
}

export const telemetry: LoadPart = {
  id: 'telemetry',
  title: 'events in one burst',
  async carryOut({ stage, count }) {
    const { page } = stage;
    const times = count(100_000, 100);
    const expected = await stage.undisturbed();
    const watch = await watchStage(stage);
    await stage.context.addInitScript(rememberPorts);
    await stage.open(comparison);
    // What is fetched with the first run is here before the burst.
    await carriedOut(page, comparison, 1);
    await stage.open(experiment);
    await page.evaluate(() => void window.driftLabPorts!.splice(0));
    await stage.start();
    await stage.repeats(4);
    await watch.longestTask();
    const took = await page.evaluate(
      async ({ events, atOnce }) => {
        const ports = window.driftLabPorts!;
        const event = ({ seed, step }: { seed: number; step: number }): RunEvent => ({
          type: 'base-point',
          seed,
          point: { step, examples: step, seconds: step / events, loss: 1, accuracy: { new: 0.5, old: 0.5 } },
        });
        const began = performance.now();
        for (let sent = 0; sent < events; sent += atOnce) {
          const batch = Array.from({ length: Math.min(atOnce, events - sent) }, (_, i) => event({ seed: 10_000, step: sent + i + 1 }));
          // As a message comes: a task of its own.
          await new Promise((resolve) => setTimeout(resolve));
          for (const port of ports) if (port.onmessage) port.dispatchEvent(new MessageEvent('message', { data: batch }));
        }
        const took = performance.now() - began;
        // What came of them is drawn.
        for (let frame = 0; frame < 5; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
        return took;
      },
      { events: times, atOnce: MOST_AT_ONCE },
    );
    const points = await page.evaluate(() => {
      const { baseCurves } = (document.querySelector('drift-lab') as unknown as { store: { run: { baseCurves: { raw(line: string): ReadonlyMap<number, readonly unknown[]> } } } }).store.run; // prettier-ignore
      return baseCurves.raw('base').get(10_000)?.length ?? 0;
    });
    const task = await watch.longestTask();
    const { phase, message, record } = await stage.end();
    const faults = points === times ? [] : [`The run heard ${points} of ${times} events.`];
    if (!record) faults.push(`The run ended as ${phase}: ${message}`);
    else if (essence(record) !== expected) faults.push('The run came to something else.');
    return { times, faults, figures: [figure({ title: 'heard in', unit: 'ms' }, took), task] };
  },
};
