import { expect } from 'chai';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import { failure } from './failure.ts';
import { cifar, cifarBatch, fileOf, gzip, tar } from './fixtures.ts';

describe('the CIFAR-10 archive', () => {
  it('gives images with the names of the classes, red, green and blue of a pixel side by side', async () => {
    for (const file of [fileOf('cifar-10-binary.tar.gz', gzip(cifar)), fileOf('cifar.tar', cifar)]) {
      const data = await readOwnFiles([file]);
      expect(data.samples.inputShape).to.deep.equal([32, 32, 3]);
      expect(data.classes).to.deep.equal(['airplane', 'automobile']);
      expect([...data.samples.y.subarray(0, 3)]).to.deep.equal([0, 1, 0]);
      // The fixture: 50, 100 and 150 in the three planes, and the row's number on top.
      expect([...data.samples.x.subarray(3072, 3076)]).to.deep.equal([51, 101, 151, 51].map((byte) => Math.fround(byte / 255)));
    }
  });

  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['another archive', tar({ 'a/b.txt': new Uint8Array(3) }), /holds no CIFAR-10 batches/],
    [
      'a batch of another length',
      tar({ 'data_batch_1.bin': cifarBatch.slice(1) }),
      /data_batch_1\.bin has 61459 bytes, no multiple of 3073/,
    ],
    ['truncated', cifar.slice(0, 20_000), /data_batch_1\.bin is cut off/],
    ['a wrong checksum', cifar.with(0, 100), /the header at byte 0 does not match its checksum/],
    ['a name that leads out of it', tar({ '../data_batch_1.bin': cifarBatch }), /leads out of it/],
    ['a label without a name', cifar.with(1024 + 512, 200), /holds the label 200/],
  ];
  for (const [name, bytes, message] of cases) {
    it(`is refused: ${name}`, async () => expect((await failure(readOwnFiles([fileOf('a.tar', bytes)]))).message).to.match(message));
  }
});
