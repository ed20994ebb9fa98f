// What gRPC's own interoperability programs look at and its API does not show: whether a message came compressed. The library names these
// two classes its friends and leaves them to the test that wants them; the function is its core's.
#pragma once

#include <grpcpp/grpcpp.h>

extern uint32_t grpc_call_test_only_get_message_flags(grpc_call* call);

namespace grpc::testing {

// GRPC_WRITE_INTERNAL_TEST_ONLY_WAS_COMPRESSED of the core.
constexpr uint32_t kWasCompressed = 0x40000000u;

class InteropServerContextInspector {
 public:
  static bool WasCompressed(const ServerContextBase& context) {
    return grpc_call_test_only_get_message_flags(context.call_.call) & kWasCompressed;
  }
};

class InteropClientContextInspector {
 public:
  static bool WasCompressed(const ClientContext& context) {
    return grpc_call_test_only_get_message_flags(context.call_) & kWasCompressed;
  }
};

}  // namespace grpc::testing
