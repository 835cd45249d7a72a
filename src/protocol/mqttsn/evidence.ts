/**
 * Is the datagram MQTT-SN, whatever its port? Its length must be exact, and its type one that cannot well be anything
 * else: CONNECT with protocol 1, a PUBLISH of QoS -1, REGISTER with a printable name.
 */
export function recogniseDatagram(buffer: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 6 || buffer[start] !== length) return false;
  const type = buffer[start + 1];
  if (type === 0x04)
    return buffer[start + 3] === 1 && ((buffer[start + 2] ?? 0) & 0xf3) === 0 && isText(buffer, start + 6, end);
  if (type === 0x0a) return length > 6 && isText(buffer, start + 6, end);
  if (type !== 0x0c || length < 7) return false;
  const flags = buffer[start + 2] ?? 0;
  return (
    (flags & 0x60) === 0x60 &&
    (flags & 3) !== 3 &&
    (flags & 3) !== 0 &&
    buffer[start + 5] === 0 &&
    buffer[start + 6] === 0
  );
}

function isText(buffer: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const octet = buffer[at] ?? 0;
    if (octet < 0x20 || octet > 0x7e) return false;
  }
  return true;
}
