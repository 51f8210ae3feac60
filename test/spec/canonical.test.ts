import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson, contentId, specId } from '../../src/spec/canonical.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';

describe('canonical JSON', () => {
  it('matches the example of RFC 8785, section 3.2.2 and 3.2.3', () => {
    const input = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    const expected =
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
    expect(canonicalJson(input)).to.equal(expected);
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse());
        expect(canonicalJson(reversed)).to.equal(canonicalJson(record));
      }),
    );
  });

  it('refuses what JSON cannot hold', () => {
    for (const value of [NaN, Infinity, -Infinity, undefined]) expect(() => canonicalJson(value)).to.throw();
  });

  it('gives every experiment an id that changes with any field', () => {
    const { spec } = presets.quick;
    expect(specId(spec)).to.match(/^sha256:[0-9a-f]{64}$/);
    expect(specId({ ...spec, seeds: { ...spec.seeds, root: spec.seeds.root + 1 } })).not.to.equal(specId(spec));
  });

  it('hashes as SHA-256 of the text (the empty object, computed with sha256sum)', () => {
    expect(contentId({})).to.equal('sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});
