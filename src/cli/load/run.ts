/** Uses the built app in a real browser for long, and at its limits, and tells what it holds afterwards. */
import { availableParallelism } from 'node:os';
import { ensureBuilt } from '../built-app.ts';
import { CliError } from '../cli-error.ts';
import { openStage } from '../faults/stage.ts';
import { openHere, type Place } from '../place.ts';
import { loadParts } from './parts/registry.ts';
import type { LoadPart, LoadReport, LoadRow } from './types.ts';

export interface LoadOptions {
  /** The id of one part; all without. */
  readonly only?: string | undefined;
  /** Of the whole counts, above 0 and up to 1. */
  readonly share: number;
}

/** @throws CliError where there is no such part, or the app cannot be built or opened */
export async function benchLoad({ only, share }: LoadOptions, say: (what: string) => void): Promise<LoadReport> {
  const chosen = loadParts.filter(({ id }) => only === undefined || id === only);
  if (!chosen.length) throw new CliError(`There is no part "${only}" of the load. Choose: ${loadParts.map(({ id }) => id).join(', ')}.`);
  await ensureBuilt(say);
  const place = await openHere();
  try {
    const rows: LoadRow[] = [];
    for (const part of chosen) rows.push(await carryOut(part, place, share, say));
    return { rows, share, browser: place.browser.version(), cores: availableParallelism() };
  } finally {
    await place.close();
  }
}

/** In a profile of its own. What ends it early is told as its fault. */
async function carryOut(part: LoadPart, place: Place, share: number, say: (what: string) => void): Promise<LoadRow> {
  const { id, title } = part;
  say(id);
  const started = performance.now();
  const context = await place.browser.newContext({ serviceWorkers: 'block' });
  const seconds = () => (performance.now() - started) / 1000;
  try {
    const count = (whole: number, fewest = 1) => Math.max(fewest, Math.round(whole * share));
    const outcome = await part.carryOut({ stage: await openStage(place, context), count, say: (what) => say(`${id}: ${what}`) });
    return { id, title, seconds: seconds(), ...outcome };
  } catch (error) {
    const fault = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return { id, title, seconds: seconds(), times: 0, figures: [], faults: [`It could not be carried through: ${fault}`] };
  } finally {
    await context.close();
  }
}
