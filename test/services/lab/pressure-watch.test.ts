import { expect } from 'chai';
import { PressureWatch } from '../../../src/services/lab/pressure-watch.ts';
import { busyElsewhere } from '../../../src/measure/energy/pressure.ts';

/** A watch whose clock is set by hand (ms). */
function watchAt() {
  const clock = { ms: 0 };
  return { clock, watch: new PressureWatch(() => clock.ms) };
}

describe('pressure on the processor', () => {
  it('is unknown where the browser does not tell', () => {
    const { watch } = watchAt();
    watch.begin();
    expect(watch.end()).to.deep.equal({ before: 'unknown', during: 'unknown' });
  });

  it('is told as it was before a run, and at its highest during it', () => {
    const { watch } = watchAt();
    watch.note('nominal');
    watch.begin();
    watch.note('serious');
    watch.note('fair');
    expect(watch.end()).to.deep.include({ before: 'nominal', during: 'serious' });
  });

  it('is logged when it changes, in seconds from the beginning, and not where it does not', () => {
    const { clock, watch } = watchAt();
    watch.note('nominal');
    watch.begin();
    watch.note('nominal');
    expect(watch.end()).to.not.have.property('log');
    clock.ms = 10_000;
    watch.begin();
    clock.ms = 11_500;
    watch.note('serious');
    watch.note('serious');
    clock.ms = 14_000;
    watch.note('fair');
    expect(watch.end().log).to.deep.equal([
      { seconds: 1.5, state: 'serious' },
      { seconds: 4, state: 'fair' },
    ]);
    watch.begin();
    expect(watch.end(), 'the next run begins with an empty log').to.not.have.property('log');
  });

  it('is logged fifty times at most, which the highest does not heed', () => {
    const { watch } = watchAt();
    watch.begin();
    for (let i = 0; i < 60; i++) watch.note(i % 2 ? 'fair' : 'nominal');
    watch.note('critical');
    const { log, during } = watch.end();
    expect([log!.length, during]).to.deep.equal([50, 'critical']);
  });

  it('does not hold the pressure of a run against the one that follows at once', () => {
    const { clock, watch } = watchAt();
    watch.note('nominal');
    watch.begin();
    watch.note('critical');
    watch.end();
    clock.ms += 1000;
    watch.begin();
    expect(watch.end().before).to.equal('nominal');
    clock.ms += 5000;
    watch.begin();
    expect(watch.end().before).to.equal('critical');
  });

  it('speaks against times when it was serious before the run, or during one on the GPU; our own threads raise it otherwise', () => {
    expect(busyElsewhere({ before: 'serious', during: 'serious' }, false)).to.equal(true);
    expect(busyElsewhere({ before: 'fair', during: 'critical' }, false)).to.equal(false);
    expect(busyElsewhere({ before: 'fair', during: 'critical' }, true)).to.equal(true);
    expect(busyElsewhere({ before: 'fair', during: 'fair' }, true)).to.equal(false);
    expect(busyElsewhere({ before: 'unknown', during: 'unknown' }, true)).to.equal(false);
  });
});
