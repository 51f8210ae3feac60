/** What a repair gets to work with on one seed, from what was made ready for it. */
import type { ArmContext } from '../../../contracts/repair.ts';
import type { ParameterValues } from '../../../spec/parameter.ts';
import { repairContext } from '../../../training/repair-context.ts';
import type { CompareContext, Worlds } from './context.ts';
import type { SeedStart } from './seed-start.ts';

/** All but whom it tells. */
export const contextOf = (
  run: Pick<CompareContext, 'spec' | 'dataset' | 'trainer' | 'pace'> & Partial<Pick<CompareContext, 'analyst'>>,
  { model, encoder, weights, oldRows, newRows, cameAt, validation, unlabelled, test }: SeedStart & Pick<Worlds, 'weights'>,
  params: ParameterValues,
  seed: number,
): Omit<ArmContext, 'onPoint' | 'warn'> =>
  repairContext(
    run,
    {
      ...{ model, params, oldRows, newRows, cameAt, unlabelled, test },
      ...(validation && { validation }),
      base: { weights, encoder },
      onPoint: () => {},
      warn: () => {},
    },
    seed,
  );
