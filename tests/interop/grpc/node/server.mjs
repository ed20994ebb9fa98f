// Serves grpc.testing.TestService and gateway.interop.ProbeService with grpc-js until it is ended. That a request came compressed is
// not in its API, and it does not compress responses.
import grpc from "@grpc/grpc-js";
import { details, ProbeService, TestService } from "./schema.mjs";

const sent = (call, name) => {
  const found = new grpc.Metadata();
  for (const value of call.metadata.get(name)) found.add(name, value);
  return found;
};
const sendInitial = (call) => {
  const initial = sent(call, "x-grpc-test-echo-initial");
  if (Object.keys(initial.getMap()).length > 0) call.sendMetadata(initial);
};
const trailersOf = (call) => sent(call, "x-grpc-test-echo-trailing-bin");
const echoed = ({ code, message }) => ({ code, details: message });
const zeros = (size) => ({ payload: { body: Buffer.alloc(size) } });

const fullDuplexCall = (call) => {
  sendInitial(call);
  call.on("data", (request) => {
    if (request.response_status) return call.emit("error", echoed(request.response_status));
    // A message that asks for no response has no such field.
    for (const { size } of request.response_parameters ?? [])
      // A full window holds the requests back until the responses have gone.
      if (!call.write(zeros(size))) { call.pause(); call.once("drain", () => call.resume()); }
  });
  call.on("end", () => call.end(trailersOf(call)));
};

const test = {
  EmptyCall: (call, answer) => answer(null, {}),
  UnaryCall: (call, answer) => {
    sendInitial(call);
    const { response_status: wanted, response_size: size } = call.request;
    if (wanted) answer(echoed(wanted));
    else answer(null, zeros(size), trailersOf(call));
  },
  StreamingInputCall: (call, answer) => {
    let sum = 0;
    call.on("data", ({ payload }) => { sum += payload.body.length; });
    call.on("end", () => answer(null, { aggregated_payload_size: sum }));
  },
  StreamingOutputCall: (call) => {
    for (const { size } of call.request.response_parameters ?? []) call.write(zeros(size));
    call.end();
  },
  FullDuplexCall: fullDuplexCall,
};

const ends = new Map();
const endOf = (id) => {
  if (!ends.has(id)) ends.set(id, Promise.withResolvers?.() ?? withResolvers());
  return ends.get(id);
};
function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve) => { made.resolve = resolve; });
  return made;
}

const probe = {
  TellDeadline: (call, answer) => {
    const deadline = call.getDeadline();
    answer(null, { milliseconds_left: deadline === Infinity ? -1 : Math.trunc(Number(deadline) - Date.now()) });
  },
  WaitForever: (call) => call.on("cancelled", () => endOf(call.request.id).resolve()),
  TellCancelled: async (call, answer) => {
    const late = new Promise((resolve) => { setTimeout(resolve, 5_000, false).unref(); });
    answer(null, { seen: await Promise.race([endOf(call.request.id).promise.then(() => true), late]) });
  },
  RefuseWithDetails: (call, answer) => {
    const metadata = new grpc.Metadata();
    const message = "the request is malformed";
    metadata.set("grpc-status-details-bin", details.write(3, message, [{ field: "person_number", description: "å is no digit" }]));
    answer({ code: grpc.status.INVALID_ARGUMENT, details: message, metadata });
  },
};

const server = new grpc.Server();
server.addService(TestService.service, test);
server.addService(ProbeService.service, probe);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`listening on 127.0.0.1:${port}`);
});
