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
    expect(watch.end()).to.deep.equal({ before: 'nominal', during: 'serious' });
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
