/** `0110 ....`: the bits of an octet that `mask` picks, the others as dots. */
export function bitPicture(octet: number, mask: number): string {
  const bits = Array.from({ length: 8 }, (_, index) => {
    const bit = 0x80 >>> index;
    if ((mask & bit) === 0) return '.';
    return (octet & bit) === 0 ? '0' : '1';
  });
  return `${bits.slice(0, 4).join('')} ${bits.slice(4).join('')}`;
}
