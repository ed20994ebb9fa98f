// Reads {policies, call, batches, batch} from standard input, authorizes the call so often with the policies parsed beforehand, and
// prints {decision, microseconds}: the median over the batches of one authorization's time.
import { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import { readFileSync } from "node:fs";

const { policies, call, batches, batch } = JSON.parse(readFileSync(0, "utf8"));
const parsed = preparsePolicySet("catalogue", { staticPolicies: policies });
if (parsed.type !== "success") throw new Error(JSON.stringify(parsed.errors));
const asked = {
  principal: { type: "Officer", id: "officer-1" },
  action: { type: "Action", id: "disclose" },
  resource: { type: "Section", id: "s1" },
  context: call,
  preparsedPolicySetId: "catalogue",
  entities: [],
};
const answer = statefulIsAuthorized(asked);
if (answer.type !== "success") throw new Error(JSON.stringify(answer.errors));
const { decision, diagnostics } = answer.response;
if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));

const times = [];
for (let i = 0; i < batches; i++) {
  const began = process.hrtime.bigint();
  for (let k = 0; k < batch; k++) statefulIsAuthorized(asked);
  times.push(Number(process.hrtime.bigint() - began) / 1000 / batch);
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ decision, microseconds: times[times.length >> 1] }));
