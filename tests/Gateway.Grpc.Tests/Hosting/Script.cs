using Grpc.Core;

namespace Gateway.Grpc.Tests.Hosting;

/// <summary>What the methods of the service under test do; each test sets what it needs.</summary>
public sealed class Script
{
    public UnaryServerMethod<Line, Line> Say { get; set; } = (request, _) => Task.FromResult(request);

    public ClientStreamingServerMethod<Line, Line> Collect { get; set; } = async (requests, _) =>
    {
        var texts = new List<string>();
        await foreach (var line in requests.ReadAllAsync()) texts.Add(line.Text);
        return new Line { Text = string.Join('+', texts) };
    };

    public ServerStreamingServerMethod<Line, Line> Expand { get; set; } = async (request, responses, _) =>
    {
        foreach (var part in request.Text.Split('+')) await responses.WriteAsync(new Line { Text = part });
    };

    public DuplexStreamingServerMethod<Line, Line> Converse { get; set; } = async (requests, responses, _) =>
    {
        await foreach (var line in requests.ReadAllAsync()) await responses.WriteAsync(new Line { Text = "re: " + line.Text });
    };
}
