import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { deflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { canonicalJson, contentId } from '../../src/spec/canonical.ts';
import { linkBase } from '../../src/spec/kinds/compare/link-base.ts';
import { decodeLink, encodeLink } from '../../src/spec/link.ts';
import { readShared, sharedText } from '../../src/spec/shared-result.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { allPresets } from '../../src/spec/kinds/registry.ts';
import { anySpec } from './arbitrary-spec.ts';

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=#%';

/** A link as version 1 wrote it, and the id of the experiment that it held. */
interface Old {
  readonly preset: string;
  readonly specId: string;
  readonly link: string;
}

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

  it('is refused where its first letter, its version or its mark is another: no preset opens as an experiment of another kind', () => {
    for (const { id, spec } of allPresets) {
      const link = encodeLink(spec);
      for (const altered of [link.replace(/^r/, 's'), link.replace(/^s/, 'r'), link.replace('2=', '1='), link.replace('2=', '2=+')])
        if (altered !== link) expect(decodeLink(altered).ok, `${id}: ${altered.slice(0, 4)}`).to.equal(false);
    }
    // Nor is the rest of a link with a result a link without one.
    const told = encodeLink(presets.sensors.spec, '{"lesson":{}}');
    expect(decodeLink(told.replace('+', '').split('.').slice(0, 2).join('.')).ok).to.equal(false);
  });

  it('of version 1 is still opened: every preset of then, frozen with its id', () => {
    const old = JSON.parse(readFileSync(new URL('fixtures/links-v1.json', import.meta.url), 'utf8')) as readonly Old[];
    expect(old.map(({ link }) => link.slice(0, 3))).to.include.members(['r1=', 's1=']);
    for (const { preset, specId, link } of old) {
      const result = decodeLink(link);
      expect(result.ok && contentId(result.spec), preset).to.equal(specId);
      expect(decodeLink(`${link.slice(0, 9)}${link[9] === 'x' ? 'y' : 'x'}${link.slice(10)}`).ok, preset).to.equal(false);
    }
  });

  it('says in words what is wrong and what to do', () => {
    const link = encodeLink(presets.sensors.spec);
    const message = (text: string) => {
      const result = decodeLink(text);
      return result.ok ? '' : result.message;
    };
    expect(message(link.slice(0, -1))).to.match(/cut short or altered.*Ask for the link again/);
    expect(message('r2=')).to.match(/cut short/);
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

  it('may say what a run came to, and is as surely refused when it was cut or altered', () => {
    const shared = sharedText({
      ...{ runId: `sha256:${'a'.repeat(64)}`, verdict: 'This run’s evidence favours “head only”', startedAt: '2026-11-30T10:00:00.000Z' },
      ...{ engine: 'wasm', seeds: 16, arms: [{ id: 'head-only', title: 'head only', mean: 0.9381, lo: 0.927, hi: 0.949 }] },
    });
    const link = encodeLink(presets.sensors.spec, shared);
    const result = decodeLink(link);
    expect(result).to.deep.include({ ok: true, spec: presets.sensors.spec, shared });
    expect(readShared(shared)!.arms[0]).to.include({ id: 'head-only', mean: 0.9381 });
    fc.assert(
      fc.property(fc.nat(link.length - 1), (at) => {
        expect(decodeLink(link.slice(0, at)).ok).to.equal(false);
        expect(decodeLink(`${link.slice(0, at)}${link[at] === 'x' ? 'y' : 'x'}${link.slice(at + 1)}`).ok).to.equal(false);
      }),
    );
  });

  it('holds an experiment with the results of twenty repairs in 8,000 characters', () => {
    const arms = Array.from({ length: 20 }, (_, i) => ({
      id: `repair-${i}`,
      title: `a repair with a name ${i}`,
      mean: 0.5 + i / 97,
      lo: 0.4 + i / 89,
      hi: 0.6 + i / 83,
    }));
    const shared = {
      runId: `sha256:${'0'.repeat(64)}`,
      verdict: 'v'.repeat(200),
      startedAt: '2026-11-30T10:00:00.000Z',
      engine: 'webgpu',
      seeds: 10,
      arms,
    };
    expect(encodeLink(presets.slang.spec, sharedText(shared)).length).to.be.at.most(8_000);
  });

  it('says nothing of a result that cannot be read', () => {
    for (const text of ['', '{', '{"runId":1}', JSON.stringify({ verdict: 'x'.repeat(1000) })])
      expect(readShared(text)).to.equal(undefined);
  });
});
