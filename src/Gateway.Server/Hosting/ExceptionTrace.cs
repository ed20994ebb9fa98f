using System.Text;

namespace Gateway.Server.Hosting;

/// <summary>An exception for diagnostics: types and stacks alone. Messages stay out, because they may quote personal data.</summary>
internal static class ExceptionTrace
{
    public static string Of(Exception exception)
    {
        var trace = new StringBuilder();
        for (Exception? at = exception; at is not null; at = at.InnerException)
        {
            if (trace.Length > 0) trace.Append("\ncaused by ");
            trace.Append(at.GetType().FullName).Append('\n').Append(at.StackTrace);
        }

        return trace.ToString();
    }
}
