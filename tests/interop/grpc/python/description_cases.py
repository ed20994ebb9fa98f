"""The cases of gRPC's "Interoperability Test Case Descriptions" that need neither Google's credentials nor a caching proxy."""
import queue

import grpc

from test_pb2 import (BoolValue, EchoStatus, Empty, Payload, ResponseParameters, SimpleRequest, StreamingInputCallRequest,
                      StreamingOutputCallRequest)

PATIENCE = 15
REQUEST_SIZES = [27182, 8, 1828, 45904]
RESPONSE_SIZES = [31415, 9, 2653, 58979]


def zeros(size):
    return Payload(body=bytes(size))


def large_request(**more):
    return SimpleRequest(response_size=314159, payload=zeros(271828), **more)


def ask(request_size, *response_sizes):
    wanted = [ResponseParameters(size=size) for size in response_sizes]
    return StreamingOutputCallRequest(payload=zeros(request_size), response_parameters=wanted)


def require_zeros(response, size):
    assert response.payload.body == bytes(size), f"expected {size} zeros, got {len(response.payload.body)} bytes"


def require_status(code, call, details=None):
    """The call ends with that status."""
    try:
        call()
    except grpc.RpcError as error:
        assert error.code() == code, f"expected {code}, got {error.code()}: {error.details()}"
        assert details is None or error.details() == details, f"expected {details!r}, got {error.details()!r}"
        return error
    except grpc.FutureCancelledError as error:
        assert code == grpc.StatusCode.CANCELLED
        return error
    raise AssertionError(f"expected {code}, and the call succeeded")


def empty_unary(to):
    assert to.test.EmptyCall(Empty(), timeout=PATIENCE) == Empty()


def large_unary(to):
    require_zeros(to.test.UnaryCall(large_request(), timeout=PATIENCE), 314159)


def concurrent_large_unary(to):
    for call in [to.test.UnaryCall.future(large_request(), timeout=PATIENCE) for _ in range(100)]:
        require_zeros(call.result(), 314159)


def client_compressed_unary(to):
    gzip, expected = grpc.Compression.Gzip, BoolValue(value=True)
    require_status(grpc.StatusCode.INVALID_ARGUMENT,
                   lambda: to.test.UnaryCall(large_request(expect_compressed=expected), timeout=PATIENCE))
    require_zeros(to.test.UnaryCall(large_request(expect_compressed=expected), timeout=PATIENCE, compression=gzip), 314159)
    require_zeros(to.test.UnaryCall(large_request(expect_compressed=BoolValue(value=False)), timeout=PATIENCE), 314159)


def server_compressed_unary(to):
    for wanted in (True, False):
        response = to.test.UnaryCall(large_request(response_compressed=BoolValue(value=wanted)), timeout=PATIENCE)
        require_zeros(response, 314159)


def client_streaming(to):
    requests = (StreamingInputCallRequest(payload=zeros(size)) for size in REQUEST_SIZES)
    assert to.test.StreamingInputCall(requests, timeout=PATIENCE).aggregated_payload_size == 74922


def server_streaming(to):
    responses = list(to.test.StreamingOutputCall(ask(0, *RESPONSE_SIZES), timeout=PATIENCE))
    assert [len(response.payload.body) for response in responses] == RESPONSE_SIZES


def server_compressed_streaming(to):
    wanted = [ResponseParameters(size=31415, compressed=BoolValue(value=True)),
              ResponseParameters(size=92653, compressed=BoolValue(value=False))]
    responses = list(to.test.StreamingOutputCall(StreamingOutputCallRequest(response_parameters=wanted), timeout=PATIENCE))
    assert [len(response.payload.body) for response in responses] == [31415, 92653]


def ping_pong(to):
    requests = queue.Queue()
    call = to.test.FullDuplexCall(iter(requests.get, None), timeout=PATIENCE)
    for request_size, response_size in zip(REQUEST_SIZES, RESPONSE_SIZES):
        requests.put(ask(request_size, response_size))
        require_zeros(next(call), response_size)
    requests.put(None)
    assert next(call, None) is None


def empty_stream(to):
    assert not list(to.test.FullDuplexCall(iter([]), timeout=PATIENCE))


def echo(to, initial, trailing):
    metadata = (("x-grpc-test-echo-initial", initial), ("x-grpc-test-echo-trailing-bin", trailing))
    response, unary = to.test.UnaryCall.with_call(large_request(), timeout=PATIENCE, metadata=metadata)
    require_zeros(response, 314159)
    duplex = to.test.FullDuplexCall(iter([ask(271828, 314159)]), timeout=PATIENCE, metadata=metadata)
    require_zeros(next(duplex), 314159)
    assert next(duplex, None) is None
    for call in (unary, duplex):
        assert dict(call.initial_metadata())["x-grpc-test-echo-initial"] == initial, call.initial_metadata()
        assert dict(call.trailing_metadata())["x-grpc-test-echo-trailing-bin"] == trailing, call.trailing_metadata()


def custom_metadata(to):
    echo(to, "test_initial_metadata_value", b"\xab\xab\xab")


def status_code_and_message(to):
    wanted = EchoStatus(code=2, message="test status message")
    require_status(grpc.StatusCode.UNKNOWN,
                   lambda: to.test.UnaryCall(SimpleRequest(response_status=wanted), timeout=PATIENCE), wanted.message)
    requests = [StreamingOutputCallRequest(response_status=wanted)]
    require_status(grpc.StatusCode.UNKNOWN, lambda: list(to.test.FullDuplexCall(iter(requests), timeout=PATIENCE)), wanted.message)


def special_status_message(to):
    wanted = EchoStatus(code=2, message="\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n")
    require_status(grpc.StatusCode.UNKNOWN,
                   lambda: to.test.UnaryCall(SimpleRequest(response_status=wanted), timeout=PATIENCE), wanted.message)


def unimplemented_method(to):
    require_status(grpc.StatusCode.UNIMPLEMENTED, lambda: to.test.UnimplementedCall(Empty(), timeout=PATIENCE))


def unimplemented_service(to):
    require_status(grpc.StatusCode.UNIMPLEMENTED, lambda: to.missing.UnimplementedCall(Empty(), timeout=PATIENCE))


def cancel_after_begin(to):
    requests = queue.Queue()
    call = to.test.StreamingInputCall.future(iter(requests.get, None), timeout=PATIENCE)
    call.cancel()
    require_status(grpc.StatusCode.CANCELLED, call.result)
    requests.put(None)


def cancel_after_first_response(to):
    requests = queue.Queue()
    call = to.test.FullDuplexCall(iter(requests.get, None), timeout=PATIENCE)
    requests.put(ask(27182, 31415))
    require_zeros(next(call), 31415)
    call.cancel()
    require_status(grpc.StatusCode.CANCELLED, lambda: next(call))
    requests.put(None)


def timeout_on_sleeping_server(to):
    requests = queue.Queue()
    call = to.test.FullDuplexCall(iter(requests.get, None), timeout=0.001)
    requests.put(StreamingOutputCallRequest(payload=zeros(27182)))
    require_status(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: next(call))
    requests.put(None)


CASES = [empty_unary, large_unary, concurrent_large_unary, client_compressed_unary, server_compressed_unary, client_streaming,
         server_streaming, server_compressed_streaming, ping_pong, empty_stream, custom_metadata, status_code_and_message,
         special_status_message, unimplemented_method, unimplemented_service, cancel_after_begin, cancel_after_first_response,
         timeout_on_sleeping_server]
