/** MNIST, handwritten digits of 28 × 28 grey pixels. */
import type { Download, DownloadFile } from './download.ts';

/** Sizes and SHA-256 as many projects pin them; the second address is the CVDF mirror that succeeded the author's page. */
const file = (name: string, bytes: number, hex: string): DownloadFile => ({
  name,
  urls: [`https://cdn.jsdelivr.net/gh/fgnt/mnist/${name}`, `https://storage.googleapis.com/cvdf-datasets/mnist/${name}`],
  bytes,
  checksum: { kind: 'sha256', hex },
});

export const mnist: Download = {
  id: 'mnist',
  title: 'MNIST, handwritten digits, 28×28',
  card: {
    summary: '70,000 digits written by about 500 people, as 28×28 grey images; 60,000 of them are used.',
    origin: 'real',
    source: 'The MNIST database of handwritten digits (Y. LeCun, C. Cortes, C. J. C. Burges 1998)',
    licence: 'CC BY-SA 3.0',
    caution: 'Nearly solved: good models differ by tenths of a point.',
  },
  inputKind: 'image',
  inputShape: [28, 28, 1],
  files: [
    file('train-images-idx3-ubyte.gz', 9_912_422, '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609'),
    file('train-labels-idx1-ubyte.gz', 28_881, '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c'),
    file('t10k-images-idx3-ubyte.gz', 1_648_877, '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6'),
    file('t10k-labels-idx1-ubyte.gz', 4_542, 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6'),
  ],
  page: 'https://github.com/cvdfoundation/mnist',
};
