/** The four regions that the ice cream is sold in. Invented. */

interface Region {
  readonly name: string;
  /** Mean temperature of the year, °C, and how far summer lies above it. */
  readonly climate: readonly [mean: number, summer: number];
  /** Mean purchasing power, 100 = the country's. */
  readonly power: number;
  /** How much more a weekend or a holiday counts here than elsewhere. */
  readonly visitors: number;
}

export const regions: readonly Region[] = [
  { name: 'north', climate: [9, 8], power: 94, visitors: 0.9 },
  { name: 'south', climate: [16, 9], power: 108, visitors: 0.9 },
  { name: 'coast', climate: [13, 6], power: 98, visitors: 1.6 },
  { name: 'inland', climate: [11, 11], power: 100, visitors: 0.7 },
];
