/** Electricity (ELEC2), the real stream most often used in the literature on drift. */
import type { Download } from './download.ts';

export const electricity: Download = {
  id: 'electricity',
  title: 'Electricity prices in New South Wales',
  card: {
    summary: '45,312 half hours of an electricity market, 1996 to 1998: does the price rise or fall against its mean of the last day?',
    origin: 'real',
    source: 'ELEC2 (M. Harries 1999), normalised by A. Bifet, OpenML data set 151',
    licence: 'public, as OpenML lists it',
    caution: 'Labels follow each other closely in time: a guess that nothing changes is hard to beat.',
  },
  inputKind: 'tabular',
  inputShape: [8],
  files: [
    {
      name: 'electricity.arff',
      urls: ['https://openml.org/data/v1/download/2419/electricity.arff', 'https://api.openml.org/data/v1/download/2419/electricity.arff'],
      bytes: 3_092_013,
      // OpenML publishes MD5 only.
      checksum: { kind: 'md5', hex: '8ca97867d960ae029ae3a9ac2c923d34' },
    },
  ],
  page: 'https://www.openml.org/d/151',
};
