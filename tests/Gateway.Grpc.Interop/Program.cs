using System.CommandLine;
using Gateway.Grpc.Interop.Client;
using Gateway.Grpc.Interop.Server;

var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 for any that is free." };
var tls = new Option<bool>("--tls") { Description = "TLS with a certificate made for this run; needs --ca." };
var written = new Option<FileInfo?>("--ca") { Description = "Where the server's certificate is written, as PEM." };
var server = new Command("server", "Serves grpc.testing.TestService and gateway.interop.ProbeService until it is interrupted.")
{
    port, tls, written,
};
server.Validators.Add(result =>
{
    if (result.GetValue(tls) != result.GetValue(written) is not null) result.AddError("--tls and --ca belong together");
});
server.SetAction((result, ct) => InteropServer.RunAsync(result.GetValue(port), result.GetValue(written)?.FullName, ct));

var host = new Option<string>("--host") { Description = "The server's name or address.", DefaultValueFactory = _ => "127.0.0.1" };
var peerPort = new Option<int>("--port") { Description = "The server's port.", Required = true };
var cases = new Option<string[]>("--case")
{
    Description = "The test case, several of them, or all: " + string.Join(", ", TestCases.Names),
    Required = true,
    AllowMultipleArgumentsPerToken = true,
};
var trusted = new Option<FileInfo?>("--ca") { Description = "Calls over TLS and trusts this certificate (PEM), and no other." };
var blind = new Option<bool>("--no-probe")
{
    Description = "The server cannot see whether a request is compressed: do not ask it to refuse one.",
};
var client = new Command("client", "Runs test cases against a server; one line for each, exit code 1 when one failed.")
{
    host, peerPort, cases, trusted, blind,
};
client.SetAction((result, ct) => InteropClient.RunAsync(
    new Peer(
        result.GetValue(host) ?? "127.0.0.1", result.GetValue(peerPort),
        result.GetValue(trusted)?.FullName, SeesCompression: !result.GetValue(blind)),
    result.GetValue(cases) ?? [],
    ct));

return await new RootCommand("Our gRPC transport beside the official ones: tests/interop/grpc/README.md says how they are run.") { server, client }
    .Parse(args).InvokeAsync();
