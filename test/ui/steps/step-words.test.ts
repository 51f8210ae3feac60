import { expect } from 'chai';
import { redone, stepWord, undone } from '../../../src/ui/steps/step-words.ts';
import { stepKeys } from '../../../src/ui/steps/step-keys.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../../src/spec/kinds/stream/presets.ts';

describe('the words of a step', () => {
  it('name what it changed', () => {
    expect(stepWord(['drift'])).to.equal('drift');
    expect(stepWord(['arms', 'labels'])).to.equal('repairs, labels');
    expect([stepWord(['run']), stepWord(['reset'])]).to.deep.equal(['run', 'reset']);
    expect(stepWord(['drift', 'reset'])).to.equal('another experiment');
    expect(stepWord(['seeds', 'run'])).to.equal('run with other seeds');
    expect(stepWord(['arms', 'data', 'drift', 'run'])).to.equal('another experiment');
  });

  it('has a word for every section of an experiment of any kind', () => {
    const sections = new Set(
      [presets.tonight.spec, ...Object.values(streamPresets).map(({ spec }) => spec)].flatMap((spec) => Object.keys(spec)),
    );
    const own = [...sections].filter((part) => !['version', 'kind'].includes(part) && stepWord([part]) === part);
    expect(own, 'a word of the file that is a plain word, too').to.have.members([
      ...['data', 'drift', 'engine', 'labels', 'model', 'policies', 'seeds', 'stream', 'complaints'],
    ]);
  });

  it('says what was undone, and why not', () => {
    expect(undone({ parts: ['model'] })).to.equal('Undone: model.');
    expect(redone({ parts: ['model'] })).to.equal('Done again: model.');
    expect([undone('nothing'), redone('nothing')]).to.deep.equal(['Nothing to undo.', 'Nothing to do again.']);
    expect(undone('busy')).to.match(/Stop it first/);
    expect(undone('refused')).to.match(/message on the page/);
  });

  it('stands in the help with its keys', () => {
    expect(stepKeys().map(({ key }) => key)).to.deep.equal(['Ctrl+Z', 'Ctrl+Y']);
  });
});
