/** The panel of costs after a made-up run. */
import { summarise } from '../../../src/measure/summary.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { EconomicsStore } from '../../../src/state/economics-store.ts';
import '../../../src/ui/economics/economics-panel.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';
import { wattBand } from '../../../src/measure/energy/energy.ts';
import { findDevice } from '../../../src/measure/energy/devices.ts';
import { fakeStore } from '../fake-store.ts';
import { find, mount, settled } from '../mount.ts';
import { memory } from '../../memory-storage.ts';

export const watts = wattBand(findDevice('laptop-igpu')!, 1, 1);
export const summary = (seeds = 8, retrained = 0.9) =>
  summarise(
    synthetic(seeds, {
      none: { accuracyNew: 0.5 },
      'head-only': { accuracyNew: 0.85, trainMs: 400 },
      'retrain-all': { accuracyNew: retrained, trainMs: 4000 },
    }),
    arms,
    { ...soundTiming, margin: 0.01, watts },
  );

/** The panel after a run, open, on prices of its own. */
export async function panel(found = summary(), width = 700, prices = new EconomicsStore(memory)) {
  const { store, touch } = fakeStore(presets.quick.spec);
  Object.defineProperty(store, 'summary', { value: found, configurable: true });
  const element = await mount('economics-panel', { store, economics: prices }, width);
  find<HTMLDetailsElement>(element, 'details').open = true;
  await settled(element);
  await settled(element);
  return { element, store, prices, touch };
}
