import { expect } from 'chai';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import type { LabStore } from '../../src/state/lab-store.ts';
import type { Page } from '../../src/ui/pages/page.ts';
import type { Told } from '../../src/ui/run-voice.ts';
import { experimentName, stateName, titleOf } from '../../src/ui/tab-title.ts';

const told = (phase: Told['phase'], done?: number): Told => ({
  phase,
  progress: done === undefined ? undefined : { done, total: 50 },
  message: undefined,
});

describe('the title of the tab', () => {
  it('says a ready experiment by its name, of either kind and with any root seed', () => {
    const { spec } = presets.negative;
    expect(experimentName({ ...spec, seeds: { ...spec.seeds, root: 5 } })).to.equal('New camera');
    expect(experimentName(presets.negative.spec)).to.equal(presets.negative.title);
    expect(experimentName(streamPresets.camera.spec)).to.equal(streamPresets.camera.title);
  });

  it('says any other by data and drift, and files by their name', () => {
    const { spec } = presets.sensors;
    const twice = { ...spec, drift: [globalDrift('gain-offset', 1), globalDrift('gaussian-noise', 2)] };
    const named = experimentName(twice, (id) => `<${id}>`);
    expect(named).to.match(/^Pump telemetry.*, <gain-offset>, <gaussian-noise>$/i);
    const own = { ...twice, data: { ...spec.data, id: 'own', params: { name: 'pumps.csv', label: 'y', sha256: 'a'.repeat(64) } } };
    expect(experimentName(own as typeof spec)).to.match(/^pumps\.csv, /);
  });

  it('says how a run stands', () => {
    expect([told('idle'), told('finished', 50), told('stopped', 3), told('failed')].map(stateName)).to.deep.equal(['', '', '', '']);
    expect([told('preparing'), told('running'), told('running', 20), told('paused', 20)].map(stateName)).to.deep.equal([
      ...['running', 'running 0 %', 'running 40 %', 'paused at 40 %'],
    ]);
  });

  it('puts it together: what runs first, what came of it last, and nothing of a run of another experiment', () => {
    const experiment = { spec: presets.negative.spec, stale: false, data: { drifts: [], driftOf: () => undefined } };
    let run = { run: told('idle'), conclusion: '' };
    const page = { kind: 'compare', title: () => 'Lab', experiment: () => experiment, run: () => run } as unknown as Page;
    const title = () => titleOf(page, {} as LabStore);
    expect(title()).to.equal('New camera · Drift Lab');
    run = { run: told('running', 20), conclusion: '' };
    expect(title()).to.equal('running 40 % · New camera · Drift Lab');
    run = { run: told('finished', 50), conclusion: 'The evidence favours tuning the head' };
    expect(title()).to.equal('New camera: The evidence favours tuning the head · Drift Lab');
    experiment.stale = true;
    expect(title()).to.equal('New camera · Drift Lab');
    expect(titleOf({ title: () => 'Bench' } as Page, {} as LabStore)).to.equal('Bench · Drift Lab');
  });
});
