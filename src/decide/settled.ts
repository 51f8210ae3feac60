/** What the rules of the advice come to, as each leaves it to the next. */
import type { ArmSummary } from '../contracts/results.ts';
import { type Fired, type NotEvaluable } from './rules.ts';

export type AdviceKind = 'keep' | 'fine-tune' | 'retrain' | 'gather-labels' | 'undecided';

export interface Advice {
  readonly verdict: AdviceKind;
  /** Id of the repair that is favoured, or of the best guess; `none` for keep, absent where nothing can be said. */
  readonly arm?: string;
  /** Of a retraining: the repair that serves until it is ready, where that is shown to spare users something. */
  readonly first?: string;
  /** strong: shown best; moderate: as good and cheaper, or by cost; weak: a guess for whoever has to choose today. */
  readonly strength: 'strong' | 'moderate' | 'weak';
  /** Of a guess: in what share of such runs (0 … 1) it is wrong at most, as far as can be told. */
  readonly wrong?: number;
  readonly headline: string;
  readonly fired: readonly Fired[];
  readonly notEvaluable: readonly NotEvaluable[];
  /** Repairs that a rule took out, by id. */
  readonly blocked: readonly string[];
  /** In a regulated domain nothing happens without a named person. */
  readonly needsApproval: boolean;
}

export type Fire = (id: string, title: string, text: string, source: string) => void;

export type Settled = Pick<Advice, 'verdict' | 'strength' | 'headline' | 'arm' | 'first' | 'wrong'>;

export const FAVOURS = 'This run’s evidence favours ';

export const verdictOf = ({ family }: ArmSummary): 'keep' | 'fine-tune' | 'retrain' => (family === 'none' ? 'keep' : family);
