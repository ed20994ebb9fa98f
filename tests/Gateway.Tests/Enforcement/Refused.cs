using Gateway.Enforcement;

namespace Gateway.Tests.Enforcement;

/// <summary>What an act is refused with.</summary>
internal static class Refused
{
    public static async Task<Refusal> OfAsync(Func<Task> act) => (await ExceptionAsync(act)).Refusal;

    public static async Task<string> MessageAsync(Func<Task> act) => (await ExceptionAsync(act)).Message;

    public static Refusal Of(Action act)
    {
        try
        {
            act();
        }
        catch (RefusedException e)
        {
            return e.Refusal;
        }
        throw new AssertionException("it is not refused");
    }

    private static async Task<RefusedException> ExceptionAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RefusedException e)
        {
            return e;
        }
        throw new AssertionException("it is not refused");
    }
}
