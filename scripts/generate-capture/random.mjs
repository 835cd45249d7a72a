/** A small seeded generator (xorshift32): good enough to mix traffic, the same on every machine. */
export function randomFrom(seed) {
  let state = (Math.imul(seed | 0, 0x9e3779b1) ^ 0x5bf03635) | 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    /** 0 … limit - 1 */
    below: (limit) => next() % limit,
    u32: next,
  };
}
