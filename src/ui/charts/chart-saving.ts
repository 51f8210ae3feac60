/** A chart is about to be saved: the page that it stands on says what it is about, and the file is called by that. */
import type { AnyRecord } from '../../contracts/record.ts';
import type { AnySpec } from '../../spec/schema.ts';
import { nameOf } from '../../state/download.ts';

export class ChartSaving extends Event {
  /** How the file’s name begins. */
  about = 'drift-lab';

  constructor() {
    super('chart-saving', { bubbles: true, composed: true });
  }
}

interface Followed {
  readonly run: { readonly spec: AnySpec; readonly record?: AnyRecord | undefined };
}

/** Charts of that page are about the run that it follows. */
export function nameCharts(page: HTMLElement & { readonly store: Followed }): void {
  page.addEventListener('chart-saving', (saving) => {
    const { spec, record } = page.store.run;
    saving.about = nameOf(record ?? { spec });
  });
}

declare global {
  interface HTMLElementEventMap {
    'chart-saving': ChartSaving;
  }
}
