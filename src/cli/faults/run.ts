/** Injects every fault, or some, into the built app in a real browser, and tells what came of it. */
import { CliError } from '../cli-error.ts';
import { ensureBuilt } from '../built-app.ts';
import { openHere } from '../place.ts';
import { faults } from './faults.ts';
import { openStage } from './stage.ts';
import type { Fault, FaultReport, FaultRow } from './types.ts';

/** @param only ids of some of them @throws CliError where there is no such fault, or the app cannot be built or opened */
export async function injectFaults(only: readonly string[] | undefined, say: (what: string) => void): Promise<FaultReport> {
  const unknown = only?.find((id) => !faults.some((fault) => fault.id === id));
  if (unknown !== undefined) throw new CliError(`There is no fault "${unknown}". Choose: ${faults.map(({ id }) => id).join(', ')}.`);
  const chosen = faults.filter(({ id }) => !only || only.includes(id));
  const started = performance.now();
  await ensureBuilt(say);
  const place = await openHere();
  try {
    const rows: FaultRow[] = [];
    for (const fault of chosen) {
      say(fault.title);
      rows.push(await inject(fault, place));
    }
    return { rows, browser: place.browser.version(), seconds: (performance.now() - started) / 1000 };
  } finally {
    await place.close();
  }
}

/** What could not be seen through counts as not survived. */
async function inject({ inject: act, ...fault }: Fault, place: Awaited<ReturnType<typeof openHere>>): Promise<FaultRow> {
  const { id, title, how } = fault;
  const context = await place.browser.newContext({ serviceWorkers: 'block' });
  try {
    return { id, title, how, ...(await act(await openStage(place, context))) };
  } catch (error) {
    const seen = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return { id, title, how, survived: false, recoveredMs: null, lost: 'not known', seen };
  } finally {
    await context.close();
  }
}
