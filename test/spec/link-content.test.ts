import { streamLinkBase } from '../../src/spec/kinds/stream/link-base.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { expect } from 'chai';
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { linkBase } from '../../src/spec/kinds/compare/link-base.ts';
import { decodeLink, encodeLink } from '../../src/spec/link.ts';
import { completeSpec, parseAny } from '../../src/spec/parse.ts';
import { globalDrift, type AnySpec, type Spec } from '../../src/spec/schema.ts';

const complete = (input: unknown): AnySpec => {
  const result = parseAny(input);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.spec;
};
const base = complete(linkBase) as Spec;
/** Base64url without padding (RFC 4648, section 5). */
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
/** What a link holds, read without our reader: the base's difference, deflated. */
const held = (link: string): unknown => JSON.parse(strFromU8(inflateSync(Buffer.from(link.slice(3, link.indexOf('.')), 'base64url'))));
/** A link with a right checksum around any content. */
function linkOf(json: string): string {
  const start = `r2=${text(deflateSync(strToU8(json)))}`;
  return `${start}.${text(sha256(strToU8(start))).slice(0, 10)}`;
}
const refusal = (link: string): string => {
  const result = decodeLink(link);
  return result.ok ? '' : result.message;
};

describe('what a link holds', () => {
  it('is only what differs from the base: keys that changed, each new value in a list', () => {
    // The base leaves out what a drift has by default.
    const drift = [base.drift];
    expect(held(encodeLink(base))).to.deep.equal({ drift });
    expect(held(encodeLink({ ...base, seeds: { root: 20260101, count: 7 } }))).to.deep.equal({ drift, seeds: { count: [7] } });
    expect(held(encodeLink({ ...base, energy: { ...base.energy, region: 'FRA' } }))).to.deep.equal({ drift, energy: { region: ['FRA'] } });
    expect(held(encodeLink({ ...base, recipe: { clip: { id: 'norm', at: 1 } } } as unknown as Spec))).to.deep.equal({
      ...{ drift, recipe: [{ clip: { at: 1, id: 'norm' } }] },
    });
    // What lost a key is replaced as a whole, since a difference cannot say that something is gone.
    expect(held(encodeLink({ ...base, model: { family: 'softmax', params: {} } }))).to.deep.equal({
      ...{ drift, model: { family: ['softmax'], params: [{}] } },
    });
  });

  it('says by its start what it is: a comparison or a stream', () => {
    const stream = complete(streamLinkBase);
    expect([encodeLink(base).slice(0, 3), encodeLink(stream).slice(0, 3)]).to.deep.equal(['r2=', 's2=']);
    expect(held(encodeLink(stream))).to.deep.equal({ policies: [[{ id: 'never', params: {} }]] });
    expect(decodeLink(encodeLink(stream))).to.deep.equal({ ok: true, spec: stream });
  });

  it('may be much: 40 KB of parameters come back', () => {
    const params = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `p${i}`,
        text(sha256(strToU8(`${i}`)))
          .repeat(4)
          .slice(0, 170),
      ]),
    );
    const spec: Spec = { ...base, drift: Array.from({ length: 5 }, () => ({ ...globalDrift('contrast', 3), params })) };
    expect(decodeLink(encodeLink(spec))).to.deep.equal({ ok: true, spec });
  });
});

describe('a link that is none', () => {
  it('is cut short where a part is missing, or has one too many', () => {
    for (const link of ['r2=', 'r2=abc', 'r2=.abc', 'r2=abc.def.ghi', 'r1=', 'r1=abc', `${encodeLink(base)}.more`]) {
      expect(refusal(link), link).to.equal('This link was cut short. Ask for the link again, or start from a preset.');
    }
  });

  it('takes a # before it, and nowhere else', () => {
    const link = encodeLink(base);
    expect(decodeLink(`#${link}`)).to.deep.equal({ ok: true, spec: base });
    expect(refusal(`r#${link.slice(1)}`)).to.match(/not a Drift Lab experiment/);
  });

  it('holds a difference of another form, or reaches for prototypes', () => {
    for (const json of ['5', 'null', '"r1"', '{"seeds":5}', '{"__proto__":{"count":[7]}}', '{"seeds":{"__proto__":[7]}}']) {
      expect(refusal(linkOf(json)), json).to.match(/^This link cannot be read \(its content is malformed\)/);
    }
    // Faults of the reference: a number beyond all bounds and half a letter, which no address could hold again.
    expect(refusal(linkOf('{"drift":[[{"id":"contrast","severity":3,"params":{"x":1e999}}]]}'))).to.match(
      /cannot run: drift\[0\]\.params\.x: expected a number that JSON can hold, got Infinity/,
    );
    expect(refusal(linkOf('{"drift":[[{"id":"contrast","severity":3,"where":{"scope":"class","name":"\\ud800"}}]]}'))).to.match(
      /cannot run: drift\[0\]\.where\.name: holds half a letter/,
    );
    expect(refusal(linkOf('{"surprise":[1]}'))).to.match(/cannot run: surprise: unknown key/);
    expect(refusal(linkOf(`"${'a'.repeat(65 * 1024)}"`))).to.match(/it is too large/);
  });
});

describe('input that is no spec', () => {
  it('is refused in words, whatever it is', () => {
    for (const input of [null, undefined, 5, 'stream', [], () => 'stream']) {
      const result = parseAny(input);
      expect(result.ok, String(input)).to.equal(false);
    }
    const at = (input: unknown) => {
      const result = parseAny(input);
      return result.ok ? [] : result.issues.map(({ path, message }) => [path, message]);
    };
    expect(at(5)[0]![0]).to.equal('');
    const { base: _, ...without } = base;
    expect(at(without)).to.deep.equal([['base', 'missing']]);
    expect(at({ ...base, model: {} })).to.deep.equal([['model.family', 'missing']]);
    expect(at({ ...base, drift: [{ id: 'contrast', severity: 3, where: {} }] })).to.deep.equal([['drift[0].where.scope', 'missing']]);
    expect(at({ ...base, seeds: 5 })[0]![1]).to.match(/^(?!missing|unknown key).*got 5$/);
    expect(at({ ...base, surprise: 1 })).to.deep.equal([['surprise', 'unknown key']]);
    for (const input of [null, [], 'spec']) {
      expect(completeSpec(input)).to.deep.equal({ ok: false, issues: [{ path: '', message: 'expected a JSON object' }] });
    }
  });
});
