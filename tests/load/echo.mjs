// The echo service on @grpc/grpc-js: a peer of the transport's load test. node echo.mjs PROTO PORT PACKAGES, the folder that holds node_modules.
import { createRequire } from "node:module";

const [proto, port, packages] = process.argv.slice(2);
const load = createRequire(packages + "/");
const grpc = load("@grpc/grpc-js");
const { gateway } = grpc.loadPackageDefinition(load("@grpc/proto-loader").loadSync(proto));

const server = new grpc.Server();
server.addService(gateway.benchmarks.EchoService.service, { Echo: (call, answer) => answer(null, call.request) });
server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error) => {
  if (error) throw error;
});
