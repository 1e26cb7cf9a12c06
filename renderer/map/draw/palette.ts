/** Colours of the map, read from the custom properties in map-tokens.css so that a theme lives in one place. */
const TOKENS = {
  water: '--map-water',
  land: '--map-land',
  coast: '--map-coast',
  urban: '--map-urban',
  river: '--map-river',
  county: '--map-county-line',
  state: '--map-state-line',
  country: '--map-country-line',
  road: '--map-road',
  roadCasing: '--map-road-casing',
  label: '--map-label',
  labelFaint: '--map-label-faint',
  labelWater: '--map-label-water',
  halo: '--map-halo',
  ink: '--map-ink',
  paper: '--map-paper',
  unassigned: '--map-unassigned',
  accent: '--map-accent',
  territoryLine: '--map-territory-line',
} as const;

export type Palette = Readonly<Record<keyof typeof TOKENS, string>> & {
  /** How strongly territory colours cover the land, 0..1. */
  readonly fillStrength: number;
  readonly font: string;
};

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const colours = Object.fromEntries(Object.entries(TOKENS).map(([key, token]) => [key, read(token)]));
  return {
    ...(colours as Record<keyof typeof TOKENS, string>),
    fillStrength: Number(read('--map-fill-strength')) || 0.3,
    font: style.fontFamily || 'sans-serif',
  };
}
