/** Reads the pressure on the processor where the browser has the Compute Pressure API (Chromium from 125, on a desktop). */
import { PressureWatch } from '../src/services/lab/pressure-watch.ts';
import type { PressureState } from '../src/contracts/record.ts';
import { PRESSURES } from '../src/measure/energy/pressure.ts';

/** The part of the API that is used; TypeScript's library does not have it yet. */
type PressureObserverConstructor = new (callback: (records: readonly { readonly state: string }[]) => void) => {
  observe(source: 'cpu', options: { readonly sampleInterval: number }): Promise<void>;
};

const SAMPLE_MS = 1000;

/** A watch that is told of every change; it stays `unknown` where there is no such API, or it may not be used. */
export function watchPressure(): PressureWatch {
  const watch = new PressureWatch();
  const { PressureObserver } = globalThis as { PressureObserver?: PressureObserverConstructor };
  if (PressureObserver) {
    const observer = new PressureObserver((records) => records.forEach(({ state }) => watch.note(known(state))));
    observer.observe('cpu', { sampleInterval: SAMPLE_MS }).catch(() => undefined);
  }
  return watch;
}

const known = (state: string): PressureState => PRESSURES.find((each) => each === state) ?? 'unknown';
