import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKm, haversineKm, isOnEarth } from '../../../domain/geo/haversine.ts';
import { travelEstimate, travelMinutes } from '../../../domain/geo/travel.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';

const { bands } = DEFAULT_POLICY.travel;

describe('straight-line distance', () => {
  it('is a quarter of the meridian from equator to pole', () => {
    expect(haversineKm(0, 10, 90, 10)).toBeCloseTo((Math.PI / 2) * 6371.0088, 9);
  });

  it('is short across the antimeridian', () => {
    expect(haversineKm(0, 179.5, 0, -179.5)).toBeCloseTo(111.195, 2);
  });

  it('is about 596 km from Denver to Salt Lake City', () => {
    const km = distanceKm({ lat: 39.7392, lon: -104.9903 }, { lat: 40.7608, lon: -111.891 });
    expect(km).toBeGreaterThan(590);
    expect(km).toBeLessThan(602);
  });

  it('is unknown where a coordinate is missing', () => {
    expect(haversineKm(NaN, 1, 2, 3)).toBeNaN();
    expect(travelMinutes(bands, 1, NaN, 2, 3)).toBeNaN();
  });

  it('takes zero latitude and longitude for no place', () => {
    expect(isOnEarth(0, 0)).toBe(false);
    expect(isOnEarth(0, 12)).toBe(true);
    expect(isOnEarth(91, 12)).toBe(false);
    expect(isOnEarth(NaN, 12)).toBe(false);
  });
});

describe('[GEO-02] travel estimate', () => {
  it('takes circuity and speed from the band of the distance', () => {
    expect(travelEstimate(bands, 10)).toEqual({ roadKm: 14.5, minutes: 21.75 });
    expect(travelEstimate(bands, 40)).toEqual({ roadKm: 54, minutes: 54 });
    expect(travelEstimate(bands, 100)).toEqual({ roadKm: 125, minutes: 93.75 });
    expect(travelEstimate(bands, 300).roadKm).toBeCloseTo(360, 9);
    expect(travelEstimate(bands, 300).minutes).toBeCloseTo((360 / 95) * 60, 9);
  });

  it('never falls as distance grows', () => {
    const km = fc.double({ min: 0, max: 2000, noNaN: true });
    fc.assert(
      fc.property(km, km, (a, b) => {
        const near = travelEstimate(bands, Math.min(a, b));
        const far = travelEstimate(bands, Math.max(a, b));
        expect(far.minutes).toBeGreaterThanOrEqual(near.minutes);
        expect(far.roadKm).toBeGreaterThanOrEqual(near.roadKm);
      }),
    );
  });
});
