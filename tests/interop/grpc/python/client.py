"""Runs the interoperability cases with grpcio against a server; one line for each: `ok CASE` or `FAILED CASE: why`."""
import argparse
import sys
import traceback

import grpc

import probe_pb2_grpc
import test_pb2_grpc
from description_cases import CASES as DESCRIBED
from own_cases import CASES as OWN


class Connection:
    """A channel with the services' stubs."""

    def __init__(self, port, ca):
        address = f"127.0.0.1:{port}"
        if ca:
            with open(ca, "rb") as certificate:
                self.channel = grpc.secure_channel(address, grpc.ssl_channel_credentials(certificate.read()))
        else:
            self.channel = grpc.insecure_channel(address)
        self.test = test_pb2_grpc.TestServiceStub(self.channel)
        self.missing = test_pb2_grpc.UnimplementedServiceStub(self.channel)
        self.probe = probe_pb2_grpc.ProbeServiceStub(self.channel)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--ca", help="call over TLS and trust this certificate alone")
    arguments = parser.parse_args()
    failed = 0
    for case in DESCRIBED + OWN:
        connection = Connection(arguments.port, arguments.ca)
        try:
            case(connection)
            print("ok", case.__name__, flush=True)
        except Exception:  # whatever it is, this case failed and the next is to run
            failed += 1
            print(f"FAILED {case.__name__}: {traceback.format_exc(limit=-1)}".replace("\n", " "), flush=True)
        finally:
            connection.channel.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
