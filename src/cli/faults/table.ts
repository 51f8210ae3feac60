/** What came of faults, as text. */
import { aligned } from '../../record/export/aligned.ts';
import type { FaultReport } from './types.ts';

/** Without a line end. */
export function faultsText({ rows, browser, seconds }: FaultReport): string {
  const held = rows.filter(({ survived }) => survived).length;
  return [
    ...aligned([
      ['', 'fault', 'injected by', 'survived', 'recovered', 'lost'],
      ...rows.map(({ id, title, how, survived, recoveredMs, lost }) => [
        ...[id, title, how, survived ? 'yes' : 'NO'],
        recoveredMs === null ? '–' : `${(recoveredMs / 1000).toFixed(1)} s`,
        lost,
      ]),
    ]),
    ...rows.filter(({ survived }) => !survived).map(({ id, seen }) => `${id}: ${seen}`),
    `${held} of ${rows.length} survived. Chromium ${browser}, in ${seconds.toFixed(0)} s.`,
  ].join('\n');
}
