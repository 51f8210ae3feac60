import { expect } from 'chai';
import { encodingOf, textChunks } from '../../../src/data/readers/text-chunks.ts';
import type { ByteChunks } from '../../../src/data/readers/byte-chunks.ts';
import { failure } from './failure.ts';

async function* chunks(...parts: readonly (readonly number[])[]): ByteChunks {
  for (const part of parts) yield Uint8Array.from(part);
}

async function text(...parts: readonly (readonly number[])[]): Promise<string[]> {
  const read: string[] = [];
  for await (const each of textChunks(chunks(...parts))) read.push(each);
  return read;
}

describe('the text of a file', () => {
  it('is UTF-16 after a whole byte order mark, and UTF-8 after half of one or none (Unicode 15, section 23.8)', () => {
    expect(encodingOf(Uint8Array.of(0xff, 0xfe))).to.equal('utf-16le');
    expect(encodingOf(Uint8Array.of(0xfe, 0xff))).to.equal('utf-16be');
    for (const head of [[0xff], [0xfe], [0xff, 0x41], [0xfe, 0x41], [0x41, 0xfe], [0x41, 0xff], [0xff, 0xff], [0xfe, 0xfe], []]) {
      expect(encodingOf(Uint8Array.from(head)), head.join()).to.equal('utf-8');
    }
  });

  it('comes without its mark, and with characters whole that chunks cut in two', async () => {
    expect((await text([0xef, 0xbb, 0xbf, 0x61, 0xc3], [0xa9])).join('')).to.equal('aé');
    expect((await text([0xff, 0xfe, 0x61], [0x00, 0x3d], [0xd8, 0x00, 0xde])).join('')).to.equal('a😀');
    expect((await text([0xfe, 0xff, 0x00, 0x61])).join('')).to.equal('a');
    expect(await text()).to.deep.equal([]);
  });

  it('is refused where it is none: half a character of UTF-16 at the end, NUL bytes, control characters', async () => {
    const refusal = async (...parts: readonly (readonly number[])[]) => (await failure(text(...parts))).message;
    expect(await refusal([0xff, 0xfe, 0x61])).to.equal('the file is not UTF-16 text');
    expect(await refusal([0x61], [0x62, 0x00])).to.equal('this is not a text file (it holds NUL bytes)');
    expect(await refusal([0x61, 0xff, 0x01])).to.equal('this is not a text file (it holds control characters)');
    expect((await text([0xff, 0xfe, 0x61, 0x00])).join(''), 'UTF-16 is full of them').to.equal('a');
  });
});
