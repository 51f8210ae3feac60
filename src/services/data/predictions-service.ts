/** Reads files of a model's predictions and judges them. It is computed in a worker of its own: to stop it, end the worker. */
import type { PredictionsService } from '../../contracts/predictions.ts';
import { readCellTables } from '../../data/readers/cell-table.ts';
import { judgePredictions } from '../../measure/predictions/judge.ts';
import { refusalOf } from './refusal.ts';

export const predictionsService: PredictionsService = {
  async judge(files, asked) {
    let columns: readonly string[] = [];
    try {
      const { tables, notes } = await readCellTables(files, {});
      columns = tables[0]!.columns;
      return { columns, notes, ...judgePredictions(tables, asked) };
    } catch (error) {
      return { columns, notes: [], refusal: refusalOf(error) };
    }
  },
};
