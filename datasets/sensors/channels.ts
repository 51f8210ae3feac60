/** The 24 channels of a motor-driven pump: what they measure and how they follow the machine's state. */

interface Channel {
  readonly name: string;
  readonly unit: string;
  /** Reading at middle load and ambient temperature. */
  readonly typical: number;
  /** One step on the channel's own scale; effects below are in these. */
  readonly spread: number;
  /** Step of the display; readings are rounded to it. */
  readonly resolution: number;
  /** Effect of one standard deviation of load, ambient temperature and the liquid's viscosity, in spreads. */
  readonly load: number;
  readonly ambient: number;
  readonly viscosity: number;
}

/** Unit and resolution go together. */
const RESOLUTION = { '°C': 0.1, 'mm/s': 0.01, bar: 0.01, A: 0.1, 'm³/h': 0.1, 'L/h': 0.01, kW: 0.1 } as const;

const channel = (
  name: string,
  unit: keyof typeof RESOLUTION,
  [typical, spread]: readonly [number, number],
  [load, ambient, viscosity]: readonly [number, number, number],
): Channel => ({ name, unit, typical, spread, resolution: RESOLUTION[unit], load, ambient, viscosity });

/** Invented, at the order of magnitude of a 30 kW centrifugal pump. */
export const channels: readonly Channel[] = [
  channel('bearing temperature, drive end', '°C', [62, 6], [0.7, 0.5, 0.2]),
  channel('bearing temperature, free end', '°C', [58, 6], [0.6, 0.6, 0.2]),
  channel('winding temperature', '°C', [84, 9], [0.8, 0.4, 0.1]),
  channel('coolant inlet temperature', '°C', [24, 5], [0, 0.9, 0]),
  channel('coolant outlet temperature', '°C', [33, 5], [0.5, 0.8, 0]),
  channel('casing temperature', '°C', [47, 6], [0.5, 0.6, 0.3]),
  channel('oil temperature', '°C', [52, 5], [0.6, 0.5, 0.3]),
  channel('vibration, drive end horizontal', 'mm/s', [2.4, 0.5], [0.5, 0, -0.3]),
  channel('vibration, drive end vertical', 'mm/s', [2.1, 0.5], [0.5, 0, -0.3]),
  channel('vibration, drive end axial', 'mm/s', [1.5, 0.4], [0.3, 0, -0.2]),
  channel('vibration, free end horizontal', 'mm/s', [2, 0.5], [0.4, 0, -0.3]),
  channel('vibration, free end vertical', 'mm/s', [1.8, 0.4], [0.4, 0, -0.3]),
  channel('suction pressure', 'bar', [1.8, 0.25], [-0.5, -0.1, -0.3]),
  channel('discharge pressure', 'bar', [7.4, 0.9], [0.7, 0, 0.4]),
  channel('seal pressure', 'bar', [3.1, 0.35], [0.5, 0, 0.3]),
  channel('oil pressure', 'bar', [2.6, 0.3], [0.3, -0.4, 0.3]),
  channel('filter differential pressure', 'bar', [0.45, 0.08], [0.5, 0, 0.6]),
  channel('current, phase 1', 'A', [41, 6], [0.9, 0, 0.3]),
  channel('current, phase 2', 'A', [41, 6], [0.9, 0, 0.3]),
  channel('current, phase 3', 'A', [41, 6], [0.9, 0, 0.3]),
  channel('motor power', 'kW', [24, 3.5], [0.9, 0, 0.3]),
  channel('delivery flow', 'm³/h', [118, 18], [0.9, 0, -0.3]),
  channel('coolant flow', 'm³/h', [9.5, 1.1], [0.2, 0.4, 0]),
  channel('leakage flow', 'L/h', [3.2, 0.7], [0.4, 0, -0.4]),
];
