// Runs the interoperability cases with grpc-js against a server; one line for each: `ok CASE` or `FAILED CASE: why`.
//   node client.mjs --port PORT [--ca FILE]    --ca: over TLS, trusting this certificate alone
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import grpc from "@grpc/grpc-js";
import { cases } from "./cases.mjs";
import { ownCases } from "./own-cases.mjs";
import { ProbeService, TestService, UnimplementedService } from "./schema.mjs";

const { values: { port, ca } } = parseArgs({ options: { port: { type: "string" }, ca: { type: "string" } } });
const address = `127.0.0.1:${port}`;
const credentials = ca ? grpc.credentials.createSsl(readFileSync(ca)) : grpc.credentials.createInsecure();
const compressing = { "grpc.default_compression_algorithm": 2 };

for (const [name, run] of Object.entries({ ...cases, ...ownCases })) {
  const to = {
    test: new TestService(address, credentials),
    gzip: new TestService(address, credentials, compressing),
    missing: new UnimplementedService(address, credentials),
    probe: new ProbeService(address, credentials),
  };
  try {
    await run(to);
    console.log(`ok ${name}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`FAILED ${name}: ${String(error?.stack ?? error).replaceAll("\n", " ")}`);
  } finally {
    for (const client of Object.values(to)) client.close();
  }
}
