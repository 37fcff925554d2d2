import type { Address } from '#shared/model/ids.ts';
import { json, type Json } from '#shared/model/json.ts';
import type { CellKindDefinition } from '#shared/model/cells/value-type.ts';
import { canonicalJson, sha256 } from '../lib/index.ts';
import type { Ingredients } from '../storage/index.ts';

/**
 * Address of a result: SHA-256 over kind and version, settings, addresses of the inputs, the data's fingerprint and the notebook seed, as
 * canonical JSON. Names of input cells count only where the kind shows them. Hex, 64 characters.
 */
export function addressOf(made: Ingredients, definition: CellKindDefinition): string {
  const named = definition.usesInputNames === true;
  const inputs = Object.fromEntries(
    Object.entries(made.inputs)
      .filter(([, links]) => links.length > 0)
      .map(([slot, links]) => [
        slot,
        links.map(({ address, name }): Json => (named ? [address, name] : address)),
      ]),
  );
  const { kind, version, settings, fingerprint, seed } = made;
  return sha256(canonicalJson([kind, version, settings, inputs, fingerprint, seed]));
}

/** Address of what a stopped cell kept: it depends on when it was stopped, so on what came out. */
export function keptAddress(address: Address, output: Json): string {
  return sha256(canonicalJson(['kept', address, output]));
}

/** Address of a result whose table shows names given by hand. */
export function namedAddress(address: Address, settings: Json): string {
  return sha256(canonicalJson(['named', address, settings]));
}

/** The settings whose names show in a kind's table; null where none is given. */
export function namesInTable(definition: CellKindDefinition, settings: unknown): Json {
  const keys: readonly string[] = definition.namesTable ?? [];
  if (keys.length === 0) return null;
  const plain = json.parse(settings);
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return null;
  const given = Object.entries(plain).filter(
    ([key, value]) => keys.includes(key) && value !== null && Object.keys(value).length > 0,
  );
  return given.length === 0 ? null : Object.fromEntries(given);
}

/** The part of parsed settings that decides the result. */
export function addressedSettings(definition: CellKindDefinition, settings: unknown): Json {
  const plain = json.parse(settings);
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return plain;
  const left = new Set<string>(definition.unaddressed ?? []);
  return Object.fromEntries(Object.entries(plain).filter(([key]) => !left.has(key)));
}
