/** Fashion-MNIST, pictures of clothes in the format of MNIST. */
import type { Download, DownloadFile } from './download.ts';

/** Sizes and SHA-256 of the files in the authors' repository. */
const file = (name: string, bytes: number, hex: string): DownloadFile => ({
  name,
  urls: [
    `https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/${name}`,
    `https://storage.googleapis.com/tensorflow/tf-keras-datasets/${name}`,
  ],
  bytes,
  checksum: { kind: 'sha256', hex },
});

export const fashionMnist: Download = {
  id: 'fashion-mnist',
  title: 'Fashion-MNIST, clothes, 28×28',
  card: {
    summary: '70,000 product pictures of ten kinds of clothes, as 28×28 grey images; 60,000 of them are used.',
    origin: 'real',
    source: 'Fashion-MNIST (H. Xiao, K. Rasul, R. Vollgraf 2017), arXiv:1708.07747',
    licence: 'MIT',
  },
  inputKind: 'image',
  inputShape: [28, 28, 1],
  classes: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
  files: [
    file('train-images-idx3-ubyte.gz', 26_421_880, '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84'),
    file('train-labels-idx1-ubyte.gz', 29_515, 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845'),
    file('t10k-images-idx3-ubyte.gz', 4_422_102, '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073'),
    file('t10k-labels-idx1-ubyte.gz', 5_148, '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5'),
  ],
  page: 'https://github.com/zalandoresearch/fashion-mnist',
};
