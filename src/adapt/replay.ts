/** Replay: old rows among the new ones in every batch, against forgetting. */
import type { RepairStream } from '../random/names.ts';
import { concatSamples } from '../data/concat.ts';
import { selectRows } from '../data/select.ts';
import { epochOrder } from '../models/epoch-order.ts';
import { everything } from '../models/trainable.ts';
import { encoded } from '../training/jobs.ts';
import { tuningRates } from './fine-tune.ts';
import { numberOf, real } from './settings.ts';
import { tune } from './tune.ts';
import type { Arm } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

const parameters = [real('ratio', 'Old rows', 'Share of old rows in every batch.', { min: 0, max: 0.95, default: 0.5 })] as const;

export const replay: Arm = {
  id: 'replay',
  title: repairTitles.replay,
  help: 'Fine-tune all layers on batches that mix new labels with rows of the old world, so that the old world is not forgotten.',
  family: 'fine-tune',
  source: 'experience replay (Chaudhry et al. 2019)',
  group: 'held',
  hue: 'regularised',
  dash: [],
  parameters,
  keepsTrunk: false,
  needs: { newLabels: true, oldData: true },
  rates: tuningRates,
  async run(context) {
    const { base, spec, newRows, oldRows } = context;
    const ratio = numberOf(parameters, context, 'ratio');
    if (ratio === 0) return tune(context, { trainable: everything });
    const { rows, epochs } = passes(newRows.rows, oldRows.rows, spec.stop.epochs, ratio);
    const kept = selectRows(oldRows, context.random('replay/rows').sample(oldRows.rows, rows - newRows.rows));
    const order = mixedOrder(newRows.rows, kept.rows, rows * epochs, ratio, (name, count, times) =>
      epochOrder(count, times, context.random(name)),
    );
    return tune(context, { trainable: everything, rows: encoded(base.encoder, concatSamples(newRows, kept)), epochs, order });
  },
};

/**
 * New rows are to be seen as often as in plain fine-tuning. An epoch of a training is as long as its rows are many, so it takes
 * as many old rows as make whole epochs come out at that: `rows` in all, `epochs` times.
 */
export function passes(
  newRows: number,
  oldRows: number,
  newEpochs: number,
  ratio: number,
): { readonly rows: number; readonly epochs: number } {
  const visits = (newRows * newEpochs) / (1 - ratio);
  let epochs = Math.max(1, Math.ceil(visits / (newRows + oldRows)));
  if (visits / epochs < newRows + 1) epochs = Math.max(1, epochs - 1);
  return { epochs, rows: Math.max(newRows + 1, Math.min(newRows + oldRows, Math.floor(visits / epochs))) };
}

/** `visits` indices, of which a share of `ratio`, evenly spread, are of old rows (`newRows …`); each kind in random order, all before any comes again. */
function mixedOrder(
  newRows: number,
  oldRows: number,
  visits: number,
  ratio: number,
  orderOf: (name: RepairStream, rows: number, epochs: number) => Int32Array,
): Int32Array {
  const isOld = (visit: number) => Math.floor((visit + 1) * ratio) > Math.floor(visit * ratio);
  const fresh = orderOf('order/new', newRows, Math.ceil(visits / newRows));
  const old = orderOf('order/old', oldRows, Math.ceil(visits / oldRows));
  let [nextNew, nextOld] = [0, 0];
  return Int32Array.from({ length: visits }, (_, visit) => (isOld(visit) ? newRows + old[nextOld++]! : fresh[nextNew++]!));
}
