using System.Text;
using Gateway.Client;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Server.Tests.Client;

public sealed class AlertClientTests
{
    private static readonly PlainSection Section = new("concern", "concern", Encoding.UTF8.GetBytes("KANARIEFAGEL-7391"));
    private static readonly Wire.PushRequest Alert = new() { ReceiverPartyId = "polisen-syd", Purpose = "child-protection" };

    private TwoParties _parties = null!; // set before each test
    private StubGateway _gateway = null!; // set before each test
    private GatewayConnection _connection = null!; // set before each test
    private AlertClient _alerts = null!; // set before each test

    [SetUp]
    public async Task SetUp()
    {
        _parties = new TwoParties();
        _gateway = await StubGateway.StartAsync(_parties);
        _connection = _gateway.Connect();
        _alerts = Client(_parties.State).Alerts;
    }

    [TearDown]
    public async Task TearDown()
    {
        await _connection.DisposeAsync();
        await _gateway.DisposeAsync();
        await _parties.DisposeAsync();
    }

    [Test]
    public async Task PushAsync_Acknowledged_SendsSealedSectionWithAKeyAndKeepsNothing()
    {
        var response = await _alerts.PushAsync(Alert, [Section], CancellationToken.None);
        var push = _gateway.Pushes.Single();

        Assert.That(response.AlertId, Is.Not.Empty);
        Assert.That(push.IdempotencyKey, Does.Match("^[0-9a-f]{32}$"));
        Assert.That(Client(_parties.State).Sealer.OpenOwn(push.Sections.Single()), Is.EqualTo(Section.Content.ToArray()));
        Assert.That(_alerts.WaitingPushes, Is.Empty);
        Assert.That(_gateway.Bearers.Single(), Is.EqualTo("Bearer a-token"));
        Assert.That(Alert.Sections, Is.Empty, "the caller's message is its own");
    }

