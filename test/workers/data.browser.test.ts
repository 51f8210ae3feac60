import { expect } from 'chai';
import { proxy, wrap, type Remote } from 'comlink';
import type { DataService } from '../../src/contracts/services.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../src/spec/schema.ts';

describe('the data worker', () => {
  let worker: Worker;
  let data: Remote<DataService>;
  const silent = proxy(() => {});

  before(() => {
    worker = new Worker(new URL('../../workers/data.ts', import.meta.url), { type: 'module' });
    data = wrap<DataService>(worker);
  });
  after(() => worker.terminate());

  it('shows the same rows before and after the drift, with the ledger', async () => {
    const answer = await data.preview(presets.quick.spec);
    if (!answer.preview) throw new Error(answer.refusal?.text);
    const { before, after, ledger, inputShape } = answer.preview;
    expect(inputShape).to.deep.equal([8, 8, 1]);
    expect(after.x).to.have.length(before.x.length);
    expect(after.x).not.to.deep.equal(before.x);
    expect(after.y).to.deep.equal(before.y);
    expect(ledger[0]).to.include({ id: 'contrast', severity: 3 });
  });

  it('refuses an experiment that cannot run, with the path', async () => {
    const answer = await data.preview({ ...presets.quick.spec, drift: [globalDrift('gain-offset', 1)] });
    if (!answer.refusal) throw new Error('it was accepted');
    expect(answer.refusal.issues[0]!.path).to.equal('drift[0].id');
  });

  it('reads a CSV, proposes an experiment on it, and previews that', async () => {
    const lines = Array.from(
      { length: 200 },
      (_, i) => `${i % 17},"${i % 2 ? 'red, dark' : 'blue'}",${i % 5 ? (i % 2) * 3 + (i % 7) / 7 : ''},${i % 2 ? 'yes' : 'no'}`,
    );
    const file = new File([['a,colour,b,answer', ...lines].join('\n')], 'mine.csv');
    const answer = await data.readOwn([file], [], {}, silent);
    if (!('own' in answer)) throw new Error(answer.refusal.text);
    expect(answer.own.facts.classes).to.have.members(['yes', 'no']);
    expect(answer.own.spec.params).to.include({ name: 'mine.csv', label: 'answer' });
    const spec: Spec = { ...presets.quick.spec, data: answer.own.spec, drift: [globalDrift('gain-offset', 3)], labels: { budget: 20 } };
    const preview = await data.preview(spec);
    expect(preview).to.have.property('preview');
  });

  it('names file, line and column of what it cannot read', async () => {
    const ragged = await data.readOwn([new File(['a,b,y\n1,2,p\n3,q\n'], 'bad.csv')], [], {}, silent);
    if (!('refusal' in ragged)) throw new Error('it was accepted');
    expect(ragged.refusal.text).to.match(/^bad\.csv:3: /);
  });
});
