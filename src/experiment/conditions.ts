/** What of the machine decides whether times mean anything, from what a record says of it. */
import type { Environment } from '../contracts/record.ts';
import { busyElsewhere } from '../measure/energy/pressure.ts';
import { engines } from '../spec/engines.ts';
import type { Conditions } from './kinds/kind.ts';

export const conditionsOf = ({ engine, hidden, pressure }: Pick<Environment, 'engine' | 'hidden' | 'pressure'>): Conditions => ({
  softwareAdapter: engine.software,
  hidden,
  busyElsewhere: busyElsewhere(
    pressure,
    engines.some(({ id, gpu }) => gpu && id === engine.engine),
  ),
});
