import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect } from 'chai';
import { downloadBytes, type Download } from '../../../datasets/downloads/download.ts';
import type { Fetch } from '../../../datasets/downloads/fetch-file.ts';
import { downloads } from '../../../datasets/downloads/registry.ts';
import { fetchDownload, isDownloaded, openDownload, removeDownload } from '../../../datasets/downloads/store.ts';
import { failure } from '../../data/readers/failure.ts';
import { arff, cifar, gzip, idx, joined } from '../../data/readers/fixtures.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Small files in the formats of the real ones. */
const contents: Readonly<Record<string, Bytes>> = {
  'train-images-idx3-ubyte.gz': joined(gzip(idx([20, 28, 28], (i) => i % 200))),
  'train-labels-idx1-ubyte.gz': joined(gzip(idx([20], (i) => i % 2))),
  't10k-images-idx3-ubyte.gz': joined(gzip(idx([4, 28, 28], (i) => i % 100))),
  't10k-labels-idx1-ubyte.gz': joined(gzip(idx([4], (i) => i % 2))),
  'cifar-10-binary.tar.gz': joined(gzip(cifar)),
  'electricity.arff': joined(arff),
};

/** The entry with sizes and checksums of the small files. */
const small = (entry: Download): Download => ({
  ...entry,
  files: entry.files.map((file) => {
    const bytes = contents[file.name]!;
    const hash = file.checksum.kind === 'md5' ? md5 : sha256;
    return { ...file, bytes: bytes.length, checksum: { kind: file.checksum.kind, hex: bytesToHex(hash(bytes)) } };
  }),
});
const mnist = small(downloads[0]!);
const nameIn = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** A web of these files; it notes what was asked of it. */
function web(answer: (url: string) => Bytes | number = (url) => contents[nameIn(url)]!) {
  const asked: string[] = [];
  const fetch: Fetch = (url) => {
    asked.push(url);
    const found = answer(url);
    return Promise.resolve(typeof found === 'number' ? new Response('', { status: found }) : new Response(found));
  };
  return { asked, fetch };
}

describe('known downloads', () => {
  afterEach(() => caches.delete('drift-lab-downloads-1'));

  for (const entry of downloads) {
    describe(entry.id, () => {
      it('says where its files are, how large they are and what they may be used for', () => {
        expect(entry.card.licence).not.to.equal('');
        expect(new URL(entry.page).protocol).to.equal('https:');
        expect(downloadBytes(entry)).to.be.above(1_000_000);
        for (const { urls, checksum } of entry.files) {
          for (const url of urls) expect(new URL(url).protocol).to.equal('https:');
          expect(checksum.hex).to.match(checksum.kind === 'sha256' ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{32}$/);
        }
      });

      it('is not on this device until it is fetched, then without the network, until it is removed', async () => {
        const { asked, fetch } = web();
        const tiny = small(entry);
        expect(await openDownload(tiny)).to.equal(undefined);
        await fetchDownload(tiny, { fetch });
        expect(await isDownloaded(tiny)).to.equal(true);
        const data = await openDownload(tiny);
        expect(data).to.include({ id: entry.id, title: entry.title });
        expect(data!.card).to.deep.equal(entry.card);
        if (entry.inputKind === 'image') expect(data!.samples.inputShape).to.deep.equal(entry.inputShape);
        expect(asked.map(nameIn)).to.deep.equal(tiny.files.map(({ name }) => name));
        await removeDownload(tiny);
        expect(await isDownloaded(tiny)).to.equal(false);
      });
    });
  }

  it('join training and test images', async () => {
    await fetchDownload(mnist, { fetch: web().fetch });
    expect((await openDownload(mnist))!.samples.rows).to.equal(24);
  });

  it('give labels their names', async () => {
    const fashion = small(downloads[1]!);
    await fetchDownload(fashion, { fetch: web().fetch });
    expect((await openDownload(fashion))!.classes).to.deep.equal(['T-shirt/top', 'Trouser']);
  });

  it('report progress up to their size', async () => {
    const seen: [number, number][] = [];
    await fetchDownload(mnist, { fetch: web().fetch, onProgress: (done, total) => seen.push([done, total]) });
    const done = seen.map(([bytes]) => bytes);
    expect(done).to.deep.equal([...done].sort((a, b) => a - b));
    expect(seen.at(-1)).to.deep.equal([downloadBytes(mnist), downloadBytes(mnist)]);
  });

  it('fetch only what is missing', async () => {
    const broken = web((url) => (nameIn(url).startsWith('t10k-labels') ? 404 : contents[nameIn(url)]!));
    await failure(fetchDownload(mnist, { fetch: broken.fetch }));
    expect(await openDownload(mnist)).to.equal(undefined);
    const { asked, fetch } = web();
    await fetchDownload(mnist, { fetch });
    expect(asked.map(nameIn)).to.deep.equal(['t10k-labels-idx1-ubyte.gz']);
  });

  it('try the next address when one fails or gives something else', async () => {
    const [first] = mnist.files[0]!.urls.map((url) => new URL(url).host);
    const { asked, fetch } = web((url) => (new URL(url).host === first ? joined('not it') : contents[nameIn(url)]!));
    await fetchDownload(mnist, { fetch });
    expect(asked).to.have.length(8);
    expect(await isDownloaded(mnist)).to.equal(true);
  });

  const wrong: readonly (readonly [string, (bytes: Bytes) => Bytes | number, RegExp])[] = [
    ['a server error', () => 503, /the server answered 503/],
    ['too many bytes', (bytes) => joined(bytes, 'x'), /larger than the \d+ bytes/],
    ['too few bytes', (bytes) => bytes.slice(0, -1), /ended after \d+ of \d+ bytes/],
    ['other bytes', (bytes) => bytes.with(20, bytes[20]! ^ 1), /its checksum differs/],
  ];
  for (const [name, change, message] of wrong) {
    it(`are not stored after ${name}, and it is said where else to get them`, async () => {
      const { fetch } = web((url) => change(contents[nameIn(url)]!));
      const error = await failure(fetchDownload(mnist, { fetch }));
      expect(error.message).to.match(message);
      expect(error.message).to.include('train-images-idx3-ubyte.gz could not be downloaded');
      expect(error.remedy).to.include(mnist.page);
      expect(await isDownloaded(mnist)).to.equal(false);
    });
  }

  it('say so when there is no connection', async () => {
    const error = await failure(fetchDownload(mnist, { fetch: () => Promise.reject(new TypeError('Failed to fetch')) }));
    expect(error.message).to.include('Failed to fetch');
  });

  it('stop when told to, and store nothing then', async () => {
    const controller = new AbortController();
    const running = fetchDownload(mnist, { fetch: web().fetch, signal: controller.signal, onProgress: () => controller.abort() });
    expect(await running.catch((reason: unknown) => reason)).to.have.property('name', 'AbortError');
    expect(await isDownloaded(mnist)).to.equal(false);
  });

  it('say so when the device is full', async () => {
    const full = { match: () => Promise.resolve(undefined), put: () => Promise.reject(new DOMException('no space', 'QuotaExceededError')) };
    const storage = { open: () => Promise.resolve(full) } as unknown as CacheStorage;
    const error = await failure(fetchDownload(mnist, { fetch: web().fetch, caches: storage }));
    expect(error.message).to.equal('train-images-idx3-ubyte.gz could not be stored on this device (no space)');
  });
});
