/** Everything the layers draw from, derived from the plan and kept until what it was derived from changes. */
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Scenery } from '../basemap/scenery.ts';
import type { OverlayPlaces } from '../draw/overlays.ts';
import { overlayPlaces } from '../draw/overlays.ts';
import type { MapFacts, MapLayers, MapSelection, TerritoryFill } from '../map-props.ts';
import type { AccountStates } from '../points/account-state.ts';
import { rowMask, stagedColumn, territoryLocks } from '../points/account-state.ts';
import type { Cells } from '../points/cells.ts';
import { cellLevel, makeCells } from '../points/cells.ts';
import type { PlacedAccounts } from '../points/placed-accounts.ts';
import { placeAccounts } from '../points/placed-accounts.ts';
import type { RadiusScale } from '../points/radius-scale.ts';
import { radiusScale } from '../points/radius-scale.ts';
import { accountCountries } from '../territory/account-countries.ts';
import { countyRegions, countyLookup } from '../territory/county-regions.ts';
import type { Dissolved } from '../territory/dissolve-cells.ts';
import { dissolveCells } from '../territory/dissolve-cells.ts';
import type { Regions } from '../territory/regions.ts';
import { cellBoxes, siteTerritories, voronoiNet } from '../territory/voronoi-net.ts';
import { territoryAnchors } from '../labels/territory-anchors.ts';
import type { UnitBox } from './frame.ts';
import { memoOne } from './memo-one.ts';

export interface SceneInput {
  readonly plan: Plan;
  readonly facts: MapFacts;
  readonly colours: readonly string[];
  readonly selection: MapSelection;
  readonly layers: MapLayers;
}

/** One a map: each `memoOne` remembers the last answer only. */
export class MapScene {
  private readonly placedOf = memoOne(placeAccounts);
  private readonly overlaysOf = memoOne(overlayPlaces);
  private readonly scaleOf = memoOne((placed: PlacedAccounts) => radiusScale(placed.potential));
  private readonly netOf = memoOne(voronoiNet);
  private readonly stagedOf = memoOne(stagedColumn);
  private readonly maskOf = memoOne(rowMask);
  private readonly locksOf = memoOne(territoryLocks);
  private readonly lookupOf = memoOne(countyLookup);
  private readonly countriesOf = memoOne(accountCountries);
  private readonly regionsOf = memoOne(
    (
      fill: TerritoryFill,
      placed: PlacedAccounts,
      assignment: Int32Array,
      count: number,
      scenery: Scenery | null,
    ): Regions | null => this.makeRegions(fill, placed, assignment, count, scenery),
  );
  private readonly cells = new Map<number, Cells>();
  private cellsOwner: PlacedAccounts | null = null;
  private dissolved: Dissolved | null = null;

  placed({ plan }: SceneInput): PlacedAccounts {
    return this.placedOf(plan.accounts, plan.standing);
  }

  overlays({ plan }: SceneInput): OverlayPlaces | null {
    return this.overlaysOf(plan.accounts, plan.overlays, plan.standing, plan.mergedInto);
  }

  scale(input: SceneInput): RadiusScale {
    return this.scaleOf(this.placed(input));
  }

  cellsAt(input: SceneInput, zoom: number): Cells {
    const placed = this.placed(input);
    if (this.cellsOwner !== placed || this.cells.size > 12) this.cells.clear();
    this.cellsOwner = placed;
    const level = cellLevel(zoom);
    const known = this.cells.get(level);
    if (known !== undefined) return known;
    const made = makeCells(placed, this.scale(input), level);
    this.cells.set(level, made);
    return made;
  }

  states({ plan, facts, selection }: SceneInput): AccountStates {
    const rows = plan.accounts.rowCount;
    return {
      assignment: plan.assignment,
      baseline: plan.baseline,
      locked: plan.locked,
      lockedTerritory: this.locksOf(plan.territories),
      lockedAll: plan.lockedAll,
      overlays: plan.overlays,
      stagedTo: this.stagedOf(facts.staged, rows),
      selected: this.maskOf(selection.selected, rows),
      visible: facts.visible,
      focus: selection.territory,
    };
  }

  regions(input: SceneInput, scenery: Scenery | null): Regions | null {
    const { plan, layers } = input;
    return this.regionsOf(layers.fill, this.placed(input), plan.assignment, plan.territories.length, scenery);
  }

  /** Where the areas of two assignments of the same accounts differ; null when that may be anywhere. */
  changedCells(before: SceneInput, after: SceneInput): readonly UnitBox[] | null {
    if (after.layers.fill !== 'voronoi') return null;
    const placed = this.placed(after);
    const net = this.netOf(placed);
    if (net === null || before.plan.territories.length !== after.plan.territories.length) return null;
    const marked = new Uint8Array(net.siteCount);
    for (let site = 0; site < net.accountSites; site++) {
      const row = placed.rows[net.siteAccount[site]!]!;
      if (before.plan.assignment[row] !== after.plan.assignment[row]) marked[site] = 1;
    }
    return cellBoxes(net, marked);
  }

  /** Indices of the countries territory areas are drawn in. */
  countries(input: SceneInput, scenery: Scenery): readonly number[] {
    return this.countriesOf(scenery, this.placed(input));
  }

  anchors(
    input: SceneInput,
    within: UnitBox,
    covered: readonly UnitBox[],
  ): ReturnType<typeof territoryAnchors> {
    const { assignment, territories } = input.plan;
    return territoryAnchors(this.placed(input), assignment, territories.length, within, covered);
  }

  private makeRegions(
    fill: TerritoryFill,
    placed: PlacedAccounts,
    assignment: Int32Array,
    count: number,
    scenery: Scenery | null,
  ): Regions | null {
    if (fill === 'none') return null;
    if (fill === 'counties') {
      return scenery === null
        ? null
        : countyRegions(this.lookupOf(scenery, placed), placed, assignment, count);
    }
    const net = this.netOf(placed);
    if (net === null) return null;
    const sites = siteTerritories(net, (place) => assignment[placed.rows[place]!]!);
    this.dissolved = dissolveCells(net, sites, count, this.dissolved);
    return this.dissolved.regions;
  }
}
