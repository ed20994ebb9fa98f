using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;

namespace Gateway.Benchmarks.Transport;

/// <summary>The echo service on our transport.</summary>
internal sealed class Echoing : EchoService.EchoServiceBase
{
    public override Task<EchoMessage> Echo(EchoMessage request, ServerCallContext context) => Task.FromResult(request);

    public override async Task Repeat(RepeatRequest request, IServerStreamWriter<EchoMessage> responseStream, ServerCallContext context)
    {
        var message = new EchoMessage { Payload = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(request.Size)) };
        for (var i = 0; i < request.Times; i++) await responseStream.WriteAsync(message);
    }
}
