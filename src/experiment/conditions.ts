/** What of the machine decides whether times mean anything, from what a record says of it. */
import type { Environment } from '../contracts/record.ts';
import { busyElsewhere } from '../measure/energy/pressure.ts';
import { engines } from '../spec/engines.ts';

/** The machine while it ran, as far as times and energy rest on it. */
export interface Conditions {
  readonly softwareAdapter: boolean;
  readonly hidden: boolean;
  readonly busyElsewhere: boolean;
}

export const conditionsOf = ({ engine, hidden, pressure }: Pick<Environment, 'engine' | 'hidden' | 'pressure'>): Conditions => ({
  softwareAdapter: engine.software,
  hidden,
  busyElsewhere: busyElsewhere(
    pressure,
    engines.some(({ id, gpu }) => gpu && id === engine.engine),
  ),
});
