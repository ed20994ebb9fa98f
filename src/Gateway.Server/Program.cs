using Gateway.Server;
using Gateway.Server.Hosting;

if (args.Contains("--help"))
{
    Console.WriteLine("""
        The gateway server. Settings: section `Gateway` of appsettings.json, environment (Gateway__DataFolder) or
        command line (--Gateway:DataFolder=DIR); deploy/README.md names them all.
        """);
    return 0;
}

try
{
    ProcessMemory.KeepPrivate();
    await using var app = await GatewayServer.BuildAsync(args, CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (InvalidConfigurationException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
