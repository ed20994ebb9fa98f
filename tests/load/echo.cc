// The echo service on the official C++ callback API: a peer of the transport's load test.
#include <grpcpp/grpcpp.h>

#include <iostream>
#include <memory>
#include <string>

#include "echo.grpc.pb.h"

using gateway::benchmarks::EchoMessage;
using gateway::benchmarks::EchoService;

namespace {

class Echoing final : public EchoService::CallbackService {
 public:
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const EchoMessage* request,
                                 EchoMessage* response) override {
    response->set_payload(request->payload());
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: echo PORT\n";
    return 2;
  }
  Echoing service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(std::string("127.0.0.1:") + argv[1], grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  std::unique_ptr<grpc::Server> server(builder.BuildAndStart());
  if (!server) return 1;
  server->Wait();
}
