/** Words and units that stand beside numbers and in no template. */
export const units: Readonly<Record<string, string>> = {
  pt: 'Pkt.',
  points: 'Punkte',
  to: 'bis',
  of: 'von',
  and: 'und',
  or: 'oder',
  h: 'Std.',
  min: 'Min.',
  rows: 'Zeilen',
};
