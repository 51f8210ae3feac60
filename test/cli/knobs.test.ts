import { expect } from 'chai';
import { CliError } from '../../src/cli/cli-error.ts';
import { parseGiven, type Given } from '../../src/cli/command.ts';
import { policiesTold, run } from '../../src/cli/commands/run.ts';
import { specFrom } from '../../src/cli/spec-options.ts';
import { crossed } from '../../src/cli/policies-crossed.ts';
import { leadSituations } from '../../src/spec/lead/situations.ts';
import type { Spec, StreamSpec } from '../../src/spec/schema.ts';

const given = (text: string): Given => parseGiven(run, text.split(' '));
const spec = (text: string) => specFrom(given(text)) as Spec;
const refusal = (text: string): string => {
  try {
    specFrom(given(text));
  } catch (error) {
    if (error instanceof CliError) return error.message;
    throw error;
  }
  return 'nothing';
};

describe('knobs on the command line', () => {
  it('set drifts with severity and place, several of them, or none', () => {
    const { drift } = spec('--preset sensors --drift gain-offset:4 --drift column-noise@rows=0.3');
    expect(drift.map(({ id, severity, where }) => [id, severity, where])).to.deep.equal([
      ['gain-offset', 4, { scope: 'all' }],
      ['column-noise', 3, { scope: 'rows', share: 0.3 }],
    ]);
    expect(spec('--drift none').drift).to.deep.equal([]);
    const [region] = spec('--drift label-cycle:2@region=heat:0.2-0.6').drift;
    expect(region!.where).to.deep.equal({ scope: 'region', column: 'heat', from: 0.2, to: 0.6 });
    expect(spec('--drift contrast@class=7').drift[0]!.where).to.deep.equal({ scope: 'class', name: '7' });
  });

  it('set how long repairs take: a situation, single fields, or nothing of it', () => {
    expect(spec('--lead camera').lead).to.deep.equal(leadSituations.find(({ id }) => id === 'camera')!.lead);
    expect(spec('--lead camera,horizon=48,training.hours=2').lead).to.deep.include({ horizon: 48, training: { by: 'full', hours: 2 } });
    expect(spec('--lead traffic=5').lead).to.deep.include({ traffic: 5, training: { by: 'full', hours: 0 } });
    expect(spec('--preset tonight --lead none')).not.to.have.property('lead');
    // A stream stands for the time up to the horizon.
    const { lead, data } = specFrom(given('--preset plants --lead chatbot'));
    expect(lead).not.to.have.any.keys('labels', 'horizon');
    expect(data.split.newPool / lead!.traffic!).to.be.closeTo(336, 2);
    expect(refusal('--lead kitchen')).to.match(/no situation "kitchen"; choose chatbot, camera, credit/);
    expect(refusal('--lead training.hours=-1')).to.match(/lead\.training\.hours.*at least 0/);
    expect(refusal('--lead chatbot,training={"by":"factor","factor":0}')).to.match(/lead\.training\.factor.*at least/);
    expect(refusal('--lead steps.tune.party=3')).to.match(/unknown key/);
  });

  it('set repairs, beside doing nothing, and models by family', () => {
    expect(spec('--repairs head-only,retrain-all').arms.map(({ id }) => id)).to.deep.equal(['none', 'head-only', 'retrain-all']);
    expect(spec('--model mlp:32,16').model).to.deep.equal({ family: 'mlp', params: { hidden: [32, 16] } });
    expect(spec('--model softmax').model).to.deep.equal({ family: 'softmax', params: {} });
    expect(spec('--model cnn:4,8:16').model).to.deep.equal({ family: 'cnn', params: { filters: [4, 8], dense: 16 } });
  });

  it('of a stream give every policy that repairs each of the repairs, and say which policies that makes', () => {
    const asked = given('--preset plants --repairs head-only');
    const { policies } = specFrom(asked) as StreamSpec;
    expect(policies.map(({ id, params }) => [id, params.action])).to.deep.equal([
      ['never', undefined],
      ['periodic', 'head-only'],
      ['detector', 'head-only'],
      ['detector', 'head-only'],
      ['regret', 'head-only'],
      ['oracle', 'head-only'],
    ]);
    expect(policies.map(({ params }) => params.detector).filter(Boolean)).to.deep.equal(['adwin', 'ddm']);
    expect(policiesTold(asked, specFrom(asked))).to.match(/^Policies, each that repairs with head-only: .*→ tune the head; /);
    expect(policiesTold(given('--preset sensors --repairs head-only'), spec('--preset sensors --repairs head-only'))).to.equal(undefined);
  });

  it('cross two repairs with two policies, leave out what was chosen of another repair, and stay within what a stream takes', () => {
    const plants = specFrom(given('--preset plants')) as StreamSpec;
    const tuned = {
      ...plants,
      policies: [plants.policies[0]!, { id: 'periodic', params: { every: 5, action: 'ewc', repairStrength: 9 } }],
    };
    const made = crossed(tuned, ['ewc', 'head-only', 'none']);
    expect(made.policies).to.deep.equal([
      { id: 'never', params: {} },
      { id: 'periodic', params: { every: 5, action: 'ewc', repairStrength: 9 } },
      { id: 'periodic', params: { every: 5, action: 'head-only' } },
    ]);
    // The second policy asks for another repair now, so that its strength was none of `ewc`.
    expect(crossed(crossed(plants, ['ewc']), ['ewc'])).to.deep.equal(crossed(plants, ['ewc']));
    expect(refusal('--preset plants --repairs head-only,retrain-new')).to.equal(
      '--repairs: 2 repairs for each policy make 11 policies, and a stream takes 8; name fewer repairs, or a spec with fewer policies.',
    );
    expect(refusal('--preset plants --repairs none')).to.match(/--repairs: policies ask for a repair/);
  });

  it('set epochs, rate, labels and seeds', () => {
    const { base, stop, labels, seeds } = spec('--epochs 7 --rate 0.02 --labels 55 --seeds auto');
    expect([base.epochs, stop.epochs, base.learningRate, labels.budget]).to.deep.equal([7, 7, 0.02, 55]);
    expect([seeds.count, seeds.race]).to.deep.equal([30, true]);
    expect((specFrom(given('--preset plants --labels 0.4')) as StreamSpec).labels.share).to.equal(0.4);
  });

  it('name the option and what it takes', () => {
    expect(refusal('--drift nonsense')).to.match(/--drift: there is no drift "nonsense".*lab drift --list/);
    expect(refusal('--drift contrast@moon')).to.match(/"@moon" is no place\. Write all, class=name/);
    expect(refusal('--repairs nonsense')).to.match(/--repairs: there is no repair "nonsense"; choose from none, /);
    expect(refusal('--epochs many')).to.equal('--epochs: expected a whole number, got "many".');
    expect(refusal('--labels 1')).to.match(/--labels: must be at least 2/);
    expect(refusal('--rate 7')).to.match(/--rate: must be at most 1/);
  });
});
