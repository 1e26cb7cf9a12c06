/** Nominal types over plain strings and numbers, so that a territory id is never taken for a rep id. */
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export type PlanId = Brand<string, 'PlanId'>;
export type VersionId = Brand<string, 'VersionId'>;
export type TerritoryId = Brand<string, 'TerritoryId'>;
export type OverlayId = Brand<string, 'OverlayId'>;
export type HeadcountId = Brand<string, 'HeadcountId'>;
export type RepId = Brand<string, 'RepId'>;
export type ActorId = Brand<string, 'ActorId'>;
export type TenantId = Brand<string, 'TenantId'>;
export type CycleId = Brand<string, 'CycleId'>;
export type PolicyId = Brand<string, 'PolicyId'>;

/** Lower-case hex sha256 of canonical bytes. */
export type Sha256Hex = Brand<string, 'Sha256Hex'>;
/** `YYYY-MM-DDTHH:mm:ss.sssZ`, as `Date.prototype.toISOString` writes it. */
export type IsoTime = Brand<string, 'IsoTime'>;
/** `YYYY-MM-DD`. */
export type IsoDate = Brand<string, 'IsoDate'>;

/** `YYYY-MM`. */
export type IsoMonth = Brand<string, 'IsoMonth'>;

/** An integer number of minor units (cents); the currency stands beside it, never in it. */
export type MinorUnits = Brand<number, 'MinorUnits'>;
/** A ratio, 0..1 (an over-assignment or a growth may lie outside). */
export type Share = Brand<number, 'Share'>;
export type Kilometres = Brand<number, 'Kilometres'>;
export type Minutes = Brand<number, 'Minutes'>;
export type Hours = Brand<number, 'Hours'>;

export const minorUnits = (value: number): MinorUnits => Math.round(value) as MinorUnits;
export const share = (value: number): Share => value as Share;
export const kilometres = (value: number): Kilometres => value as Kilometres;
export const minutes = (value: number): Minutes => value as Minutes;
export const hours = (value: number): Hours => value as Hours;