    [Test]
    public void PushAsync_GatewayAway_KeepsThePush()
    {
        Fail(StatusCode.Unavailable);
        Assert.That(() => Push(), Throws.InstanceOf<GatewayException>().With.Property(nameof(GatewayException.Failure)).EqualTo(GatewayFailure.Unavailable));
        Assert.That(_alerts.WaitingPushes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ResendAsync_AfterARestart_SendsTheSamePushOnce()
    {
        Fail(StatusCode.Unavailable);
        Assert.That(() => Push(), Throws.InstanceOf<GatewayException>());
        _parties.State.Dispose();

        using var reopened = ClientState.Open(_parties.StateFile);
        var restarted = Client(reopened).Alerts;
        _gateway.OnPush = _ => _gateway.AcknowledgeAsync();
        var resent = await restarted.ResendAsync(CancellationToken.None);

        Assert.That(resent.Single().Response, Is.Not.Null);
        Assert.That(_gateway.Pushes.Distinct().Count(), Is.EqualTo(1), "the same key and the same bytes");
        Assert.That(_gateway.Pushes, Has.Count.EqualTo(2));
        Assert.That(await restarted.ResendAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task PushAsync_KeyIsKeptAlready_SendsWhatWasKept()
    {
        var alert = Alert.Clone();
        alert.IdempotencyKey = "a-key-of-the-caller";
        Fail(StatusCode.Unavailable);
        Assert.That(() => _alerts.PushAsync(alert, [Section], CancellationToken.None), Throws.InstanceOf<GatewayException>());
        _gateway.OnPush = _ => _gateway.AcknowledgeAsync();
        await _alerts.PushAsync(alert, [Section], CancellationToken.None);
        Assert.That(_gateway.Pushes.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Outbox_WithACanaryInThePush_HoldsItNowhere()
    {
        var alert = Alert.Clone();
        alert.Persons.Add(new Wire.ConcernedPerson { Subject = new Wire.Subject { LocalId = "KANARIEFAGEL-7391" } });
        Fail(StatusCode.Unavailable);
        Assert.That(() => _alerts.PushAsync(alert, [Section], CancellationToken.None), Throws.InstanceOf<GatewayException>());
        _parties.State.Dispose();

        var file = File.ReadAllBytes(_parties.StateFile);
        Assert.That(file.AsSpan().IndexOf("KANARIEFAGEL"u8), Is.EqualTo(-1));
        Assert.That(file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(_gateway.Pushes.Single().IdempotencyKey)), Is.GreaterThan(0), "the push is in the file");
    }

    [Test]
    public void PushAsync_Refused_TellsTheFieldsAndForgetsThePush()
    {
        var details = new Google.Rpc.Status
        {
            Details = { Any.Pack(new Google.Rpc.BadRequest { FieldViolations = { new Google.Rpc.BadRequest.Types.FieldViolation { Field = "purpose", Description = "unknown" } } }) },
        };
        _gateway.OnPush = _ => throw new RpcException(
            new Status(StatusCode.InvalidArgument, "bad request"), new Metadata { { "grpc-status-details-bin", details.ToByteArray() } });

        Assert.That(() => Push(), Throws.InstanceOf<GatewayException>()
            .With.Property(nameof(GatewayException.Violations)).EqualTo(new[] { new FieldViolation("purpose", "unknown") })
            .And.Message.EqualTo("`purpose`: unknown"));
        Assert.That(_alerts.WaitingPushes, Is.Empty);
    }

    [TestCase(StatusCode.Unavailable, GatewayFailure.Unavailable, 1)]
    [TestCase(StatusCode.DeadlineExceeded, GatewayFailure.OutcomeUnknown, 1)]
    [TestCase(StatusCode.Internal, GatewayFailure.Unexpected, 1)]
    [TestCase(StatusCode.Unauthenticated, GatewayFailure.Unauthenticated, 1)]
    [TestCase(StatusCode.PermissionDenied, GatewayFailure.NotPermitted, 0)]
    [TestCase(StatusCode.NotFound, GatewayFailure.NotFound, 0)]
    [TestCase(StatusCode.AlreadyExists, GatewayFailure.AlreadyExists, 0)]
    [TestCase(StatusCode.FailedPrecondition, GatewayFailure.WrongState, 1)]
    public void PushAsync_Failed_IsKeptUnlessTheGatewayAnsweredNo(StatusCode code, GatewayFailure failure, int kept)
    {
        Fail(code);
        Assert.That(() => Push(), Throws.InstanceOf<GatewayException>().With.Property(nameof(GatewayException.Failure)).EqualTo(failure));
        Assert.That(_alerts.WaitingPushes, Has.Count.EqualTo(kept));
    }

    [TestCase("")]
    [TestCase("a-key-of-the-caller")]
    public async Task PushAsync_AttachmentOfAnotherKey_IsRefusedBeforeAnythingIsSent(string key)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-attachment-");
        var attachment = await Client(_parties.State).Attachments.SealAsync(
            "another-key-of-the-caller", Section, "text/plain", new MemoryStream([1]), Path.Combine(folder.FullName, "fil"), CancellationToken.None);
        var alert = new Wire.PushRequest(Alert) { IdempotencyKey = key };
        Assert.That(() => _alerts.PushAsync(alert, [], [attachment], CancellationToken.None),
            Throws.ArgumentException.With.Message.Contains("idempotency key"));
        Assert.That((_gateway.Pushes.Count, _alerts.WaitingPushes.Count), Is.EqualTo((0, 0)));
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task PushAsync_EarlierSendingWasStillUnderWay_GetsItsAnswer()
    {
        _gateway.OnPush = _ => _gateway.Pushes.Count == 1
            ? throw new RpcException(new Status(StatusCode.Aborted, "the same alert is being pushed"))
            : _gateway.AcknowledgeAsync();
        Assert.That((await Push()).AlertId, Is.Not.Empty);
        Assert.That(_gateway.Pushes.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task PushAsync_AnswerWithoutProof_IsNotBelievedAndThePushIsKept()
    {
        _gateway.OnPush = _ => Task.FromResult(new Wire.PushResponse { AlertId = "made-up" });
        Assert.That(() => Push(), Throws.InstanceOf<ReceiptRefusedException>().With.Message.Contains("no receipt"));

        await _parties.Log.GrowAsync(2);
        await Client(_parties.State).CheckLogAsync(CancellationToken.None);
        await using var fork = new SqliteLog();
        _gateway.OnPush = _ => _gateway.AcknowledgeAsync(fork);
        Assert.That(() => Push(), Throws.InstanceOf<LogForkedException>());
        Assert.That(_alerts.WaitingPushes, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task PushAsync_LogGrowsBetweenPushes_AsksForTheProofAndBelieves()
    {
        await Push();
        await _parties.Log.GrowAsync(3);
        Assert.That(() => Push(), Throws.Nothing);
        Assert.That(_parties.Memory().Newest?.Size, Is.EqualTo(5));
        Assert.That(_gateway.LookUps, Is.EqualTo(1), "the intake key is remembered");
    }

    [Test]
    public async Task SubscribeAsync_StreamBreaksAndClientRestarts_GoesOnAfterTheLastCursor()
    {
        _gateway.OnSubscribe = async (cursor, stream) =>
        {
            foreach (var next in Enumerable.Range(cursor.Length == 0 ? 1 : int.Parse(cursor) + 1, 2))
                await stream.WriteAsync(new Wire.SubscribeResponse { AlertId = $"alert-{next}", Cursor = $"{next}" });
            throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        };
        Assert.That(await ReadAsync(_alerts, 3), Is.EqualTo(new[] { "alert-1", "alert-2", "alert-3" }));

        // The third was given out but the next not asked for: it may not have been dealt with, so it comes again.
        using var reopened = ClientState.Open(_parties.StateFile);
        Assert.That(await ReadAsync(Client(reopened).Alerts, 1), Is.EqualTo(new[] { "alert-3" }));
        Assert.That(_gateway.Cursors, Is.EqualTo(new[] { "", "2", "2" }));
    }

    [Test]
    public void SubscribeAsync_Refused_Throws()
    {
        _gateway.OnSubscribe = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "no such cursor"));
        Assert.That(() => ReadAsync(_alerts, 1), Throws.InstanceOf<GatewayException>().With.Property(nameof(GatewayException.Failure)).EqualTo(GatewayFailure.NotFound));
    }

    [Test]
    public async Task OpenAsync_AsTheReceiver_GivesTheContent()
    {
        var client = new PartyClient(_connection, _parties.Receiver, _parties.State, SqliteLog.Signer.Verifier);
        var opened = await client.Alerts.OpenAsync("an-alert", "A-1", CancellationToken.None);
        Assert.That(Encoding.UTF8.GetString(opened.Release!.Sections.Single().Content.Span), Is.EqualTo("klartext")); // a failed open throws
    }

    private PartyClient Client(ClientState state) => new(_connection, _parties.Holder, state, SqliteLog.Signer.Verifier);

    private Task<Wire.PushResponse> Push() => _alerts.PushAsync(Alert, [Section], CancellationToken.None);

    private void Fail(StatusCode code) => _gateway.OnPush = _ => throw new RpcException(new Status(code, "no"));

    private static async Task<List<string>> ReadAsync(AlertClient alerts, int count)
    {
        var read = new List<string>();
        await foreach (var alert in alerts.SubscribeAsync(CancellationToken.None))
        {
            read.Add(alert.AlertId);
            if (read.Count == count) break;
        }
        return read;
    }
}
