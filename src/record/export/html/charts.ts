/** The charts of a report, of each kind of run. */
import type { AnyRecord, RunRecord, StreamRecord } from '../../../contracts/record.ts';
import { deciding } from '../../../measure/metrics/registry.ts';
import { soundnessTitle } from '../../../measure/metrics/words.ts';
import { byKind } from '../../by-kind.ts';
import { costChart, seedsChart } from './dot-charts.ts';
import { lineChart } from './line-chart.ts';
import { markup, type Markup } from './markup.ts';
import type { Axis } from './plot.ts';
import { seriesOf, type Series } from './series.ts';

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
const plain = (value: number): string => String(Number(value.toPrecision(3)));
const SHARES = { title: '', write: percent };

export function charts(record: AnyRecord): Markup {
  const series = seriesOf(record);
  const value = valueOf(record);
  return markup`<div class="charts">${along(series)(record)}${seedsChart({ series, value })}${costChart({ series, value })}</div>`;
}

/** What decides, and how it is written. */
const valueOf = byKind<Pick<Axis, 'title' | 'write'>>({
  compare({ derived: { summary } }) {
    const { title, unit } = deciding(summary);
    return unit === 'share'
      ? { title: `${title} on new rows`, write: percent }
      : { title: `${title} on new rows${unit ? ` (${unit})` : ''}`, write: plain };
  },
  stream: () => ({ title: 'share served right, whole stream', write: percent }),
});

const along = (series: readonly Series[]): ((record: AnyRecord) => Markup) =>
  byKind({ compare: (record) => race(record, series), stream: (record) => batches(record, series) });

const race = ({ derived: { summary } }: RunRecord, series: readonly Series[]): Markup =>
  lineChart({
    title: `${soundnessTitle(summary)} on new rows while training`,
    caption: 'Mean over seeds with its 95 % band, as far as all seeds of a repair came. A level line: nothing is trained.',
    ...{ series, drifts: [] },
    x: { title: 'rows trained on, repeats counted', write: (value) => value.toLocaleString('en') },
    y: summary.target ? { title: 'R²', write: plain } : SHARES,
  });

const batches = (record: StreamRecord, series: readonly Series[]): Markup =>
  lineChart({
    title: 'Share served right, batch by batch',
    caption: `Mean over seeds with its 95 % band. Dotted: where a drift begins. A batch has ${record.spec.stream.batch} rows.`,
    ...{ series, drifts: driftsOf(record) },
    x: { title: 'batch', write: (value) => String(value) },
    y: SHARES,
  });

/** The batches before which the world changes: by the spec as shares of the stream, and by hand. */
function driftsOf({ spec, runs, edits, seeds }: StreamRecord): number[] {
  const batches = Math.max(...runs.map(({ points }) => points.length));
  const planned = (seeds[0]?.ledger ?? spec.drift).map(({ when }) => Math.floor(when.start * batches) + 1);
  const byHand = edits.filter(({ what }) => what === 'drift').map(({ batch }) => batch + 1);
  return [...new Set([...planned, ...byHand])];
}
