/** What a page says of itself, so that the header, the address, the title and the keys can be made of it. */
import type { ExperimentStore } from '../../state/experiment-store.ts';
import type { LabStore } from '../../state/lab-store.ts';
import type { Address } from '../../state/url.ts';
import type { Told } from '../run-voice.ts';

/** What the app does for every page. */
export interface Frame {
  share(): void;
  help(): void;
  /** The page as slides. */
  present(): void;
}

/** One key and what it does now. */
export interface Shortcut {
  /** As `KeyboardEvent.key`; letters in lower case. */
  readonly key: string;
  /** A few words for the help. */
  readonly does: string;
  /** Absent where it does nothing at the moment. */
  readonly act?: (() => void) | undefined;
}

export interface Page extends Address {
  readonly id: string;
  /** Reached from elsewhere; it has no place in the navigation. */
  readonly unlisted?: true;
  title(): string;
  /** The element that shows it. It gets `store`, which is what `experiment` gives. */
  readonly element: string;
  /** Fetches the code of the element, when the page is first wanted. */
  load(): Promise<unknown>;
  keys(store: LabStore, frame: Frame): readonly Shortcut[];
  /** Something is being trained or measured there. */
  busy(store: LabStore): boolean;
  /** The run that is followed there, and what it came to in one line; absent where none can be started. */
  run(store: LabStore): { readonly run: Told; readonly conclusion: string } | undefined;
  /** The experiment that is edited there; the Lab's where it has none of its own. */
  experiment(store: LabStore): ExperimentStore;
}
