/** What is left where a part gets lost on the way. */

type Pairs = readonly (readonly [string, string])[];

export function firstOfEachName(pairs: Pairs): Pairs {
  return pairs.filter(([name], index) => pairs.findIndex(([other]) => other === name) === index);
}

export function nulAt(bytes: Uint8Array): number {
  const at = bytes.indexOf(0);
  return at === -1 ? bytes.length : at;
}
