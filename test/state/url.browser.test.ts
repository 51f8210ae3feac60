import { expect } from 'chai';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { addressOf, linkTo, pageInAddress, putInAddress, specInAddress, type Address } from '../../src/state/url.ts';

const { spec } = presets.quick;
const [lab, stream, bench]: readonly [Address, Address, Address] = [
  { kind: 'compare' },
  { kind: 'stream', fragment: '#/stream' },
  { fragment: '#/bench' },
];
const pages = [lab, stream, bench] as const;
const go = (fragment: string) => history.replaceState(null, '', `${location.pathname}${location.search}${fragment}`);

describe('the address', () => {
  afterEach(() => go(''));

  it('means the first page, with or without an experiment, unless it names another or holds a link of its kind', () => {
    for (const fragment of ['', addressOf(spec), '#/nowhere', '#bench']) {
      go(fragment);
      expect(pageInAddress(pages), fragment).to.equal(lab);
    }
    for (const fragment of ['#/stream', addressOf(streamPresets.plants.spec)]) {
      go(fragment);
      expect(pageInAddress(pages), fragment).to.equal(stream);
    }
    go('#/bench');
    expect(pageInAddress(pages)).to.equal(bench);
  });

  it('holds an experiment, or the fragment of a page and none', () => {
    putInAddress(spec);
    expect(location.href).to.equal(location.href.replace(/#.*/, addressOf(spec)));
    expect(specInAddress(pages)).to.deep.equal({ ok: true, spec });
    go('#/bench');
    expect(specInAddress(pages)).to.equal(undefined);
    go('#/nowhere');
    expect(specInAddress(pages)).to.deep.include({ ok: false });
  });

  it('is shared without the query', () => {
    expect(linkTo(spec)).to.equal(`${location.origin}${location.pathname}${addressOf(spec)}`);
  });
});
