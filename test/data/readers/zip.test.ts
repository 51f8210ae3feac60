import { expect } from 'chai';
import fc from 'fast-check';
import { crc32 } from '../../../src/data/readers/crc32.ts';
import { readZipDirectory, readZipEntry } from '../../../src/data/readers/zip.ts';
import { failure } from './failure.ts';
import { joined, zip } from './fixtures.ts';

const text = new TextEncoder().encode('some text, some text, some text');
const bytes = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, i) => (i * i) % 251);
const blob = (...parts: Uint8Array<ArrayBuffer>[]): Blob => new Blob(parts);

/** Where the central directory begins, from the end record (PKWARE APPNOTE 4.3.16). */
const directoryOf = (archive: Uint8Array): number => new DataView(archive.buffer).getUint32(archive.length - 6, true);

/** The archive with a field of its first directory entry changed. */
function withField(archive: Uint8Array<ArrayBuffer>, at: number, value: number, size: 2 | 4): Blob {
  const copy = archive.slice();
  const view = new DataView(copy.buffer);
  if (size === 2) view.setUint16(directoryOf(copy) + at, value, true);
  else view.setUint32(directoryOf(copy) + at, value, true);
  return blob(copy);
}

describe('ZIP archives', () => {
  it('give back what was packed, stored or deflated, and leave folders out', async () => {
    for (const level of [0, 6] as const) {
      const archive = blob(zip({ 'a/': new Uint8Array(0), 'a/b.bin': bytes(200_000), 'ü/leer': new Uint8Array(0) }, level));
      const entries = await readZipDirectory(archive);
      expect(entries.map(({ name, size }) => [name, size])).to.deep.equal([
        ['a/b.bin', 200_000],
        ['ü/leer', 0],
      ]);
      expect(await readZipEntry(archive, entries[0]!)).to.deep.equal(bytes(200_000));
      expect(await readZipEntry(archive, entries[1]!)).to.have.length(0);
    }
  });

  it('may have something before them and a comment behind them', async () => {
    const plain = zip({ 'a.txt': text });
    const commented = joined(plain, 'hello');
    new DataView(commented.buffer).setUint16(plain.length - 2, 5, true);
    const archive = blob(bytes(100), commented);
    expect(await readZipEntry(archive, (await readZipDirectory(archive))[0]!)).to.deep.equal(text);
  });

  it('have the check sums of ISO 3309 (the published check value of CRC-32 is cbf43926 for “123456789”)', () => {
    expect(crc32(new TextEncoder().encode('123456789')).toString(16)).to.equal('cbf43926');
  });
});

describe('archives that are refused', () => {
  const archive = zip({ 'a.bin': text });

  it('100,000 entries, before anything is unpacked', async () => {
    const many = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`a/${i}`, new Uint8Array(0)]));
    const sixty = await failure(readZipDirectory(blob(zip(many, 0))));
    expect(sixty.message).to.equal('the archive has 60,000 entries; at most 20,000 can be read');
    // With 65,535 or more, a ZIP64 record has the number and the ordinary one says 65,535 (APPNOTE 4.4.1.4).
    const end = archive.slice();
    new DataView(end.buffer).setUint16(end.length - 12, 0xffff, true);
    expect((await failure(readZipDirectory(blob(end)))).message).to.equal(
      'the archive has 65,535 or more entries; at most 20,000 can be read',
    );
  });

  for (const name of ['../a.png', 'a/../../b.png', '/etc/a.png', 'C:\\a.png', 'a\\..\\b', '\\\\server\\a']) {
    it(`a name that leads out of it: ${name}`, async () => {
      expect((await failure(readZipDirectory(blob(zip({ [name]: text }))))).message).to.include('leads out of it');
    });
  }

  const cases: readonly (readonly [string, Blob, RegExp])[] = [
    ['no archive', blob(bytes(500)), /directory is missing at the end/],
    ['truncated', blob(archive.slice(0, -30)), /directory is missing at the end/],
    ['encrypted', withField(archive, 8, 1, 2), /a\.bin is encrypted/],
    ['another method', withField(archive, 10, 12, 2), /packed by method 12/],
    ['a broken directory', withField(archive, 0, 0, 4), /entry 1 of its directory is broken/],
    ['an entry larger than the archive', withField(archive, 20, 1_000_000, 4), /overlap/],
    ['a declared bomb', withField(archive, 24, 900_000_000, 4), /a\.bin unpacks to more than 200 times its size/],
    ['a declared size beyond all limits', withField(archive, 24, 4_000_000_000, 4), /a\.bin unpacks to more than/],
  ];
  for (const [name, file, message] of cases) {
    it(name, async () => expect((await failure(readZipDirectory(file))).message).to.match(message));
  }

  it('entries that are not what the directory says: checksum, size, place', async () => {
    const read = async (file: Blob) => readZipEntry(file, (await readZipDirectory(file))[0]!);
    expect((await failure(read(withField(archive, 16, 1, 4)))).message).to.include('a.bin does not match its checksum');
    expect((await failure(read(withField(archive, 24, text.length + 1, 4)))).message).to.include('does not match its checksum');
    expect((await failure(read(withField(archive, 24, 5, 4)))).message).to.include('unpacks to more than its directory says');
    expect((await failure(read(withField(archive, 42, 3, 4)))).message).to.include('does not lie where its directory says');
  });

  it('a real bomb: a megabyte of zeros declared as ten bytes', async () => {
    const bomb = withField(zip({ zeros: new Uint8Array(1_000_000) }), 24, 10, 4);
    const [entry] = await readZipDirectory(bomb);
    expect((await failure(readZipEntry(bomb, entry!))).message).to.include('zeros unpacks to more than its directory says');
  });

  it('anything damaged ends in an error of its own or in the bytes that were packed', async () => {
    const packed = zip({ 'a/b.bin': bytes(3000), 'c.txt': text });
    const flips = fc.array(fc.tuple(fc.nat(packed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(flips, fc.nat(packed.length), async (changes, cut) => {
        const copy = packed.slice(0, cut % 3 ? packed.length : cut);
        for (const [at, byte] of changes) if (at < copy.length) copy[at] = byte;
        const file = blob(copy);
        const error: unknown = await readZipDirectory(file)
          .then(async (entries) => {
            for (const entry of entries) await readZipEntry(file, entry);
          })
          .catch((reason: unknown) => reason);
        if (error !== undefined) expect(error).to.have.property('name', 'DataError');
      }),
      { numRuns: 300 },
    );
  });
});
