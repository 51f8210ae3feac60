/** The one part of `@tgwf/co2` that is used; the package ships no types. */
declare module '@tgwf/co2/data' {
  /** Yearly average grid intensities (gCO2e/kWh) by ISO 3166 alpha-3 code, of groups of countries, and of `WORLD`. */
  export const averageIntensity: { readonly data: Readonly<Record<string, number>> };
}
