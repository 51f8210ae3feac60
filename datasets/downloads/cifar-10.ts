/** CIFAR-10, small colour photographs. */
import type { Download } from './download.ts';

export const cifar10: Download = {
  id: 'cifar-10',
  title: 'CIFAR-10, photographs, 32×32',
  card: {
    summary: '60,000 colour photographs of ten kinds of animals and vehicles, 32×32; about a third of them are used.',
    origin: 'real',
    source: 'CIFAR-10 (A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009)',
    licence: 'not stated; its author asks to cite the report',
  },
  inputKind: 'image',
  inputShape: [32, 32, 3],
  files: [
    {
      name: 'cifar-10-binary.tar.gz',
      urls: [
        'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
        'https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/cifar-10-binary.tar.gz',
      ],
      bytes: 170_052_171,
      checksum: { kind: 'sha256', hex: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd' },
    },
  ],
  page: 'https://www.cs.toronto.edu/~kriz/cifar.html',
};
