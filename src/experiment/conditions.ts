/** What of the machine decides whether times mean anything, from what a record says of it. */
import type { Environment } from '../contracts/record.ts';
import type { RunConditions } from '../measure/energy/energy.ts';
import { busyElsewhere } from '../measure/energy/pressure.ts';
import { engines } from '../spec/engines.ts';

/** The machine while it ran, as far as times and energy rest on it. */
export type Conditions = Omit<RunConditions, 'warmedUp'>;

export const conditionsOf = ({
  engine,
  hidden,
  pressure,
  interruptions,
  stoodStillMs,
}: Pick<Environment, 'engine' | 'hidden' | 'pressure' | 'interruptions' | 'stoodStillMs'>): Conditions => ({
  softwareAdapter: engine.software,
  hidden,
  interrupted: interruptions !== undefined || stoodStillMs !== undefined,
  busyElsewhere: busyElsewhere(
    pressure,
    engines.some(({ id, gpu }) => gpu && id === engine.engine),
  ),
});
