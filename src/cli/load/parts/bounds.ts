/** Experiments at every limit of the schema: each begins to run, or is refused beforehand with a number, and the page answers meanwhile. */
import type { Page } from 'playwright-core';
import { allPresets } from '../../../spec/kinds/registry.ts';
import type { AnySpec } from '../../../spec/schema.ts';
import { schemaDocument } from '../../schema/document.ts';
import type { JsonSchema } from '../../schema/entry-schema.ts';
import type { App } from '../experiments.ts';
import { figure } from '../goals.ts';
import { atLimit, limitsOf, nameOf } from '../limits.ts';
import type { LoadPart } from '../types.ts';
import { watchStage } from '../watch.ts';

/** What has neither begun nor been refused by then is a fault, ms. */
const PATIENCE_MS = 30_000;
/** Of tasks that froze the page, those are named. */
const NAMED_MS = 100;

export const bounds: LoadPart = {
  id: 'bounds',
  title: 'experiments, each at a limit of the schema',
  async carryOut({ stage, count, say }) {
    const watch = await watchStage(stage);
    await stage.open();
    const all = casesOf();
    const times = count(all.length);
    const faults: string[] = [];
    let refused = 0;
    let longest = await watch.longestTask();
    longest = { ...longest, ...figure(longest, 0) };
    for (let at = 0; at < times; at++) {
      // Evenly from all of them.
      const { name, spec } = all[Math.floor((at * all.length) / times)]!;
      say(`${at} of ${times}, ${name}`);
      const { outcome, text } = await tried(stage.page, spec);
      if (outcome === 'refused') refused++;
      if (outcome === 'refused' && !/\d/.test(text)) faults.push(`${name}: refused without a number: ${text}`);
      if (outcome === 'neither') faults.push(`${name}: ${text}`);
      const task = await watch.longestTask();
      if (task.value! > NAMED_MS) faults.push(`${name}: a task of ${task.value!.toFixed(0)} ms`);
      if (task.value! > longest.value!) longest = task;
    }
    return { times, faults, figures: [figure({ title: 'refused beforehand', unit: '' }, refused), longest] };
  },
};

/** Every preset at every limit of its numbers; what is the same experiment of a kind is tried once. */
function casesOf(): { readonly name: string; readonly spec: AnySpec }[] {
  const document = schemaDocument();
  const cases = new Map<string, { readonly name: string; readonly spec: AnySpec }>();
  for (const { id, spec } of allPresets) {
    const schema = (document['definitions'] as Record<string, JsonSchema>)[spec.kind]!;
    for (const limit of limitsOf(spec, schema, document)) {
      const key = `${spec.kind} ${nameOf(limit)}`;
      if (!cases.has(key)) cases.set(key, { name: `${id}, ${nameOf(limit)}`, spec: atLimit(spec as AnySpec, limit) });
    }
  }
  return [...cases.values()];
}

/** Sets that experiment, and runs it until it has begun. */
function tried(page: Page, spec: AnySpec): Promise<{ readonly outcome: 'refused' | 'runs' | 'neither'; readonly text: string }> {
  return page.evaluate(
    async ({ asked, patience }) => {
      const lab = document.querySelector<App>('drift-lab')!.store.storeOf(asked);
      const until = performance.now() + patience;
      const when = async (is: () => boolean) => {
        while (!is() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
        return is();
      };
      lab.setSpec(asked);
      if (lab.notice) return { outcome: 'refused' as const, text: lab.notice };
      if (!(await when(() => !lab.data.asking))) return { outcome: 'neither' as const, text: 'nothing was said of it' };
      if (lab.data.refusal) return { outcome: 'refused' as const, text: lab.data.refusal.text };
      const ended = lab.carryOut(asked);
      const begun = await when(() => lab.run.phase !== 'preparing' && lab.run.phase !== 'idle');
      const { phase, message = '' } = lab.run;
      lab.stop();
      await ended;
      return begun && phase !== 'failed'
        ? { outcome: 'runs' as const, text: '' }
        : { outcome: 'neither' as const, text: `${phase}: ${message}` };
    },
    { asked: spec, patience: PATIENCE_MS },
  );
}
