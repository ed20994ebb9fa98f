namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Waits for what another process or task does in its own time.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            if (tries == 1500) Assert.Fail("it did not come true within fifteen seconds");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }
}
