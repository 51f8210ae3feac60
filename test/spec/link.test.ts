import { expect } from 'chai';
import { deflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { canonicalJson, contentId } from '../../src/spec/canonical.ts';
import { linkBase } from '../../src/spec/kinds/compare/link-base.ts';
import { decodeLink, encodeLink } from '../../src/spec/link.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { anySpec } from './arbitrary-spec.ts';

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=#%';

describe('the link of an experiment', () => {
  it('brings back any spec exactly', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const result = decodeLink(encodeLink(spec));
        expect(result.ok, result.ok ? '' : result.message).to.equal(true);
        expect(canonicalJson(result.ok && result.spec)).to.equal(canonicalJson(spec));
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when cut anywhere', () => {
    fc.assert(
      fc.property(anySpec, fc.nat(), (spec, at) => {
        const link = encodeLink(spec);
        expect(decodeLink(link.slice(0, at % link.length)).ok).to.equal(false);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when any character is another one', () => {
    fc.assert(
      fc.property(anySpec, fc.nat(), fc.constantFrom(...CHARACTERS), (spec, at, character) => {
        const link = encodeLink(spec);
        const place = at % link.length;
        fc.pre(link[place] !== character);
        expect(decodeLink(link.slice(0, place) + character + link.slice(place + 1)).ok).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });

  it('says in words what is wrong and what to do', () => {
    const link = encodeLink(presets.sensors.spec);
    const message = (text: string) => {
      const result = decodeLink(text);
      return result.ok ? '' : result.message;
    };
    expect(message(link.slice(0, -1))).to.match(/cut short or altered.*Ask for the link again/);
    expect(message('r1=')).to.match(/cut short/);
    expect(message('about')).to.match(/not a Drift Lab experiment/);
  });

  it('takes at most 1,500 characters for every preset', () => {
    for (const { spec } of Object.values(presets)) expect(encodeLink(spec).length).to.be.at.most(1500);
  });

  it('keeps its base: old links are differences to it', () => {
    expect(contentId(linkBase)).to.equal('sha256:f3409463b37515420164ef08878034fc9115213fc6b6c7818f97cc26fe2f194c');
  });

  it('refuses a payload that inflates beyond bounds, even with a right checksum', async () => {
    const bomb = deflateSync(strToU8(`{"labels":"${' '.repeat(2_000_000)}"}`), { level: 9 });
    const payload = btoa(String.fromCharCode(...bomb))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(payload)));
    const check = btoa(String.fromCharCode(...digest))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .slice(0, 10);
    const result = decodeLink(`r1=${payload}.${check}`);
    expect(result.ok ? '' : result.message).to.match(/too large/);
  });

  it('never touches prototypes', async () => {
    const bytes = deflateSync(strToU8('{"__proto__":{"polluted":[true]}}'));
    const payload = btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(payload)));
    const check = btoa(String.fromCharCode(...digest))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .slice(0, 10);
    expect(decodeLink(`r1=${payload}.${check}`).ok).to.equal(false);
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });
});
