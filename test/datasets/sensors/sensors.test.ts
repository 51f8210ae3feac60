import { expect } from 'chai';
import { conditions } from '../../../datasets/sensors/faults.ts';
import { sensors } from '../../../datasets/sensors/sensors.ts';
import { moments } from '../../../src/data/moments.ts';
import { selectRows } from '../../../src/data/select.ts';

describe('sensors', () => {
  it('show every fault in channels that exist', () => {
    const names = sensors.columns.map(({ name }) => name);
    for (const { shows } of conditions) expect(names).to.include.members(Object.keys(shows));
    expect(new Set(names).size).to.equal(24);
  });

  it('read near their typical values, with load as a common cause of current, power and flow', async () => {
    const { samples, columns } = await sensors.load(3000, 1);
    const { mean, sd } = moments(samples);
    const column = (name: string): number => columns.findIndex((each) => each.name === name);
    const [power, flow] = [column('motor power'), column('delivery flow')];
    let product = 0;
    for (let row = 0; row < samples.rows; row++) {
      const z = (f: number): number => (samples.x[24 * row + f]! - mean[f]!) / sd[f]!;
      product += z(power) * z(flow);
    }
    expect(mean[power]).to.be.within(22, 27);
    expect(product / samples.rows).to.be.within(0.5, 0.95);
  });

  it('hide misalignment from the mean but not from the spread of axial vibration', async () => {
    const { samples, columns, classes } = await sensors.load(6000, 1);
    const axial = columns.findIndex(({ name }) => name === 'vibration, drive end axial');
    const of = (condition: string): { mean: number; sd: number } => {
      const rows = Int32Array.from(samples.y.keys()).filter((row) => classes[samples.y[row]!] === condition);
      const { mean, sd } = moments(selectRows(samples, rows));
      return { mean: mean[axial]!, sd: sd[axial]! };
    };
    const [normal, misaligned] = [of('normal'), of('misalignment')];
    expect(Math.abs(misaligned.mean - normal.mean)).to.be.below(0.1);
    expect(misaligned.sd).to.be.above(2 * normal.sd);
  });
});
