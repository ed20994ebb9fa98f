using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Social services hand one section over, in a record or in an alert.</summary>
internal static class Intake
{
    public static async Task RefusedAsync(Func<Task> call)
    {
        var refused = await Refusal.OfAsync(call);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
            Assert.That(Refusal.FieldsOf(refused), Has.Some.StartsWith("sections[0]"));
        }
    }

    public static async Task<DepositResponse> DepositAsync(Func<string, SealedSection> seal)
    {
        var record = new DepositRequest(Messages.Record(People.Adult()));
        record.Sections.Add(seal(record.RecordId));
        return await Town.Wire(Cast.Registrar).Records.DepositAsync(record);
    }

    public static async Task<PushResponse> PushAsync(Func<string, SealedSection> seal)
    {
        var key = Town.Name("key-of-an-alert");
        var push = new PushRequest(Messages.Concern(People.Child())) { IdempotencyKey = key, ReceiverPartyId = "polisen", AssessedBy = "alm" };
        push.Sections.Add(seal(key));
        return await Town.Wire(Cast.Registrar).Alerts.PushAsync(push);
    }
}
