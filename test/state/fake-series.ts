/** What a series of experiments gets of the Lab, with runs that a test tells. */
import type { RunEvent } from '../../src/contracts/events.ts';
import { CompareRun } from '../../src/state/compare-run.ts';
import type { RobustParts } from '../../src/state/robust-store.ts';

export interface Played {
  readonly run: CompareRun;
  tell(event: RunEvent): void;
}

export function fakeSeries(): { readonly parts: Omit<RobustParts, 'keep'>; readonly played: Played[] } {
  const played: Played[] = [];
  return {
    played,
    parts: {
      own: async () => ({}),
      newRun: (each) => new CompareRun(each),
      play: (run, _own, onEvent) =>
        new Promise<void>((resolve) => {
          run.phase = 'preparing';
          played.push({
            run: run as CompareRun,
            tell(event) {
              run.apply(event);
              onEvent();
              if (!run.busy) resolve();
            },
          });
        }),
      halt: () => undefined,
      enter: () => () => {},
    },
  };
}
