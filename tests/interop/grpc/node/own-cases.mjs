// Cases beyond the description: bytes in metadata, status details, what the server sees of a call's end, limits and flow control.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import grpc from "@grpc/grpc-js";
import { ask, cases, echo, requireStatus, requireZeros, unary, zeros } from "./cases.mjs";
import { details } from "./schema.mjs";

const { status } = grpc;

export const ownCases = {
  binary_metadata: async (to) => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, b) => b));
    for (let shorter = 0; shorter < 3; shorter++) await echo(to, 'a, b;c="d" %41 ~!', all.subarray(shorter));
    await echo(to, "x", Buffer.alloc(0));
  },
  status_details: async ({ probe }) => {
    const error = await requireStatus(status.INVALID_ARGUMENT, () => unary(probe, "RefuseWithDetails", {}));
    const told = details.read(error.metadata.get("grpc-status-details-bin")[0]);
    assert.equal(told.code, 3);
    assert.deepEqual(told.violations, [{ field: "person_number", description: "å is no digit" }]);
  },
  deadline_seen: async ({ probe }) => {
    const left = async (deadline) => Number((await unary(probe, "TellDeadline", {}, { deadline })).response.milliseconds_left);
    const some = await left(Date.now() + 10_000);
    assert.ok(some > 5_000 && some <= 10_001, String(some));
    assert.equal(await left(Infinity), -1);
  },
  cancellation_seen: async ({ probe }) => {
    const [cancelled, late] = [{ id: randomUUID() }, { id: randomUUID() }];
    const call = probe.WaitForever(cancelled, () => {});
    await pause(200);
    call.cancel();
    assert.ok((await unary(probe, "TellCancelled", cancelled)).response.seen);
    await requireStatus(status.DEADLINE_EXCEEDED, () => unary(probe, "WaitForever", late, { deadline: Date.now() + 300 }));
    assert.ok((await unary(probe, "TellCancelled", late)).response.seen);
  },
  over_the_limit: async (to) => {
    const size = 5 * 1024 * 1024;
    await requireStatus(status.RESOURCE_EXHAUSTED, () => unary(to.test, "UnaryCall", { payload: zeros(size) }));
    await requireStatus(status.RESOURCE_EXHAUSTED, () => unary(to.test, "UnaryCall", { response_size: size }));
    await cases.large_unary(to);
  },
  slow_reader: async ({ test }) => {
    const call = test.FullDuplexCall();
    for (let i = 0; i < 1000; i++) call.write(ask(1024, 3000 + i));
    call.end();
    await pause(200);
    let i = 0;
    for await (const response of call) {
      if (i % 10 === 0) await pause(2);
      requireZeros(response, 3000 + i++);
    }
    assert.equal(i, 1000);
  },
};
