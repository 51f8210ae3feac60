/** Money, greenhouse gas and metered energy as text. */
import * as format from '../../measure/format.ts';
import type { Quantity } from '../../contracts/results.ts';

/** An amount with its currency: `$1,545`, `$3.60`, `−$0.12`, and of less than a hundredth two digits: `$0.0024`. */
export function money(amount: number, currency: string): string {
  const size = Math.abs(amount);
  const digits = size >= 99.995 || size === 0 ? 0 : 2;
  const precision =
    size > 0 && size < 0.01 ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...precision })
    .format(amount)
    .replace('-', '−');
}

/** A plain number, four significant digits at most: `24`, `0.526`, `146,400`. */
export const plain = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 4 });

/** Energy per repeat: modelled with its band, metered without. */
export const energyText = (energy: Quantity): string =>
  energy.kind === 'external' ? `${scaled(energy.value, 'J')}` : format.joules(energy);

/** Greenhouse gas with its band, two digits at most: `≈ 1.6 mg (0.7–4.1)`. A band of no width is left out. */
export function gramsText({ value, lo, hi }: Quantity): string {
  const [factor, unit] = prefix(value, 'g');
  const digits = (amount: number) => String(Number((amount * factor).toPrecision(2)));
  return `≈ ${digits(value)} ${unit}${lo < hi ? ` (${digits(lo)}–${digits(hi)})` : ''}`;
}

function scaled(value: number, base: string): string {
  const [factor, unit] = prefix(value, base);
  return `${Number((value * factor).toPrecision(3))} ${unit}`;
}

/** The factor and the unit in which a value is read most easily. */
function prefix(value: number, base: string): readonly [factor: number, unit: string] {
  if (value >= 1000) return [1e-3, `k${base}`];
  if (value >= 1) return [1, base];
  return value >= 1e-3 ? [1e3, `m${base}`] : [1e6, `µ${base}`];
}
