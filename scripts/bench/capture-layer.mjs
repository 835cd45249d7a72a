// @ts-check
// Container, link, IP and TCP reassembly, and nothing done with what comes out.
const built = new URL('../../dist/capture/capture-reader.js', import.meta.url);
const { readCapture } = await import(built.href);

const [path = ''] = process.argv.slice(2);
let octets = 0;
const summary = await readCapture(path, {
  /** @type {(stream: unknown, direction: number, buffer: Uint8Array, start: number, end: number) => void} */
  onData: (_stream, _direction, _buffer, start, end) => {
    octets += end - start;
  },
  onGap: () => {},
});
console.log(`${summary.records} records, ${octets} octets`);
if (summary.problem !== undefined) process.exitCode = 1;
