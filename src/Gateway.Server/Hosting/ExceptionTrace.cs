using System.Text;
using Gateway.Server.Keys;

namespace Gateway.Server.Hosting;

/// <summary>
/// An exception for diagnostics: types, stacks, and the name of a vault's fault. Messages stay out, because they may quote personal data.
/// </summary>
internal static class ExceptionTrace
{
    public static string Of(Exception exception)
    {
        var trace = new StringBuilder();
        for (Exception? at = exception; at is not null; at = at.InnerException)
        {
            if (trace.Length > 0) trace.Append("\ncaused by ");
            trace.Append(at.GetType().FullName);
            if (at is KeyVaultException vault) trace.Append(": ").Append(vault.Fault);
            trace.Append('\n').Append(at.StackTrace);
        }

        return trace.ToString();
    }
}
