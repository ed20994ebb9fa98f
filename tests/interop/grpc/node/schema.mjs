// The protos as grpc-js takes them, and the details of a status, which travel as bytes.
import { fileURLToPath } from "node:url";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import protobuf from "protobufjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const definition = loader.loadSync(["test.proto", "probe.proto"], { includeDirs: [folder], keepCase: true, longs: String });
const loaded = grpc.loadPackageDefinition(definition);

export const { TestService, UnimplementedService } = loaded.grpc.testing;
export const { ProbeService } = loaded.gateway.interop;

const root = new protobuf.Root();
root.resolvePath = (_, file) => (file.startsWith("google/protobuf/") ? file : folder + file);
root.loadSync("details.proto");
const Status = root.lookupType("google.rpc.Status");
const BadRequest = root.lookupType("google.rpc.BadRequest");

export const details = {
  read: (bytes) => {
    const { code, details: [packed] } = Status.decode(bytes);
    const { fieldViolations } = BadRequest.decode(packed.value);
    return { code, violations: fieldViolations.map(({ field, description }) => ({ field, description })) };
  },
  write: (code, message, fieldViolations) => Buffer.from(Status.encode(Status.fromObject({
    code, message,
    details: [{ type_url: "type.googleapis.com/google.rpc.BadRequest", value: BadRequest.encode({ fieldViolations }).finish() }],
  })).finish()),
};
