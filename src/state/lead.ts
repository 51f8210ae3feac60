/** How long repairs take, said before a run or after it: what is concluded from a finished one follows at once, and nothing is trained again. */
import { withLead } from '../record/build.ts';
import type { Lead } from '../spec/lead/schema.ts';
import { keepRun, type Lab } from './kept.ts';
import type { LabStore } from './lab-store.ts';

/** The experiment with that lead, or without one. The kept run takes the place of the one before. */
export async function setLead(lab: LabStore, lead: Lead | undefined): Promise<void> {
  const { lead: _, ...spec } = lab.spec;
  lab.setSpec({ ...spec, ...(lead && { lead }) });
  const { run } = lab;
  const { record } = run;
  // A refused lead changed nothing.
  if (!record || run.busy || lab.stale || JSON.stringify(lab.spec.lead) !== JSON.stringify(lead)) return;
  run.record = withLead(record, lead);
  lab.told();
  await keepRun(lab as Lab, run.record, run, record.runId);
}
