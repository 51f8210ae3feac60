import { expect } from 'chai';
import type { PredictionReport, Ranged } from '../../../src/contracts/predictions.ts';
import '../../../src/ui/predictions/judge-predictions.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const ranged = (value: number, half = 0.01): Ranged => ({ value, lo: value - half, hi: value + half });
const repair = (id: string) => ({ id, title: id, help: '', source: '' });
const report: PredictionReport = {
  classes: ['0', '1'],
  rows: [400, 300],
  notes: ['What is true: y_true. What was named: column y_pred.'],
  old: { accuracy: ranged(0.9), logLoss: ranged(0.3) },
  fresh: { accuracy: ranged(0.8), logLoss: ranged(0.6) },
  tests: [
    { title: 'probabilities', result: { statistic: 0.26, pValue: 0.0001, details: {} } },
    { title: 'named classes', refusal: 'not told' },
  ],
  estimates: [
    { id: 'cbpe', title: 'CBPE', estimate: { accuracy: 0.85, interval: [0.8, 0.9] } },
    { id: 'em', title: 'EM', estimate: { prior: [0.25, 0.75] } },
    { id: 'atc', title: 'ATC', refusal: 'it counts all rows alike' },
  ],
  repairs: {
    ...{ fitRows: 150, judgedRows: 150, splits: 20, asItIs: { accuracy: 0.8, logLoss: 0.6 } },
    judged: [
      {
        repair: repair('worse'),
        figures: {},
        differences: { accuracy: ranged(-0.1), logLoss: ranged(0.1) },
        onOld: { logLoss: ranged(0) },
        settings: {},
      },
      {
        repair: repair('calmer'),
        figures: {},
        differences: { accuracy: ranged(0), logLoss: ranged(-0.2) },
        onOld: { logLoss: ranged(0.1) },
        settings: {},
      },
    ],
    refused: [{ repair: repair('binary'), why: 'it is for two classes' }],
  },
  unanswered: ['what training would bring'],
};

const found = (own: PredictionReport) => mount('predictions-found', { report: own });

describe('predictions without their model', () => {
  it('say first whether the model got worse, and what is shown to mend something', async () => {
    const element = await found(report);
    expect(words(find(element, 'p'))).to.equal(
      'Accuracy 0.900 on the old rows, 0.800 on the new ones: −0.100 (−0.114 … −0.086). Shown to make something better: calmer.',
    );
    expect(findAll(element, 'strong').map(words).slice(1)).to.deep.equal(['−0.200 (−0.210 … −0.190)']);
  });

  it('have a figure, a refusal or a reason in every place', async () => {
    const element = await found(report);
    const cells = findAll(element, '.texts td').map(words);
    expect(cells).to.deep.equal(['accuracy 0.850 (0.800 … 0.900)', 'shares: 0 0.250, 1 0.750', 'it counts all rows alike']);
    expect(findAll(element, 'p').map(words).join(' ')).to.match(/named classes: not told.*binary: it is for two classes/);
  });

  it('without labels of new rows say what is missing', async () => {
    const { fresh: _, repairs: __, ...rest } = report;
    const element = await found({ ...rest, withoutRepairs: 'Repairs cannot be judged without labels of new rows.' });
    expect(words(find(element, 'p'))).to.match(/labels would have to tell/);
    expect(findAll(element, 'p').map(words)).to.include('Repairs cannot be judged without labels of new rows.');
  });

  it('are asked about by their columns, with times where there is one file', async () => {
    const element = await mount('judge-predictions', {});
    const { store } = element;
    store.files = [new File([''], 'all.csv')];
    store.judged = { columns: ['when', 'p', 'truth'], notes: [], refusal: { text: 'One file needs its times.', issues: [] } };
    store.dispatchEvent(new Event('change'));
    await settled(element);
    expect(words(find(element, '[role=alert]'))).to.equal('One file needs its times.');
    expect(findAll(element, 'input[type=text]').map((input) => (input as HTMLInputElement).name)).to.deep.equal([
      'probability',
      'threshold',
      'cut',
    ]);
    store.files = [...store.files, new File([''], 'new.csv')];
    store.dispatchEvent(new Event('change'));
    await settled(element);
    expect(findAll(element, 'input[type=text]')).to.have.length(2);
  });
});
