// @ts-check
// Reads the records and nothing else. It knows microseconds only, which does not matter here: the magic is put right.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { Transform } from 'node:stream';

const { parse } = createRequire(import.meta.url)('pcap-parser');
const [path = ''] = process.argv.slice(2);
let first = true;
const microseconds = new Transform({
  transform(chunk, _encoding, done) {
    if (first) chunk[0] = 0xd4;
    if (first) chunk[1] = 0xc3;
    first = false;
    done(null, chunk);
  },
});
const parser = parse(createReadStream(path, { highWaterMark: 1024 * 1024 }).pipe(microseconds));
let records = 0;
parser.on('packet', () => {
  records++;
});
parser.on('end', () => console.log(`${records} records`));
