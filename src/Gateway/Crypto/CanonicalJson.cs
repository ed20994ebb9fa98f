using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Crypto;

/// <summary>
/// The one spelling of a JSON value (RFC 8785, JCS): whatever is hashed or signed as JSON is written by this.
/// </summary>
public static class CanonicalJson
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    /// <summary>The canonical UTF-8 bytes.</summary>
    /// <exception cref="FormatException">
    /// A lone surrogate, a duplicate member, or a number beyond a double (RFC 8785 §3.1).
    /// </exception>
    public static byte[] Write(JsonNode node)
    {
        var text = new StringBuilder();
        try
        {
            Append(text, node);
            return Utf8.GetBytes(text.ToString());
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
#pragma warning disable MA0054 // the inner message may quote content, which must not reach a log
            throw new FormatException(
                "the JSON has no canonical form: a lone surrogate, a duplicate member, or a value that is not JSON's");
#pragma warning restore MA0054
        }
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null: text.Append("null"); break;
            case JsonObject members: AppendObject(text, members); break;
            case JsonArray items: AppendArray(text, items); break;
            default: AppendValue(text, node.AsValue()); break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonObject members)
    {
        var separator = '{';
        // RFC 8785 §3.2.3: by UTF-16 code units, which is what ordinal means for .NET strings.
        var ordered = members.ToArray();
        Array.Sort(ordered, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        foreach (var (name, value) in ordered)
        {
            text.Append(separator);
            AppendText(text, name);
            text.Append(':');
            Append(text, value);
            separator = ',';
        }
        text.Append(separator == '{' ? "{}" : "}");
    }

    private static void AppendArray(StringBuilder text, JsonArray items)
    {
        var separator = '[';
        foreach (var item in items)
        {
            text.Append(separator);
            Append(text, item);
            separator = ',';
        }
        text.Append(separator == '[' ? "[]" : "]");
    }

    private static void AppendValue(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String: AppendText(text, value.GetValue<string>()); break;
            case JsonValueKind.Number: text.Append(EcmaScriptNumber.Of(value)); break;
            case JsonValueKind.True: text.Append("true"); break;
            case JsonValueKind.False: text.Append("false"); break;
            default: text.Append("null"); break;
        }
    }

    /// <summary>
    /// RFC 8785 §3.2.2.2: the short escapes where they exist, <c>\u00xx</c> for other controls, else the character itself.
    /// </summary>
    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        if (!value.AsSpan().ContainsAny(Escaped)) // nearly all text is so
        {
            text.Append(value).Append('"');
            return;
        }
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\t': text.Append("\\t"); break;
                case '\n': text.Append("\\n"); break;
                case '\f': text.Append("\\f"); break;
                case '\r': text.Append("\\r"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: text.Append(c); break;
            }
        }
        text.Append('"');
    }
}
