import { expect } from 'chai';
import type { AnyRecord } from '../../../src/contracts/record.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../src/spec/schema.ts';
import type { BandChart } from '../../../src/ui/charts/band-chart.ts';
import '../../../src/ui/compare/race-stage.ts';
import '../../../src/ui/compare/race-target.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';
import { runOf, type ArmOfRun } from '../run-of.ts';

const of = (...ids: string[]): Spec => ({ ...presets.quick.spec, arms: ids.map((id) => ({ id })) });
const none: ArmOfRun = { accuracy: 0.5, labels: 0 };

/** The headline of a run of these arms, whose times are long enough to compare. */
async function target(arms: Readonly<Record<string, ArmOfRun>>, axis: 'seconds' | 'steps' | 'energy' = 'seconds', seeds = 3) {
  const { store } = fakeStore(of(...Object.keys(arms)));
  store.run = runOf(store.spec, arms, seeds);
  const element = await mount('race-target', { store, axis });
  const below = await mount('race-target', { store, axis, figures: true });
  return { headline: words(find(element, 'p')), items: findAll(below, 'li').map(words), store, element, below };
}

describe('the headline of the race', () => {
  // Straight lines from 0.5: the target of 0.88 is crossed at 95 % of 100 and of 800 steps, that is 8 times as late.
  const race = { none, 'head-only': { accuracy: 0.9, steps: 100 }, 'retrain-all': { accuracy: 0.9, steps: 800 } };

  it('says how much sooner the soonest comes near the best than full retraining', async () => {
    const { headline, items } = await target(race);
    expect(headline).to.equal(
      'tuning the head reaches 95 % of the reachable accuracy 8.0× (8.0–8.0×) sooner than starting over on all data.',
    );
    expect(items.map((item) => item.replace(/ \(.*/, ''))).to.deep.equal(['tune the head 960 ms', 'start over on all data 7.7 s']);
  });

  it('counts in steps without a factor, and in energy by the watts of the machine', async () => {
    expect((await target(race, 'steps')).headline).to.equal(
      'tuning the head reaches 95 % of the reachable accuracy after 95 steps, starting over on all data after 760 steps.',
    );
    const { headline, items } = await target(race, 'energy');
    expect(headline).to.equal(
      'tuning the head reaches 95 % of the reachable accuracy for 8.0× (8.0–8.0×) less energy than starting over on all data, by the proxy.',
    );
    expect(items[0]).to.match(/^tune the head [\d.]+ J \(/);
  });

  it('says plainly what does not reach it', async () => {
    const { headline, items, below } = await target({
      ...race,
      'full-fine-tune': { accuracy: 0.9, steps: 300 },
      'retrain-all': { accuracy: 0.7, steps: 800 },
      'retrain-new': { accuracy: 0.6, steps: 800 },
    });
    expect(headline).to.equal(
      'tuning the head reaches 95 % of the reachable accuracy 3.0× (3.0–3.0×) sooner than tuning everything; starting over on all data does not reach it.',
    );
    expect(items).to.have.length(2);
    expect(words(find(below, '.never'))).to.equal('stay below 88.0 %: start over on all data, start over on new data');
    expect(
      (await target({ none, 'head-only': { accuracy: 0.9, steps: 100 }, 'retrain-all': { accuracy: 0.7, steps: 10 } })).headline,
    ).to.match(/^only tuning the head reaches 95 % of the reachable accuracy, after 9\d\d ms\.$/);
  });

  it('gives no factor against a repair that takes no step', async () => {
    const { headline } = await target({ none, adabn: { accuracy: 0.9, labels: 0 }, 'retrain-all': { accuracy: 0.9, steps: 800 } }, 'steps');
    expect(headline).to.equal(
      'renewing batch statistics reaches 95 % of the reachable accuracy without a step, starting over on all data after 760 steps.',
    );
  });

  it('counts work where times are too short to rank by', async () => {
    const { store, element, below } = await target(race);
    const { summary } = store;
    store.run.apply({ type: 'concluded', derived: { summary: { ...summary, timesComparable: false }, verdict: {} } } as never);
    store.dispatchEvent(new Event('change'));
    await settled(element);
    expect(words(find(element, 'p'))).to.equal(
      'tuning the head reaches 95 % of the reachable accuracy with 8.0× (8.0–8.0×) less work than starting over on all data.',
    );
    await settled(below);
    expect(words(find(below, 'p'))).to.contain('work is counted, trials included');
    expect(findAll(below, 'li').map(words)[0]).to.match(/^tune the head 95 MFLOP/);
  });

  it('waits for every repair of a seed, and says so when nothing is gained', async () => {
    const { store } = fakeStore(of('none', 'head-only', 'retrain-all'));
    store.run = runOf(store.spec, { none, 'head-only': { accuracy: 0.9, steps: 100 } });
    expect(words(find(await mount('race-target', { store }), 'p'))).to.equal('Which repair recovers first?');
    const { element, store: over } = await target({ none, 'head-only': { accuracy: 0.4, steps: 100 } });
    over.run.apply({ type: 'stopped', kept: 6 });
    over.dispatchEvent(new Event('change'));
    await settled(element);
    expect(words(find(element, 'p'))).to.equal('No repair is better on the new world than doing nothing, so there is no target to reach.');
  });
});

describe('the vertical axis of the race', () => {
  it('begins at zero until somebody asks for where models are good, says so then, and keeps that for the next run', async () => {
    const { store, touch } = fakeStore(of('none', 'head-only', 'retrain-all'));
    const run = (worst: number) =>
      runOf(store.spec, { none, 'head-only': { accuracy: worst, steps: 100 }, 'retrain-all': { accuracy: 0.95, steps: 800 } });
    store.run = run(0.85);
    const element = await mount('race-stage', { store });
    const chart = find<BandChart>(element, 'band-chart');
    const zoom = find<HTMLButtonElement>(element, '.zoom');
    const seen = () => [zoom.getAttribute('aria-pressed'), chart.yFrom, chart.yTo, chart.yNote];
    expect(seen()).to.deep.equal(['false', 0, 1, '']);
    zoom.click();
    await settled(element);
    expect(seen()).to.deep.equal(['true', 0.8, 1, 'from 80 %, not from 0']);
    expect(chart.label).to.contain('from 80 %, not from 0');
    store.run = run(0.65);
    touch();
    await settled(element);
    expect(seen()).to.deep.equal(['true', 0.6, 1, 'from 60 %, not from 0']);
    zoom.click();
    await settled(element);
    expect(seen()).to.deep.equal(['false', 0, 1, '']);
  });
});

describe('the stage of the race', () => {
  const button = (element: HTMLElement, name: string) =>
    findAll<HTMLButtonElement>(element, 'button').find((each) => words(each) === name)!;
  const lines = (element: HTMLElement) => find<BandChart>(element, 'band-chart').data.lines;

  it('draws bands around a few lines, and none around many', async () => {
    const { store, touch } = fakeStore(of('none', 'head-only'));
    const measured = (accuracy: number) => ({ accuracy, steps: 100 });
    store.run = runOf(store.spec, { none, 'head-only': measured(0.9) });
    const element = await mount('race-stage', { store });
    const spread = () => lines(element).some(({ lo, hi }) => lo.some((value, i) => value < hi[i]!));
    expect(spread()).to.equal(true);
    const many = ['none', 'head-only', 'first-block', 'middle-block', 'bias-only', 'full-fine-tune', 'lp-ft', 'replay', 'ewc'];
    store.run = runOf(of(...many), Object.fromEntries(many.map((id, i) => [id, id === 'none' ? none : measured(0.6 + i / 50)])));
    touch();
    await settled(element);
    expect(lines(element)).to.have.length(9);
    expect(spread()).to.equal(false);
    expect(words(find(element, '.caption'))).to.contain('no bands');
  });

  it('draws the run that this one replicates behind it, until that is hidden, and not behind another experiment', async () => {
    const { store, touch } = fakeStore(of('none', 'head-only'));
    const with_ = (accuracy: number) => runOf(store.spec, { none, 'head-only': { accuracy, steps: 100 } });
    store.run = with_(0.9);
    const original = { specId: 'any' } as unknown as AnyRecord;
    store.replicates = { original, ghost: with_(0.7) };
    const element = await mount('race-stage', { store });
    const ghosts = () => (find<BandChart>(element, 'band-chart').data.ghosts ?? []).map(({ title, mean }) => [title, Number(mean.findLast((value) => !Number.isNaN(value))?.toFixed(6))]); // prettier-ignore
    for (const axis of ['steps', 'time', 'energy proxy']) {
      button(element, axis).click();
      await settled(element);
      expect(ghosts(), axis).to.deep.include(['tune the head, original', 0.7]);
      expect(
        lines(element).map(({ title }) => title),
        axis,
      ).to.deep.equal(['no repair', 'tune the head']);
    }
    expect(words(find(element, '.caption'))).to.contain('Thin and pale: the run that this one replicates.');
    button(element, 'Hide the original').click();
    await settled(element);
    expect(ghosts()).to.deep.equal([]);
    expect(words(find(element, '.caption'))).to.not.contain('Thin and pale');
    button(element, 'Show the original').click();
    await settled(element);
    expect(ghosts()).to.have.length(2);
    store.run = runOf(of('none', 'head-only', 'full-fine-tune'), { none });
    touch();
    await settled(element);
    expect(ghosts()).to.deep.equal([]);
    expect(button(element, 'Hide the original')).to.equal(undefined);
  });

  it('lists repairs that could not run, each with its reason', async () => {
    const { store, touch } = fakeStore(of('none', 'adabn'));
    const element = await mount('race-stage', { store });
    expect(findAll(element, '.skipped')).to.have.length(0);
    store.run.apply({ type: 'arm-skipped', seed: 0, arm: 'adabn', reason: 'The model has no batch normalisation.' });
    touch();
    await settled(element);
    expect(findAll(element, '.skipped li').map(words)).to.deep.equal([
      'renew batch statistics is not in the race: The model has no batch normalisation.',
    ]);
  });
});
