namespace Gateway.Server.Hosting;

/// <summary>
/// Reads the configuration once, at start. Whatever is wrong with it is reported together, and then the server does not start.
/// </summary>
public static class ServerConfiguration
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gateway";

    /// <summary>The settings, complete and consistent.</summary>
    /// <exception cref="InvalidConfigurationException">They are not; the message lists every problem.</exception>
    public static GatewayServerOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection(Section);
        var problems = Placeholders(section).ToList();
        var options = new GatewayServerOptions();
        try
        {
            // A setting that is spelled wrong would silently keep its default.
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            problems.Add($"`{Section}` cannot be read: {e.Message}");
        }

        FillDefaults(options, environment);
        problems.AddRange(OptionsCheck.Problems(options, environment));
        return problems.Count == 0 ? options : throw new InvalidConfigurationException(problems);
    }

    /// <summary>Values that a shipped file asks the operator to fill in, such as <c>&lt;address&gt;</c>.</summary>
    private static IEnumerable<string> Placeholders(IConfigurationSection section) =>
        from setting in section.AsEnumerable()
        where setting.Value is { } value && value.TrimStart().StartsWith('<') && value.TrimEnd().EndsWith('>')
        select $"`{setting.Key}` is still a placeholder: {setting.Value}";

    private static void FillDefaults(GatewayServerOptions options, IHostEnvironment environment)
    {
        if (environment.IsProduction()) return;
        if (options.DataFolder.Length > 0 && options.VaultKeyFile.Length == 0)
            options.VaultKeyFile = Path.Combine(options.DataFolder, "vault.key");
        if (options.Identity is { UseDevelopmentIssuer: true, Authority: "" })
            options.Identity.Authority = $"https://localhost:{options.ListenPort}";
    }
}
