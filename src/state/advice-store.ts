/** What a person says of the situation, kept on this device, for each data set where it was said for it. */
import { checkSituation, defaultSituation, type Situation } from '../decide/situation.ts';
import { PerData } from './per-data.ts';
import { Store } from './store.ts';

type Writable = { -readonly [K in keyof Situation]: Situation[K] };

const KEY = 'drift-lab-situation';

export class AdviceStore extends Store {
  situation: Situation = defaultSituation;
  private readonly kept: PerData;

  /** `storage` is asked for at each use: a browser may refuse it. */
  constructor(storage: () => Pick<Storage, 'getItem' | 'setItem'> = () => localStorage) {
    super();
    this.kept = new PerData(storage, KEY);
    this.restore();
  }

  /** The situation is that of this data set (`dataSetOf`) from here on, where one was said for it, else as it was last said. For whoever is about to show it: nobody is told. */
  about(dataSet: string): void {
    if (this.kept.about(dataSet)) this.restore();
  }

  /** Says what is different. Values that make no sense change nothing, and come back as what is wrong. */
  say(change: Partial<Situation>): ReturnType<typeof checkSituation> {
    const next = { ...this.situation, ...change };
    const wrong = checkSituation(next);
    if (wrong.length) return wrong;
    this.situation = next;
    try {
      this.kept.write(JSON.stringify(next));
    } catch {
      // Private windows may refuse storage; what was said then lasts for this visit.
    }
    this.changed();
    return [];
  }

  /** What was kept, where all of it can be read; else the defaults stay. */
  private restore(): void {
    try {
      const text = this.kept.read();
      this.situation = defaultSituation;
      const kept = JSON.parse(text ?? 'null') as Partial<Writable> | null;
      if (typeof kept !== 'object' || kept === null) return;
      const fields = Object.entries(defaultSituation) as [keyof Situation, unknown][];
      if (!fields.every(([name, preset]) => name === 'architectureChanged' || typeof kept[name] === typeof preset)) return;
      // What was kept before runs could tell says “no” of the architecture where nobody had said anything.
      if (kept.limits?.fitGap === undefined && kept.architectureChanged === false) kept.architectureChanged = 'evidence';
      const next = { ...defaultSituation, ...kept, limits: { ...defaultSituation.limits, ...kept.limits } };
      if (checkSituation(next).length === 0) this.situation = next;
    } catch {
      // Storage that refuses leaves what was said on this visit; from what another hand wrote the defaults follow.
    }
  }
}

/** The situation of this page, wherever it is asked for. */
export const adviceStore = new AdviceStore();
