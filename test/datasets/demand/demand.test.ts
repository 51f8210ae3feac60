import { expect } from 'chai';
import { demandClass, demandOf } from '../../../datasets/demand/days.ts';
import { demand } from '../../../datasets/demand/demand.ts';
import { regions } from '../../../datasets/demand/regions.ts';
import { expectShare, rowsOf } from '../stream-checks.ts';

const at = (name: string): number => regions.findIndex((region) => region.name === name);

/** A Thursday of 14 °C in an average region at list price; what is given differs. */
function day(
  change: {
    price?: number;
    competitor?: number;
    promotion?: number;
    weekday?: number;
    holiday?: number;
    temperature?: number;
    rain?: number;
    power?: number;
  } = {},
): number[] {
  const { price = 3, competitor = 3, promotion = 0, weekday = 3, holiday = 0, temperature = 14, rain = 0, power = 100 } = change;
  return [price, competitor, promotion, weekday, holiday, temperature, rain, power];
}

describe('demand', () => {
  const inland = at('inland');
  const of = (change: Parameters<typeof day>[0], region = inland): number => demandOf(day(change), region);

  it('of a plain Thursday is what the model gives by hand: −0.07 for the day, 0 for warmth at 14 °C, −0.3 in all', () => {
    expect(of({})).to.be.closeTo(0.7 * -0.1 + 0 - 0.3, 1e-12);
    // 28 °C is best: 1 more. A dollar more than the competitor: 0.9 + 1.4 less.
    expect(of({ temperature: 28 }) - of({})).to.be.closeTo(1, 1e-12);
    expect(of({ price: 4 }) - of({})).to.be.closeTo(-2.3, 1e-12);
  });

  it('falls with the price, more where people are poor, and when the competitor is cheaper', () => {
    expect(of({ price: 3.5 })).to.be.below(of({}));
    expect(of({ price: 3.5, power: 90 }) - of({ power: 90 })).to.be.below(of({ price: 3.5 }) - of({}));
    expect(of({ competitor: 2.5 })).to.be.below(of({}));
  });

  it('rises with warmth up to 28 °C; rain spoils warm days more than cold ones', () => {
    const [cool, warm, hot] = [of({ temperature: 20 }), of({ temperature: 28 }), of({ temperature: 34 })];
    expect(warm).to.be.above(cool).and.above(hot);
    const spoiled = (temperature: number): number => of({ temperature }) - of({ temperature, rain: 10 });
    expect(spoiled(28)).to.be.above(spoiled(5));
  });

  it('counts weekends and holidays most on the coast', () => {
    const lift = (region: number): number => of({ weekday: 5, holiday: 1 }, region) - of({}, region);
    for (const name of ['north', 'south', 'inland']) expect(lift(at('coast'))).to.be.above(lift(at(name)));
  });

  it('is low, normal or high by two borders, and all three are frequent in every region', async () => {
    // By hand: −0.37 on the plain day; borders at −0.7 and 0.6.
    expect([-0.331, -0.33, 0.969, 0.97].map((chance) => demandClass(day(), inland, chance))).to.deep.equal([0, 1, 1, 2]);
    const { y, group } = (await demand.load(4000, 1)).samples;
    for (const [g] of regions.entries()) {
      expectShare(
        Array.from(group!, (each) => each === g),
        0.25,
      );
      for (const label of [0, 1, 2]) expect(y.filter((each, row) => each === label && group![row] === g).length).to.be.above(150);
    }
  });

  it('has days of every category, prices in steps of 5 cents, and warmer ones in the south than in the north', async () => {
    const rows = await rowsOf(demand, 3000);
    demand.columns.forEach(({ categories }, f) => {
      if (categories) expect([...new Set(rows.map(({ row }) => row[f]!))].sort()).to.deep.equal([...categories.keys()]);
    });
    for (const { row } of rows) expect(20 * row[0]!).to.be.closeTo(Math.round(20 * row[0]!), 1e-4);
    const { group } = (await demand.load(3000, 1)).samples;
    const mean = (region: number): number => {
      const own = rows.filter((_, i) => group![i] === region).map(({ row }) => row[5]!);
      return own.reduce((a, b) => a + b) / own.length;
    };
    for (const [g, { climate }] of regions.entries()) expect(mean(g)).to.be.closeTo(climate[0], 1.5);
  });
});
