"""Serves grpc.testing.TestService and gateway.interop.ProbeService with grpcio until it is ended."""
import argparse
import collections
import threading
from concurrent import futures

import grpc

import probe_pb2_grpc
import test_pb2_grpc
from details_pb2 import BadRequest, Status
from probe_pb2 import Cancelled, Deadline
from test_pb2 import Empty, Payload, SimpleResponse, StreamingInputCallResponse, StreamingOutputCallResponse

CODES = {code.value[0]: code for code in grpc.StatusCode}


def echo_metadata(context):
    sent = context.invocation_metadata()
    initial = [entry for entry in sent if entry[0] == "x-grpc-test-echo-initial"]
    if initial:
        context.send_initial_metadata(initial)
    context.set_trailing_metadata([entry for entry in sent if entry[0] == "x-grpc-test-echo-trailing-bin"])


def echo_status(request, context):
    if request.HasField("response_status"):
        context.abort(CODES[request.response_status.code], request.response_status.message)


class TestTarget(test_pb2_grpc.TestServiceServicer):
    """That a request came compressed is not in this API, so `expect_compressed` is not looked at."""

    def EmptyCall(self, request, context):
        return Empty()

    def UnaryCall(self, request, context):
        if request.response_compressed.value:
            context.set_compression(grpc.Compression.Gzip)
        echo_metadata(context)
        echo_status(request, context)
        return SimpleResponse(payload=Payload(body=bytes(request.response_size)))

    def StreamingInputCall(self, request_iterator, context):
        return StreamingInputCallResponse(aggregated_payload_size=sum(len(request.payload.body) for request in request_iterator))

    def StreamingOutputCall(self, request, context):
        yield from self.FullDuplexCall(iter([request]), context)

    def FullDuplexCall(self, request_iterator, context):
        context.set_compression(grpc.Compression.Gzip)
        echo_metadata(context)
        for request in request_iterator:
            echo_status(request, context)
            for wanted in request.response_parameters:
                if not wanted.compressed.value:
                    context.disable_next_message_compression()
                yield StreamingOutputCallResponse(payload=Payload(body=bytes(wanted.size)))


class ProbeTarget(probe_pb2_grpc.ProbeServiceServicer):
    """Tells a client what this server has seen of its calls."""

    def __init__(self):
        self._ends = collections.defaultdict(threading.Event)

    def TellDeadline(self, request, context):
        left = context.time_remaining()
        # No deadline is either, by the version of grpcio: none, or one in the far future.
        return Deadline(milliseconds_left=-1 if left is None or left > 1e9 else int(left * 1000))

    def WaitForever(self, request, context):
        end = self._ends[request.id]
        context.add_callback(end.set)
        end.wait()
        return Empty()

    def TellCancelled(self, request, context):
        return Cancelled(seen=self._ends[request.id].wait(5))

    def RefuseWithDetails(self, request, context):
        details = Status(code=3, message="the request is malformed")
        violation = BadRequest.FieldViolation(field="person_number", description="å is no digit")
        details.details.add().Pack(BadRequest(field_violations=[violation]))
        context.set_trailing_metadata([("grpc-status-details-bin", details.SerializeToString())])
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, details.message)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--key", help="serve over TLS with this private key (PEM)")
    parser.add_argument("--certificate", help="and this certificate (PEM)")
    arguments = parser.parse_args()
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=20))
    test_pb2_grpc.add_TestServiceServicer_to_server(TestTarget(), server)
    probe_pb2_grpc.add_ProbeServiceServicer_to_server(ProbeTarget(), server)
    if arguments.key:
        with open(arguments.key, "rb") as key, open(arguments.certificate, "rb") as certificate:
            credentials = grpc.ssl_server_credentials([(key.read(), certificate.read())])
        port = server.add_secure_port("127.0.0.1:0", credentials)
    else:
        port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(f"listening on 127.0.0.1:{port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
