import { expect } from 'chai';
import { expose } from 'comlink';
import type { Conformance, DetectService } from '../../../src/contracts/detect.ts';
import '../../../src/ui/bench/bench-conformance.ts';
import '../../../src/ui/bench/detector-calibration.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const found: Conformance = { subject: 'ddm', params: '', expected: 'alarms [7]', computed: 'alarms [7]', agrees: true, source: 'a paper' };
const service: DetectService = {
  conformance: () => [found, { ...found, computed: 'alarms [8]', agrees: false }],
  calibrate: () => new Promise(() => {}),
  threshold: () => new Promise(() => {}),
};

/** A worker that answers through a channel; `ended` counts how often it was terminated. */
function fakeWorker(of: Partial<DetectService> = {}) {
  const { port1, port2 } = new MessageChannel();
  expose({ ...service, ...of }, port1);
  port2.start();
  const worker = Object.assign(port2 as unknown as Worker, { ended: 0, terminate: () => void worker.ended++ });
  return worker as Worker & { ended: number };
}

const press = async (element: HTMLElement, label: string) => {
  findAll<HTMLButtonElement>(element, 'button')
    .find((button) => words(button) === label)!
    .click();
  await settled(element);
};
const until = async (element: HTMLElement, selector: string) => {
  while (!element.shadowRoot!.querySelector(selector)) await new Promise((resolve) => setTimeout(resolve));
};

describe('conformance', () => {
  it('is computed in a worker of its own, which ends with it, and names what does not agree', async () => {
    const worker = fakeWorker();
    const element = await mount('bench-conformance', { store: fakeStore().store, startWorker: () => worker });
    await press(element, 'Compute them all');
    await until(element, 'table');
    expect(words(find(element, 'strong'))).to.equal('1 of 2 agree.');
    expect(worker.ended).to.equal(1);
  });

  it('shows how far it is, can be stopped and begun again, and says when it went wrong', async () => {
    const waiting = fakeWorker({ conformance: ((tell: (share: number) => void) => (tell(0.25), new Promise(() => {}))) as never });
    const broken = fakeWorker({ conformance: () => { throw new Error('out of luck'); } }); // prettier-ignore
    const workers = [waiting, broken];
    const element = await mount('bench-conformance', { store: fakeStore().store, startWorker: () => workers.shift()! });
    await press(element, 'Compute them all');
    await until(element, 'progress[value="0.25"]');
    await press(element, 'Stop');
    expect(waiting.ended).to.equal(1);
    expect(findAll(element, 'progress')).to.have.length(0);
    await press(element, 'Compute them all');
    await until(element, '[role=alert]');
    expect(words(find(element, '[role=alert]'))).to.contain('out of luck');
    expect(broken.ended).to.equal(1);
  });
});

describe('the calibration of a detector', () => {
  it('is ended when it is stopped, and when its element leaves the page', async () => {
    const workers = [fakeWorker(), fakeWorker()];
    const left = [...workers];
    const element = await mount('detector-calibration', { detector: 'ddm', startWorker: () => left.shift()! });
    await press(element, 'How often would it cry wolf here?');
    await press(element, 'Stop');
    expect(workers.map(({ ended }) => ended)).to.deep.equal([1, 0]);
    await press(element, 'How often would it cry wolf here?');
    element.remove();
    expect(workers.map(({ ended }) => ended)).to.deep.equal([1, 1]);
  });
});
