import { expect } from 'chai';
import { StreamControl } from '../../../../src/experiment/kinds/stream/control.ts';
import { globalDrift } from '../../../../src/spec/schema.ts';
import { until } from '../../../turns.ts';

describe('driving a stream', () => {
  it('pauses, lets single batches come, jumps, and stops', async () => {
    const control = new StreamControl();
    control.pause();
    let batch = 0;
    const loop = (async () => {
      for (; batch < 100; batch++) await control.beforeBatch(0, batch);
    })().catch((error: unknown) => error);
    control.obey({ type: 'step' });
    await until(() => batch === 1);
    control.obey({ type: 'jump', batch: 30 });
    await until(() => batch === 30);
    control.obey({ type: 'drift', drift: globalDrift('gain-offset', 5), batch: 40 });
    control.obey({ type: 'approve', policy: 0 });
    expect(control.commands(30)).to.deep.equal([{ type: 'approve', policy: 0 }]);
    expect(control.commands(40)).to.have.length(1);
    control.stop();
    expect(await loop).to.be.instanceOf(Error);
    expect(batch).to.equal(30);
  });
});
