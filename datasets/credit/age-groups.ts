/** The protected attribute of the applicants: how many are of each age group, and how many of these default. */

interface AgeGroup {
  readonly name: string;
  /** Probability that an applicant is of this group. */
  readonly share: number;
  /** Probability that an applicant of this group defaults: the group's base rate. */
  readonly defaults: number;
}

/** Invented. Row by row the group is drawn first, then the class at the group's rate: the rates are exact. */
export const ageGroups: readonly AgeGroup[] = [
  { name: 'under 30', share: 0.3, defaults: 0.4 },
  { name: '30 to 59', share: 0.5, defaults: 0.25 },
  { name: '60 and over', share: 0.2, defaults: 0.15 },
];
