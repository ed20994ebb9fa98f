// Reads {bytes, writers, milliseconds} from standard input, has so many writers append blocks of that size to a hypercore on disk, each as soon as
// its last one is appended, and prints {perSecond}. An append is in RocksDB's own log when it resolves, and not synced to the disk: it outlives the
// process, not the machine.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Hypercore from "hypercore";

const { bytes, writers, milliseconds } = JSON.parse(readFileSync(0, "utf8"));
const folder = mkdtempSync(join(tmpdir(), "gateway-hypercore-"));
const core = new Hypercore(folder);
await core.ready();
const block = randomBytes(bytes);
const began = performance.now();
await Promise.all(Array.from({ length: writers }, async () => {
  while (performance.now() - began < milliseconds) await core.append(block);
}));
const perSecond = core.length / (performance.now() - began) * 1000;
await core.close();
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ perSecond }));
