"""Cases beyond the description: bytes in metadata, status details, what the server sees of a call's end, limits and flow control."""
import time
import uuid

import grpc

from description_cases import PATIENCE, ask, echo, large_unary, require_status, require_zeros, zeros
from details_pb2 import BadRequest, Status
from probe_pb2 import Waiting
from test_pb2 import Empty, SimpleRequest


def binary_metadata(to):
    for shorter in range(3):
        echo(to, 'a, b;c="d" %41 ~!', bytes(range(256))[shorter:])
    echo(to, "x", b"")


def status_details(to):
    error = require_status(grpc.StatusCode.INVALID_ARGUMENT, lambda: to.probe.RefuseWithDetails(Empty(), timeout=PATIENCE))
    details = Status.FromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
    request = BadRequest()
    assert details.code == 3 and details.details[0].Unpack(request), details
    violation, = request.field_violations
    assert (violation.field, violation.description) == ("person_number", "å is no digit"), violation


def deadline_seen(to):
    left = to.probe.TellDeadline(Empty(), timeout=10).milliseconds_left
    assert 5_000 < left <= 10_001, left
    assert to.probe.TellDeadline(Empty()).milliseconds_left == -1


def cancellation_seen(to):
    cancelled, late = Waiting(id=str(uuid.uuid4())), Waiting(id=str(uuid.uuid4()))
    call = to.probe.WaitForever.future(cancelled)
    time.sleep(0.2)
    call.cancel()
    assert to.probe.TellCancelled(cancelled, timeout=PATIENCE).seen
    require_status(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: to.probe.WaitForever(late, timeout=0.3))
    assert to.probe.TellCancelled(late, timeout=PATIENCE).seen


def over_the_limit(to):
    exhausted, size = grpc.StatusCode.RESOURCE_EXHAUSTED, 5 * 1024 * 1024
    require_status(exhausted, lambda: to.test.UnaryCall(SimpleRequest(payload=zeros(size)), timeout=PATIENCE))
    require_status(exhausted, lambda: to.test.UnaryCall(SimpleRequest(response_size=size), timeout=PATIENCE))
    large_unary(to)


def slow_reader(to):
    call = to.test.FullDuplexCall((ask(1024, 3000 + i) for i in range(1000)), timeout=PATIENCE)
    time.sleep(0.2)
    for i in range(1000):
        if i % 10 == 0:
            time.sleep(0.002)
        require_zeros(next(call), 3000 + i)
    assert next(call, None) is None


CASES = [binary_metadata, status_details, deadline_seen, cancellation_seen, over_the_limit, slow_reader]
