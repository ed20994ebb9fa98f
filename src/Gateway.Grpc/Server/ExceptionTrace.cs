using System.Text;

namespace Grpc.AspNetCore.Server;

/// <summary>An exception for the log: types and stack traces. Its texts stay out, because they may quote personal data.</summary>
internal static class ExceptionTrace
{
    public static string Of(Exception exception)
    {
        var trace = new StringBuilder();
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (trace.Length > 0) trace.AppendLine().Append("caused by ");
            trace.AppendLine(at.GetType().FullName).Append(at.StackTrace);
        }

        return trace.ToString();
    }
}
