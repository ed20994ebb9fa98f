using Gateway.Parties;
using Gateway.Policy;
using Gateway.Server.Identity;
using Gateway.Server.Tests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Server.Tests.Telemetry;

internal sealed class TelemetryExportTests
{
    private const string Canary = "canary";

    [Test]
    public async Task Export_CallsWithPersonalData_HoldNoneOfIt()
    {
        // ASP.NET Core puts paths and user agents on its spans then: something for the guard to take away.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        await using var receiver = await OtlpReceiver.StartAsync();
        await using (var server = await ProbeServer.StartAsync(options => options.OtlpEndpoint = receiver.Address))
        {
            await CallAsync(server);
            await server.StopAsync();
        }

        var (traces, metrics, logs) = (receiver.TextOf("traces"), receiver.TextOf("metrics"), receiver.TextOf("logs"));
        using (Assert.EnterMultipleScope())
        {
            // That each signal arrives is what makes the absence below mean something.
            Assert.That(traces, Does.Contain("gateway.tests.Probe/Ask").And.Contain("rpc.grpc.status_code"));
            Assert.That(metrics, Does.Contain("gateway.decisions").And.Contain("gateway.decisions.unlogged"));
            Assert.That(metrics, Does.Contain("gateway.log.batch.duration").And.Contain("gateway.alerts.overdue"));
            Assert.That(metrics, Does.Contain("http.server.request.duration"));
            Assert.That(logs, Does.Contain("System.InvalidOperationException").And.Contain("authentication failed"));
            Assert.That(logs, Does.Contain("a task failed").And.Contain("System.FormatException"));
            Assert.That(traces + metrics + logs, Does.Not.Contain(Canary).IgnoreCase);
        }
    }

    [Test]
    public async Task Export_NoEndpoint_SendsNothing()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using (var server = await ProbeServer.StartAsync())
        {
            await CallAsync(server);
            await server.StopAsync();
        }

        Assert.That(receiver.TextOf("traces") + receiver.TextOf("metrics") + receiver.TextOf("logs"), Is.Empty);
    }

    /// <summary>A canary in every place where a call can bear one.</summary>
    private static async Task CallAsync(ProbeServer server)
    {
        var token = server.Issuer.Issue(new PartyId("canary-party"), "canary-officer", 3);
        server.Script.Answer = (request, context) =>
        {
            context.GetHttpContext().RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Gateway.Task")
                .LogError(new FormatException("canary-exception"), "a task failed");
            return Task.FromResult($"{request} {CallerIdentity.CallerOf(context)}");
        };
        await server.AskAsync("canary-request", token);
        await Assert.ThrowsAsync<RpcException>(() => server.AskAsync("canary-request", "canary.to.ken"));
        server.Script.Throw(new InvalidOperationException("canary-exception"));
        await Assert.ThrowsAsync<RpcException>(() => server.AskAsync("canary-request", token));

        var http = server.CreateHttpClient();
        http.DefaultRequestHeaders.UserAgent.ParseAdd("canary-agent/1");
        http.DefaultRequestHeaders.Add("tracestate", "canary=1");
        http.DefaultRequestHeaders.Add("baggage", "canary=1");
        http.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var unknown = await http.GetAsync("/canary-path?canary-query=1");
        using var known = await http.GetAsync("/.well-known/openid-configuration?canary-query=1");

        server.Metrics.Decided([Outcome.Permit, Outcome.Deny], receipts: 2);
        server.Metrics.Committed(3, TimeSpan.FromMilliseconds(2));
        server.Metrics.Overdue(1, 1);
    }
}
