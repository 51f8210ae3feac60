import { expect } from 'chai';
import { watchStandstill } from '../../src/state/heartbeat.ts';

describe('a page that stands still', () => {
  it('is noticed by beats that come late, and forgotten when nobody watches any more', async () => {
    const told: number[] = [];
    let now = 0;
    const beats: (() => void)[] = [];
    const real = window.setInterval;
    window.setInterval = ((beat: () => void) => beats.push(beat)) as never;
    const end = watchStandstill(
      (ms) => told.push(ms),
      () => now,
    );
    window.setInterval = real;
    for (const at of [250, 510, 1_200, 1_450]) {
      now = at;
      beats[0]!();
    }
    expect(told, 'a busy page').to.deep.equal([]);
    now = 4_700;
    beats[0]!();
    expect(told).to.deep.equal([3_000]);
    now = 9_000;
    document.dispatchEvent(new Event('visibilitychange'));
    now = 9_250;
    beats[0]!();
    expect(told, 'what was hidden meanwhile says nothing').to.have.length(1);
    end();
  });

  it('F-12: is told of by the browser where it is hidden: between a freeze and a resume nothing was done', () => {
    const told: number[] = [];
    let now = 0;
    const end = watchStandstill(
      (ms) => told.push(ms),
      () => now,
    );
    now = 10_000;
    document.dispatchEvent(new Event('freeze'));
    now = 70_000;
    document.dispatchEvent(new Event('resume'));
    end();
    document.dispatchEvent(new Event('resume'));
    expect(told).to.deep.equal([60_000]);
  });
});
