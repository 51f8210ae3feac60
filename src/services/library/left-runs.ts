/** What runs that go on have come to, so that another tab can go on from there when theirs is gone. */
import type { LeftRun, Piece, StandingRun } from '../../contracts/library.ts';
import type { Earlier } from '../../contracts/record.ts';

/** Where it is written down, piece by piece; each piece wholly or not at all. */
export interface LeftStore {
  note(run: LeftRun, piece: Piece): Promise<void>;
  leftRuns(): Promise<readonly LeftRun[]>;
  /** In the order in which they were written. */
  pieces(key: string): Promise<readonly Piece[]>;
  forget(keys: readonly string[]): Promise<void>;
}

/** @param alive the names of the locks that are held: a tab holds one for each of its runs */
export function leftRuns(store: LeftStore, alive: () => Promise<ReadonlySet<string>>) {
  /** The latest first. */
  const left = async (): Promise<readonly LeftRun[]> => {
    const [runs, held] = await Promise.all([store.leftRuns(), alive()]);
    return runs.filter(({ key }) => !held.has(key)).sort((a, b) => (a.at < b.at ? 1 : -1));
  };
  return {
    left,

    /** False where there is no room even when what others left has made way, the oldest first. @throws what the store throws besides */
    async note(run: LeftRun, piece: Piece): Promise<boolean> {
      for (let given = piece; ;) {
        try {
          await store.note(run, given);
          return true;
        } catch (error) {
          if ((error as Error).name !== 'QuotaExceededError') throw error;
          const oldest = (await left()).filter(({ key }) => key !== run.key).at(-1);
          if (oldest) await store.forget([oldest.key]);
          else if (given.pictures) given = { earlier: given.earlier };
          else return false;
        }
      }
    },

    /** All that was written of it; undefined where nothing was. */
    async standing(key: string): Promise<StandingRun | undefined> {
      const run = (await store.leftRuns()).find((one) => one.key === key);
      return run && { run, ...joined(await store.pieces(key)) };
    },

    forget: (key: string): Promise<void> => store.forget([key]),
  };
}

/** Lists of all pieces behind each other; of what is no list, the latest. */
function joined(pieces: readonly Piece[]): Pick<StandingRun, 'earlier' | 'pictures'> {
  const whole: Record<string, unknown> = {};
  for (const { earlier } of pieces)
    for (const [name, value] of Object.entries(earlier))
      whole[name] = Array.isArray(value) ? [...((whole[name] as unknown[] | undefined) ?? []), ...(value as unknown[])] : value;
  const pictures = pieces.findLast((piece) => piece.pictures)?.pictures;
  return { earlier: whole as unknown as Earlier, ...(pictures && { pictures }) };
}
