import { expect } from 'chai';
import { WakeLock } from '../../../src/ui/present/wake-lock.ts';
import { until } from '../mount.ts';

/** A lock as the browser hands it out. */
class FakeLock extends EventTarget {
  released = false;
  async release(): Promise<void> {
    this.released = true;
    this.dispatchEvent(new Event('release'));
  }
}

describe('the screen while something is presented', () => {
  const own = Object.getOwnPropertyDescriptor(navigator, 'wakeLock');
  afterEach(() => {
    if (own) Object.defineProperty(navigator, 'wakeLock', own);
    else Reflect.deleteProperty(navigator, 'wakeLock');
  });
  const browser = (request: () => Promise<unknown>) =>
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } });

  it('is kept awake, again after the browser let go, until it is over', async () => {
    const given: FakeLock[] = [];
    browser(async () => given[given.push(new FakeLock()) - 1]);
    const lock = new WakeLock(() => {});
    lock.hold();
    await until(() => lock.holds);
    await given[0]!.release();
    expect(lock.holds).to.equal(false);
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => lock.holds);
    lock.release();
    expect(lock.holds).to.equal(false);
    expect(given.map(({ released }) => released)).to.deep.equal([true, true]);
    document.dispatchEvent(new Event('visibilitychange'));
    await new Promise(requestAnimationFrame);
    expect(given.length).to.equal(2);
  });

  it('may go dark where the browser refuses, and that can be told', async () => {
    let asked = 0;
    browser(() => Promise.reject(new Error(`refused ${++asked}`)));
    const lock = new WakeLock(() => {});
    lock.hold();
    await until(() => asked === 1);
    await new Promise(requestAnimationFrame);
    expect(lock.holds).to.equal(false);
    lock.release();
  });
});
