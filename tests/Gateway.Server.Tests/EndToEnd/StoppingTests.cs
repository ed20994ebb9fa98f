using System.Diagnostics;
using Gateway.Protocol.V1;
using Grpc.Core;
using Grpc.Health.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A server that is asked to stop lets its calls end, and does not wait for streams that would go on for ever.</summary>
internal sealed class StoppingTests
{
    [Test]
    public async Task Stop_WithOpenStreams_EndsEachWithAStatusAndSoon()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var subscription = gateway.Wire(Cast.SocialWorker).Alerts.Subscribe(new SubscribeRequest());
        var told = subscription.ResponseStream.MoveNext(CancellationToken.None);
        using var watch = gateway.Wire((string?)null).Health.Watch(new HealthCheckRequest());
        do Assert.That(await watch.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        while (watch.ResponseStream.Current.Status != HealthCheckResponse.Types.ServingStatus.Serving);
        var changes = watch.ResponseStream.ReadAllAsync().Select(r => r.Status).ToListAsync().AsTask();

        var began = Stopwatch.GetTimestamp();
        await gateway.HaltAsync();
        var took = Stopwatch.GetElapsedTime(began);

        Assert.That((await Refusal.OfAsync(() => told)).StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That((await changes)[^1], Is.EqualTo(HealthCheckResponse.Types.ServingStatus.NotServing));
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(5)));
    }
}
