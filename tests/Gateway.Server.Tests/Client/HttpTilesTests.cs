using System.Net;
using Gateway.Client;
using Gateway.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Server.Tests.Client;

/// <summary>A log over HTTPS as a hostile server gives it: cut off, refused, or told apart.</summary>
internal sealed class HttpTilesTests
{
    private readonly ServerCertificates _certificates = ServerCertificates.Make(TimeProvider.System);
    private WebApplication _application = null!;
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificates.Server)));
        _application = builder.Build();
        _application.Run(http => _answer(http));
        await _application.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        _certificates.Dispose();
    }

    [TestCase("checkpoint", 65_536)]
    [TestCase("succession/1", 65_536)]
    [TestCase("tile/0/000", 8_192)]
    [TestCase("tile/entries/000", 256 * 65_537)]
    public async Task Read_LongerThanItsKindCanBe_IsRefusedAndTheLongestIsNot(string path, int most)
    {
        using var tiles = Tiles();
        _answer = http => http.Response.Body.WriteAsync(new byte[most]).AsTask();
        Assert.That((await tiles.ReadAsync(path, default))?.Length, Is.EqualTo(most));
        _answer = http => http.Response.Body.WriteAsync(new byte[most + 1]).AsTask();
        Assert.That(async () => await tiles.ReadAsync(path, default), Throws.InstanceOf<GatewayException>().With.Message.EqualTo($"`{path}` is longer than it can be"));
    }

    [Test]
    public async Task Read_Absent_IsNothingAndARefusalIsOne()
    {
        using var tiles = Tiles();
        _answer = Status(404);
        Assert.That(await tiles.ReadAsync("checkpoint", default), Is.Null);
        foreach (var (status, failure) in ((int, GatewayFailure)[])[(401, GatewayFailure.Unauthenticated), (500, GatewayFailure.Unavailable), (302, GatewayFailure.Unavailable)])
        {
            _answer = Status(status);
            Assert.That(async () => await tiles.ReadAsync("checkpoint", default),
                Throws.InstanceOf<GatewayException>().With.Property(nameof(GatewayException.Failure)).EqualTo(failure));
        }
    }

    [Test]
    public async Task Read_AnswerThatDoesNotCome_EndsInTime()
    {
        using var tiles = Tiles(TimeSpan.FromMilliseconds(300));
        _answer = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        Assert.That(async () => await tiles.ReadAsync("checkpoint", default), Throws.InstanceOf<GatewayException>().With.Message.Contains("did not come in time"));
        _answer = async http =>
        {
            await http.Response.Body.WriteAsync(new byte[10]);
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        Assert.That(async () => await tiles.ReadAsync("checkpoint", default), Throws.InstanceOf<GatewayException>().With.Message.Contains("did not come in time"));
        _answer = Status(404);
        Assert.That(await tiles.ReadAsync("checkpoint", default), Is.Null, "and the next is served");
    }

    private static Func<HttpContext, Task> Status(int status) => http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private HttpTiles Tiles(TimeSpan? deadline = null) => new(new GatewayConnectionOptions
    {
        Address = new Uri(_application.Urls.Single()), Authority = _certificates.Authority, Token = _ => ValueTask.FromResult("token"),
        Deadline = deadline ?? TimeSpan.FromSeconds(30),
    });
}
