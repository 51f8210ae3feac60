/** What the maker of the ice cream knows of a shop's day. */
import type { Column } from '../../src/data/types.ts';

const PROMOTIONS = ['none', 'leaflet', 'display', 'coupon'];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const columns: readonly Column[] = [
  { name: 'price', kind: 'numeric', unit: '$' },
  { name: 'competitor’s price', kind: 'numeric', unit: '$' },
  { name: 'promotion', kind: 'categorical', categories: PROMOTIONS },
  { name: 'weekday', kind: 'categorical', categories: WEEKDAYS },
  { name: 'holiday', kind: 'categorical', categories: ['no', 'yes'] },
  { name: 'temperature', kind: 'numeric', unit: '°C' },
  { name: 'rain', kind: 'numeric', unit: 'mm' },
  { name: 'purchasing power', kind: 'numeric', unit: '100 = country' },
];
