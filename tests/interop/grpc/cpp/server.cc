// Serves grpc.testing.TestService with grpc++ until it is ended.
//   server [STREAMS]    how many calls it takes at once on one connection
#include <iostream>

#include "inspect.h"
#include "test.grpc.pb.h"

using namespace grpc::testing;
using grpc::ServerContext;
using grpc::Status;
using grpc::StatusCode;
using grpc::WriteOptions;

namespace {

void EchoMetadata(ServerContext* context) {
  for (const auto& [name, value] : context->client_metadata()) {
    if (name == "x-grpc-test-echo-initial") context->AddInitialMetadata("x-grpc-test-echo-initial", {value.begin(), value.end()});
    if (name == "x-grpc-test-echo-trailing-bin")
      context->AddTrailingMetadata("x-grpc-test-echo-trailing-bin", {value.begin(), value.end()});
  }
}

template <typename Request>
Status Wanted(const Request& request) {
  if (!request.has_response_status()) return Status::OK;
  return Status(static_cast<StatusCode>(request.response_status().code()), request.response_status().message());
}

template <typename Request>
bool IsAsExpected(const ServerContext& context, const Request& request) {
  return !request.has_expect_compressed() ||
         request.expect_compressed().value() == InteropServerContextInspector::WasCompressed(context);
}

const Status kNotAsExpected(StatusCode::INVALID_ARGUMENT, "the message is not compressed as it says");

class TestTarget final : public TestService::Service {
  Status EmptyCall(ServerContext*, const Empty*, Empty*) override { return Status::OK; }

  Status UnaryCall(ServerContext* context, const SimpleRequest* request, SimpleResponse* response) override {
    EchoMetadata(context);
    if (!IsAsExpected(*context, *request)) return kNotAsExpected;
    if (request->response_compressed().value()) context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
    response->mutable_payload()->set_body(std::string(request->response_size(), '\0'));
    return Wanted(*request);
  }

  Status StreamingInputCall(ServerContext* context, grpc::ServerReader<StreamingInputCallRequest>* requests,
                            StreamingInputCallResponse* response) override {
    StreamingInputCallRequest request;
    int sum = 0;
    for (; requests->Read(&request); sum += static_cast<int>(request.payload().body().size()))
      if (!IsAsExpected(*context, request)) return kNotAsExpected;
    response->set_aggregated_payload_size(sum);
    return Status::OK;
  }

  Status StreamingOutputCall(ServerContext* context, const StreamingOutputCallRequest* request,
                             grpc::ServerWriter<StreamingOutputCallResponse>* responses) override {
    context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
    return Answer(*request, responses);
  }

  Status FullDuplexCall(ServerContext* context,
                        grpc::ServerReaderWriter<StreamingOutputCallResponse, StreamingOutputCallRequest>* stream) override {
    EchoMetadata(context);
    StreamingOutputCallRequest request;
    while (stream->Read(&request))
      if (auto status = Answer(request, stream); !status.ok()) return status;
    return Status::OK;
  }

  template <typename Writer>
  static Status Answer(const StreamingOutputCallRequest& request, Writer* responses) {
    if (auto status = Wanted(request); !status.ok()) return status;
    StreamingOutputCallResponse response;
    for (const auto& wanted : request.response_parameters()) {
      response.mutable_payload()->set_body(std::string(wanted.size(), '\0'));
      WriteOptions options;
      if (!wanted.compressed().value()) options.set_no_compression();
      if (!responses->Write(response, options)) break;
    }
    return Status::OK;
  }
};

}  // namespace

int main(int count, char** arguments) {
  TestTarget target;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&target);
  if (count > 1) builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, std::stoi(arguments[1]));
  auto server = builder.BuildAndStart();
  if (!server) return 1;
  std::cout << "listening on 127.0.0.1:" << port << std::endl;
  server->Wait();
}
