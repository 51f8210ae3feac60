import { expect } from 'chai';
import type { EconomicsEnergy } from '../../../src/ui/economics/economics-energy.ts';
import { find, findAll, settled, words } from '../mount.ts';
import { summary, panel } from './panel-here.ts';

describe('energy and greenhouse gas on the page', () => {
  const energy = (element: HTMLElement) => find<EconomicsEnergy>(element, 'economics-energy');
  const rows = (element: HTMLElement) => findAll(energy(element), 'tbody tr').map((each) => [...each.children].map(words));

  it('follow the grid of the country in the experiment, without making the run stale', async () => {
    const { element, store } = await panel();
    const grams = () => rows(element)[1]![2]!;
    const world = grams();
    store.run.phase = 'finished';
    energy(element).dispatchEvent(new CustomEvent('region-change', { detail: 'FRA' }));
    await settled(element);
    await settled(element);
    expect(store.spec.energy.region).to.equal('FRA');
    expect(grams()).not.to.equal(world);
    expect(store.stale).to.equal(false);
  });

  it('name the licence of the data', async () => {
    const { element } = await panel();
    expect(findAll(energy(element), 'a').map(words)).to.deep.equal(['Ember', 'CO2.js', 'CC BY-SA 4.0']);
  });

  it('are grey with the reason where the proxy deserves no trust', async () => {
    const { element } = await panel(summary(2));
    expect(findAll(energy(element), 'tr.doubtful')).to.have.length(2);
    expect(words(energy(element).shadowRoot!.querySelector('p')!)).to.contain('fewer than 3 repeats');
  });

  it('can go without the lamp', async () => {
    const { element, prices } = await panel();
    // About 17 W for 4 s light a 10 W lamp for about 7 s.
    expect(rows(element)[1]![3]).to.match(/^[5-9](\.\d)? s$/);
    prices.setLamp(false);
    await settled(element);
    expect(rows(element)[1]).to.have.length(3);
  });

  it('take a meter reading in place of the proxy, and give it back', async () => {
    const { element } = await panel();
    const form = find<HTMLFormElement>(energy(element), 'form');
    const fill = (name: string, value: string) => ((form.elements.namedItem(name) as HTMLInputElement).value = value);
    fill('of', 'retrain-all');
    fill('amount', '0.1');
    form.requestSubmit();
    await settled(element);
    await settled(element);
    // 0.1 Wh = 360 J over 8 seeds.
    expect(rows(element)[1]![1]).to.equal('45 J metered');
    expect(rows(element)[0]![1]).to.match(/modelled$/);
    find(energy(element), 'li button').click();
    await settled(element);
    await settled(element);
    expect(rows(element)[1]![1]).to.match(/modelled$/);
  });
});
