/** A shop's day: how it comes about, and what it sells. */
import type { Random } from '../../src/random/random.ts';
import { rounded, type Row } from '../concepts.ts';
import { regions } from './regions.ts';
import { cos, log } from '../../src/maths/portable.ts';

const LIST_PRICE = 3;
const PRICE_STEPS_PER_DOLLAR = 20;
/** By promotion: what it adds to demand. A coupon counts by how poor the region is. */
const PROMOTION_LIFT = [0, 0.45, 0.8, 1.2];
const COUPON = 3;
/** By weekday, from Monday. */
const WEEKDAY_LIFT = [-0.4, -0.4, -0.3, -0.1, 0.3, 0.8, 0.6];
const HOLIDAY_LIFT = 0.6;
const HOLIDAY_SHARE = 0.12;
const RAINY_SHARE = 0.35;
/** Rain at which everybody stays at home, mm. */
const HEAVY_RAIN = 12;
/** Above this it is too hot for ice cream, °C. */
const BEST_TEMPERATURE = 28;
/** Standard deviation of what nobody can know, in units of demand. */
const CHANCE = 0.12;
/** Demand below the first is low, from the second on high. */
const BORDERS = [-0.7, 0.6] as const;

/** Fills `row` (`[8]`, the columns in order) with a day in that region. */
export function writeDay(row: Float32Array, region: number, random: Random): void {
  const { climate, power } = regions[region]!;
  const price = rounded(LIST_PRICE + 0.45 * random.normal(), PRICE_STEPS_PER_DOLLAR);
  const competitor = rounded(LIST_PRICE + 0.3 * random.normal(), PRICE_STEPS_PER_DOLLAR);
  const promotion = random.uniform() < 0.5 ? 0 : 1 + random.int(3);
  const weekday = random.int(7);
  const holiday = Number(random.uniform() < HOLIDAY_SHARE);
  const season = cos(2 * Math.PI * random.uniform());
  const temperature = rounded(climate[0] + climate[1] * season + 3 * random.normal(), 10);
  const rain = random.uniform() < RAINY_SHARE ? rounded(-5 * log(1 - random.uniform()), 10) : 0;
  row.set([price, competitor, promotion, weekday, holiday, temperature, rain, Math.round(power + 4 * random.normal())]);
}

/** Demand for ice cream on such a day, before chance; 0 is a usual day. */
export function demandOf(row: Row, region: number): number {
  const [price, competitor, promotion, weekday] = [row[0]!, row[1]!, row[2]!, row[3]!];
  const [holiday, temperature, rain, power] = [row[4]!, row[5]!, row[6]!, row[7]!];
  const poverty = 1 + (100 - power) / 25;
  // A price above the competitor's drives customers away; one below gains fewer.
  const gap = price - competitor;
  const pricing = -0.9 * poverty * (price - LIST_PRICE) - (gap > 0 ? 1.4 : 0.6) * gap;
  const promoted = PROMOTION_LIFT[promotion]! * (promotion === COUPON ? poverty : 1);
  const free = regions[region]!.visitors * (WEEKDAY_LIFT[weekday]! + HOLIDAY_LIFT * holiday);
  const warmth = Math.max(-1.2, 1 - ((temperature - BEST_TEMPERATURE) / 14) ** 2);
  // Rain spoils a warm day; on a cold one there is little to spoil.
  const wet = Math.min(1, rain / HEAVY_RAIN) * (0.4 + Math.max(0, warmth));
  return pricing + promoted + free + warmth - wet - 0.3;
}

/** 0 (low), 1 (normal) or 2 (high): the day's demand and a little chance. */
export function demandClass(row: Row, region: number, chance = 0): number {
  const demand = rounded(demandOf(row, region) + chance);
  return BORDERS.filter((border) => demand >= border).length;
}

export const drawChance = (random: Random): number => CHANCE * random.normal();
