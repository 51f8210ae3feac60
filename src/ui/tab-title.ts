/** What the tab is called: the experiment, and how it stands, so that one finds it again among others. */
import { msg, str, translated } from '../words/msg.ts';
import type { ExperimentStore } from '../state/experiment-store.ts';
import type { LabStore } from '../state/lab-store.ts';
import { builtIns, downloadTitles } from '../state/catalogue.ts';
import type { AnySpec } from '../spec/schema.ts';
import { allPresets } from '../spec/kinds/registry.ts';
import { canonicalJson } from '../spec/canonical.ts';
import type { Page } from './pages/page.ts';
import type { Told } from './run-voice.ts';

const APP = 'Drift Lab';

/** Data as a person knows them: what is built in, a download, or the name of a file. */
function dataName({ data }: AnySpec): string {
  const file: unknown = 'name' in data.params ? data.params['name'] : undefined;
  const known = [...builtIns, ...downloadTitles].find(({ id }) => id === data.id)?.title;
  return known ?? (typeof file === 'string' ? file : data.id);
}

/** Whatever the seeds are drawn from. */
const textOf = ({ seeds, ...spec }: AnySpec): string => canonicalJson({ ...spec, seeds: { ...seeds, root: 0 } });

/** The name of the ready experiment that this one is, on any root seed; else its data and drifts. */
export function experimentName(spec: AnySpec, drift: (id: string) => string = (id) => id): string {
  const text = textOf(spec);
  const preset = allPresets.find((each) => textOf(each.spec) === text);
  return (preset && translated(preset.title)) ?? [dataName(spec), ...spec.drift.map(({ id }) => drift(id))].join(', ');
}

/** How a run stands, before its name: a narrow tab shows little more. */
export function stateName({ phase, progress }: Told): string {
  if (phase === 'preparing') return msg('running');
  if (phase !== 'running' && phase !== 'paused') return '';
  const share = progress ? Math.floor((100 * progress.done) / Math.max(1, progress.total)) : 0;
  return phase === 'paused' ? msg(str`paused at ${share} %`) : msg(str`running ${share} %`);
}

let named: { readonly spec: AnySpec; readonly drifts: unknown; readonly name: string } | undefined;

/** It is compared with every preset: once for each experiment, and again when the drifts' names are here. */
function nameOf({ spec, data }: ExperimentStore): string {
  const { drifts } = data;
  if (named?.spec !== spec || named.drifts !== drifts)
    named = { spec, drifts, name: experimentName(spec, (id) => data.driftOf(id)?.title ?? id) };
  return named.name;
}

/** @param page the one that is shown */
export function titleOf(page: Page, store: LabStore): string {
  if (!page.kind) return `${page.title()} · ${APP}`;
  const experiment = page.experiment(store);
  const followed = page.run(store);
  const state = followed ? stateName(followed.run) : '';
  const conclusion = followed && !state && !experiment.stale ? followed.conclusion : '';
  return `${[state, nameOf(experiment)].filter(Boolean).join(' · ')}${conclusion && `: ${conclusion}`} · ${APP}`;
}
