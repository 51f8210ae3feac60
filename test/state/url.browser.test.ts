import { expect } from 'chai';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { addressOf, benchAddress, linkTo, pageInAddress, putInAddress, specInAddress } from '../../src/state/url.ts';

const { spec } = presets.quick;
const go = (fragment: string) => history.replaceState(null, '', `${location.pathname}${location.search}${fragment}`);

describe('the address', () => {
  afterEach(() => go(''));

  it('means the Lab, with or without an experiment, unless it names another page', () => {
    for (const fragment of ['', addressOf(spec), '#/nowhere', '#bench']) {
      go(fragment);
      expect(pageInAddress(), fragment).to.equal('lab');
    }
    go(benchAddress);
    expect(pageInAddress()).to.equal('bench');
  });

  it('holds the experiment in the Lab, and none on another page', () => {
    putInAddress(spec);
    expect(location.href).to.equal(location.href.replace(/#.*/, addressOf(spec)));
    expect(specInAddress()).to.deep.equal({ ok: true, spec });
    go(benchAddress);
    expect(specInAddress()).to.equal(undefined);
    go('#/nowhere');
    expect(specInAddress()).to.deep.include({ ok: false });
  });

  it('is shared without the query', () => {
    expect(linkTo(spec)).to.equal(`${location.origin}${location.pathname}${addressOf(spec)}`);
  });
});
