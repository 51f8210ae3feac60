import { expect } from 'chai';
import { summarise } from '../../../src/measure/summary.ts';
import { waited } from '../../../src/decide/waited.ts';
import { verdict } from '../../../src/decide/verdict.ts';
import type { RunRecord } from '../../../src/contracts/record.ts';
import type { Lead } from '../../../src/spec/lead/schema.ts';
import { leadSituations } from '../../../src/spec/lead/situations.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { CompareRun } from '../../../src/state/compare-run.ts';
import '../../../src/ui/freshness/freshness-stage.ts';
import '../../../src/ui/freshness/lead-fields.ts';
import type { LeadChange } from '../../../src/ui/freshness/lead-fields.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const results = synthetic(10, {
  none: { accuracyNew: 0.5 },
  'head-only': { accuracyNew: 0.8, trainMs: 100 },
  'retrain-all': { accuracyNew: 0.9, trainMs: 1000 },
});
const summary = summarise(results, arms, { margin: 0.01, watts: null, ...soundTiming });

async function stage(lead?: Lead) {
  const { store } = fakeStore();
  const spec = { ...presets.quick.spec, ...(lead && { lead }) };
  const derived = lead ? { summary, ...waited(lead, { summary, results }, []) } : { summary, verdict: verdict(summary) };
  store.spec = spec;
  store.run = Object.assign(new CompareRun(spec), {
    phase: 'finished',
    record: { spec, results, derived, seeds: [], data: { classes: [] } } as unknown as RunRecord,
  });
  const element = await mount('freshness-stage', { store }, 1000);
  return { element, store };
}

describe('what users get', () => {
  it('asks for a situation where repairs serve at once', async () => {
    const { element } = await stage();
    expect(words(find(element, '.two'))).to.contain('Here a repair serves at once');
    expect(find(element, 'lead-fields').isConnected).to.equal(true);
  });
  it('shows who is ahead until when, what each repair waits for and costs users by then', async () => {
    const { element } = await stage(leadSituations[0]!.lead);
    expect(words(find(element, '.said'))).to.match(/Head only is ahead for the first .* after that retrain on all has paid back its wait/);
    const rows = findAll(element, 'tbody tr').map(words);
    expect(rows).to.have.length(4);
    expect(rows[3]).to.match(/^head only, then retrain on all/);
    expect(find(element, 'freshness-chart').isConnected).to.equal(true);
  });
  it('tries a dial while it is held, and keeps it when it is let go', async () => {
    const { element, store } = await stage(leadSituations[0]!.lead);
    const before = words(find(element, '.said'));
    const dials = findAll(element, 'range-field');
    const input = find<HTMLInputElement>(dials[2]!, 'input');
    input.value = String(Math.log10(48));
    input.dispatchEvent(new Event('input'));
    await settled(element);
    expect(words(find(element, '.said'))).not.to.equal(before);
    expect(store.spec.lead).to.deep.equal(leadSituations[0]!.lead);
  });
});

describe('fields of how long repairs take', () => {
  const said = async (given: { lead?: Lead; stream?: boolean }) => {
    const element = await mount('lead-fields', given, 320);
    const leads: (Lead | undefined)[] = [];
    element.addEventListener('lead-change', (event) => leads.push((event as LeadChange).lead));
    return { element, leads };
  };
  const choose = (element: HTMLElement, value: string, index = 0) => {
    const select = find<HTMLSelectElement>(findAll(element, 'choice-field')[index]!, 'select');
    select.value = value;
    select.dispatchEvent(new Event('change'));
  };

  it('take a situation, with its sources, and take it back', async () => {
    const { element, leads } = await said({});
    choose(element, 'camera');
    expect(leads).to.deep.equal([leadSituations[1]!.lead]);
    const { element: with_, leads: back } = await said({ lead: leadSituations[2]!.lead });
    expect(words(find(with_, '.sources'))).to.contain('Basel');
    choose(with_, 'none');
    expect(back).to.deep.equal([undefined]);
  });
  it('change one figure, and say the whole', async () => {
    const { lead } = leadSituations[0]!;
    const { element, leads } = await said({ lead });
    const field = findAll(element, 'number-field').find((each) => each.getAttribute('label') === 'answers an hour')!;
    const input = find<HTMLInputElement>(field, 'input');
    input.value = '7';
    input.dispatchEvent(new Event('change'));
    expect(leads).to.deep.equal([{ ...lead, traffic: 7 }]);
    choose(element, 'factor', 1);
    expect(leads[1]!.training.by).to.equal('factor');
  });
  it('of a stream ask for alarms, and neither for labels nor a horizon', async () => {
    const { labels: _, horizon: __, ...lead } = leadSituations[0]!.lead;
    const { element } = await said({ lead, stream: true });
    const labels = findAll(element, 'number-field, choice-field').map((each) => each.getAttribute('label'));
    expect(labels).to.include('An alarm while a repair is under way').and.not.to.include('look ahead, days');
  });
});
