/**
 * What teams of a size usually have (ledger CAP-07, CAP-08, CAP-09). Claims of the mission documents, not results, and
 * they contradict each other (I27: AE and SDR ranges fit neither the team sizes nor, above 250M, the mix). So they only
 * suggest: what a plan uses stands in its scenario, where it is edited, signed and undone like anything else.
 */
export interface SizeBand {
  /** Annual recurring revenue in whole units of the plan's currency. */
  readonly from: number;
  /** null: no upper end. */
  readonly to: number | null;
  readonly label: string;
  readonly reps: readonly [low: number, high: number];
  readonly sdrs: readonly [low: number, high: number];
  /** SDRs for each AE. */
  readonly sdrPerRep: number;
  /** How territories are usually cut. */
  readonly cut: string;
  /** Whole sales team. */
  readonly team: readonly [low: number, high: number];
  /** Share of such teams said to plan with software. */
  readonly adoption: readonly [low: number, high: number];
}

const MILLION = 1_000_000;

export const SIZE_BANDS: readonly SizeBand[] = [
  {
    from: 5 * MILLION,
    to: 25 * MILLION,
    label: '5–25M',
    reps: [5, 12],
    sdrs: [3, 6],
    sdrPerRep: 0.5,
    cut: 'state or region',
    team: [8, 20],
    adoption: [0.1, 0.2],
  },
  {
    from: 25 * MILLION,
    to: 100 * MILLION,
    label: '25–100M',
    reps: [12, 35],
    sdrs: [12, 35],
    sdrPerRep: 1,
    cut: 'state and vertical',
    team: [20, 60],
    adoption: [0.3, 0.45],
  },
  {
    from: 100 * MILLION,
    to: 250 * MILLION,
    label: '100–250M',
    reps: [35, 90],
    sdrs: [25, 70],
    sdrPerRep: 0.7,
    cut: 'ZIP or metro area',
    team: [60, 150],
    adoption: [0.4, 0.6],
  },
  {
    from: 250 * MILLION,
    to: null,
    label: '250M+',
    reps: [90, 400],
    sdrs: [70, 300],
    sdrPerRep: 1.2,
    cut: 'named accounts and overlays',
    team: [150, 800],
    adoption: [0.6, 0.75],
  },
];

/** The band an ARR (whole units) lies in; null below the first. A border belongs to the band that begins there. */
export const sizeBandOf = (arr: number): SizeBand | null =>
  SIZE_BANDS.find(({ from, to }) => arr >= from && (to === null || arr < to)) ?? null;
