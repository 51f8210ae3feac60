import { expect } from 'chai';
import type { LeftRun } from '../../../src/contracts/library.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { LabStore } from '../../../src/state/lab-store.ts';
import { LeftOffer } from '../../../src/ui/runs/left-offer.ts';

const left = (key: string, spec: LeftRun['spec'] = presets.quick.spec): LeftRun => ({
  ...{ key, spec, kept: 12, interruptions: [] },
  ...{ startedAt: '2026-11-30T10:00:00Z', at: '2026-11-30T10:01:00Z' },
});

/** The Lab with these runs left behind. */
async function offer(runs: readonly LeftRun[], training = false) {
  const asked: string[] = [];
  const here = [...runs];
  const library = {
    left: async () => here,
    forget: async (key: string) => void (asked.push(`forget ${key}`), here.splice(0, 1)),
    standing: async (key: string) => void asked.push(`standing ${key}`),
  };
  const experiment = { data: { own: undefined }, setSpec: () => asked.push('spec') };
  const lab = { library: { library }, training, data: { driftOf: () => undefined }, storeOf: () => experiment } as unknown as LabStore;
  const element = Object.assign(new LeftOffer(), { lab });
  document.body.append(element);
  const drawn = async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await element.updateComplete;
  };
  await drawn();
  const button = (name: string) => [...element.renderRoot.querySelectorAll('button')].find((one) => one.textContent === name);
  return { element, asked, button, drawn };
}

describe('the offer to go on with a run that lost its tab', () => {
  afterEach(() => document.querySelectorAll('left-offer').forEach((each) => each.remove()));

  it('says which run and how far it is, and lets it go', async () => {
    const { element, asked, button, drawn } = await offer([left('a'), left('b')]);
    expect(element.renderRoot.textContent).to.match(/12 repeats were finished, of up to \d+ seeds/);
    button('Let it go')!.click();
    await drawn();
    expect(asked).to.deep.equal(['forget a']);
    expect(button('Go on'), 'there is another').to.not.equal(undefined);
  });

  it('is not made while something trains, nor where nothing was left', async () => {
    for (const { element } of [await offer([left('a')], true), await offer([])])
      expect(element.renderRoot.querySelector('section')).to.equal(null);
  });

  it('asks for the file of an experiment on the user’s own data before it goes on', async () => {
    const data = { ...presets.quick.spec.data, id: 'own', params: { name: 'pumps.csv', label: 'y', sha256: 'a'.repeat(64) } };
    const { element, asked, button, drawn } = await offer([left('a', { ...presets.quick.spec, data } as LeftRun['spec'])]);
    button('Go on')!.click();
    await drawn();
    expect(element.renderRoot.querySelector('[role=alert]')!.textContent).to.match(/on your file pumps\.csv.*open it on the Data card/);
    expect([asked, element.isConnected]).to.deep.equal([[], true]);
  });
});
