/** What the pump can suffer from, and where it shows. */

/** The machine at the moment of a reading. */
export interface State {
  /** Share of full load, 0.2 … 1. */
  readonly load: number;
  /** Ambient temperature and viscosity, standard normal. */
  readonly ambient: number;
  readonly viscosity: number;
  /** How far a fault has progressed, 0.7 … 1.5. */
  readonly progress: number;
  /** On which side of the shaft: −1 or 1. */
  readonly side: number;
}

interface Condition {
  readonly name: string;
  /** How strongly the fault acts in this state; its share in each channel is `shows`, in spreads. */
  drive(state: State): number;
  /** By channel name. */
  readonly shows: Readonly<Record<string, number>>;
}

/** Classes in order. Two of the faults act in opposite directions, so that no linear rule can find them. */
export const conditions: readonly Condition[] = [
  { name: 'normal', drive: () => 0, shows: {} },
  {
    name: 'bearing wear',
    drive: ({ load, progress }) => progress * (0.5 + load * load),
    shows: {
      'bearing temperature, drive end': 1.2,
      'oil temperature': 0.8,
      'vibration, drive end horizontal': 1.3,
      'vibration, drive end vertical': 1.3,
      'motor power': 0.3,
    },
  },
  {
    // The half-couplings lie to one side or the other of each other.
    name: 'misalignment',
    drive: ({ load, progress, side }) => progress * side * (0.8 + 0.4 * load),
    shows: {
      'vibration, drive end axial': 1.6,
      'vibration, free end horizontal': 1.4,
      'vibration, free end vertical': -1.2,
      'current, phase 1': 0.6,
      'current, phase 3': -0.6,
    },
  },
  {
    // Vapour bubbles form only where suction is strong.
    name: 'cavitation',
    drive: ({ load, progress, viscosity }) => progress * Math.max(0.3, 2.2 * (load - 0.2) - 0.2 * viscosity),
    shows: {
      'suction pressure': -1.2,
      'discharge pressure': -1,
      'delivery flow': -0.6,
      'vibration, free end horizontal': 1,
      'vibration, free end vertical': 1,
    },
  },
  {
    name: 'fouled cooler',
    drive: ({ load, progress, ambient }) => progress * (0.6 + load) * Math.max(0.5, 1 + 0.4 * ambient),
    shows: {
      'coolant outlet temperature': -0.8,
      'coolant flow': -1.2,
      'casing temperature': 0.9,
      'oil temperature': 0.8,
      'winding temperature': 0.5,
    },
  },
  {
    // The seal gapes under high load and sticks under low load.
    name: 'seal damage',
    drive: ({ load, progress }) => 2 * progress * (load < 0.6 ? load - 1 : load - 0.2),
    shows: { 'seal pressure': -1.1, 'leakage flow': 1.4, 'filter differential pressure': 0.7, 'oil pressure': -0.7 },
  },
];
