// Runs interoperability cases with grpc++ against a server; one line for each: `ok CASE` or `FAILED CASE: why`.
//   client PORT
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

#include "inspect.h"
#include "test.grpc.pb.h"

using namespace grpc::testing;
using grpc::ClientContext;
using grpc::StatusCode;
using Stub = TestService::Stub;

namespace {

void Require(bool holds, const std::string& otherwise) {
  if (!holds) throw std::runtime_error(otherwise);
}

void RequireStatus(const grpc::Status& status, StatusCode code = StatusCode::OK) {
  Require(status.error_code() == code,
          "expected status " + std::to_string(code) + ", got " + std::to_string(status.error_code()) + " " + status.error_message());
}

void RequireZeros(const Payload& payload, int size) {
  Require(payload.body() == std::string(size, '\0'), "expected " + std::to_string(size) + " zeros");
}

// A call that gives up after a while: a case that hangs is one that failed.
struct Context : ClientContext {
  Context() { set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(15)); }
};

SimpleRequest LargeRequest() {
  SimpleRequest request;
  request.set_response_size(314159);
  request.mutable_payload()->set_body(std::string(271828, '\0'));
  return request;
}

StreamingOutputCallRequest Ask(int request_size, int response_size) {
  StreamingOutputCallRequest request;
  request.mutable_payload()->set_body(std::string(request_size, '\0'));
  request.add_response_parameters()->set_size(response_size);
  return request;
}

void LargeUnary(Stub& test) {
  Context context;
  SimpleResponse response;
  RequireStatus(test.UnaryCall(&context, LargeRequest(), &response));
  RequireZeros(response.payload(), 314159);
}

void ClientCompressedUnary(Stub& test) {
  const auto call = [&](bool expected, bool compressed, StatusCode code) {
    Context context;
    if (compressed) context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
    auto request = LargeRequest();
    request.mutable_expect_compressed()->set_value(expected);
    SimpleResponse response;
    RequireStatus(test.UnaryCall(&context, request, &response), code);
  };
  call(true, false, StatusCode::INVALID_ARGUMENT);
  call(true, true, StatusCode::OK);
  call(false, false, StatusCode::OK);
}

void ClientCompressedStreaming(Stub& test) {
  const auto call = [&](bool first_is_compressed, StatusCode code) {
    Context context;
    context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
    StreamingInputCallResponse response;
    auto requests = test.StreamingInputCall(&context, &response);
    StreamingInputCallRequest request;
    request.mutable_expect_compressed()->set_value(true);
    request.mutable_payload()->set_body(std::string(27182, '\0'));
    grpc::WriteOptions plain;
    plain.set_no_compression();
    requests->Write(request, first_is_compressed ? grpc::WriteOptions() : plain);
    request.mutable_expect_compressed()->set_value(false);
    request.mutable_payload()->set_body(std::string(45904, '\0'));
    requests->Write(request, plain);
    requests->WritesDone();
    RequireStatus(requests->Finish(), code);
    if (code == StatusCode::OK) Require(response.aggregated_payload_size() == 73086, "the sum is wrong");
  };
  call(false, StatusCode::INVALID_ARGUMENT);
  call(true, StatusCode::OK);
}

void ServerCompressedUnary(Stub& test) {
  for (const bool wanted : {true, false}) {
    Context context;
    auto request = LargeRequest();
    request.mutable_response_compressed()->set_value(wanted);
    SimpleResponse response;
    RequireStatus(test.UnaryCall(&context, request, &response));
    RequireZeros(response.payload(), 314159);
    Require(InteropClientContextInspector::WasCompressed(context) == wanted, "the compressed flag is wrong");
  }
}

void ServerCompressedStreaming(Stub& test) {
  Context context;
  StreamingOutputCallRequest request;
  for (const auto& [size, compressed] : {std::pair{31415, true}, std::pair{92653, false}}) {
    auto* wanted = request.add_response_parameters();
    wanted->set_size(size);
    wanted->mutable_compressed()->set_value(compressed);
  }
  auto responses = test.StreamingOutputCall(&context, request);
  StreamingOutputCallResponse response;
  for (const auto& wanted : request.response_parameters()) {
    Require(responses->Read(&response), "the stream ended early");
    RequireZeros(response.payload(), wanted.size());
    Require(InteropClientContextInspector::WasCompressed(context) == wanted.compressed().value(), "the compressed flag is wrong");
  }
  Require(!responses->Read(&response), "a response came that nobody asked for");
  RequireStatus(responses->Finish());
}

void PingPong(Stub& test) {
  Context context;
  auto stream = test.FullDuplexCall(&context);
  for (const auto& [request, size] : {std::pair{27182, 31415}, {8, 9}, {1828, 2653}, {45904, 58979}}) {
    StreamingOutputCallResponse response;
    Require(stream->Write(Ask(request, size)) && stream->Read(&response), "the stream ended early");
    RequireZeros(response.payload(), size);
  }
  stream->WritesDone();
  RequireStatus(stream->Finish());
}

void SlowReader(Stub& test) {
  Context context;
  auto stream = test.FullDuplexCall(&context);
  std::thread writing([&] {
    for (int i = 0; i < 1000; i++) stream->Write(Ask(1024, 3000 + i));
    stream->WritesDone();
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  StreamingOutputCallResponse response;
  int read = 0;
  for (; stream->Read(&response); read++)
    if (read % 10 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  writing.join();
  RequireStatus(stream->Finish());
  Require(read == 1000, "expected 1,000 responses, got " + std::to_string(read));
}

}  // namespace

int main(int, char** arguments) {
  const auto channel = grpc::CreateChannel(std::string("127.0.0.1:") + arguments[1], grpc::InsecureChannelCredentials());
  const auto test = TestService::NewStub(channel);
  const std::vector<std::pair<std::string, std::function<void(Stub&)>>> cases = {
      {"large_unary", LargeUnary},
      {"client_compressed_unary", ClientCompressedUnary},
      {"client_compressed_streaming", ClientCompressedStreaming},
      {"server_compressed_unary", ServerCompressedUnary},
      {"server_compressed_streaming", ServerCompressedStreaming},
      {"ping_pong", PingPong},
      {"slow_reader", SlowReader},
  };
  int failed = 0;
  for (const auto& [name, run] : cases) {
    try {
      run(*test);
      std::cout << "ok " << name << std::endl;
    } catch (const std::exception& failure) {
      failed++;
      std::cout << "FAILED " << name << ": " << failure.what() << std::endl;
    }
  }
  return failed == 0 ? 0 : 1;
}
