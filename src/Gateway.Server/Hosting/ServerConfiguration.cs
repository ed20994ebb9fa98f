using Gateway.Server.Identity;
using Gateway.Server.Keys;

namespace Gateway.Server.Hosting;

/// <summary>
/// Reads the configuration once, at start. Whatever is wrong with it is reported together, and then the server does not start.
/// </summary>
public static class ServerConfiguration
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gateway";

    /// <summary>The settings, complete and consistent.</summary>
    /// <exception cref="InvalidConfigurationException">They are not; the message lists every problem, one per setting.</exception>
    public static GatewayServerOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new SettingReader(configuration.GetSection(Section));
        var options = Read(reader);
        if (!environment.IsProduction()) FillDefaults(options);
        var problems = reader.Problems().Concat(OptionsCheck.Problems(options, environment)).DistinctBy(p => p.Setting)
            .Select(p => p.ToString()).ToList();
        return problems.Count == 0 ? options : throw new InvalidConfigurationException(problems);
    }

    private static GatewayServerOptions Read(SettingReader reader)
    {
        var usual = new GatewayServerOptions();
        return new GatewayServerOptions
        {
            DataFolder = reader.Text("DataFolder"),
            ListenAddress = reader.Text("ListenAddress", usual.ListenAddress),
            ListenPort = reader.Number("ListenPort", usual.ListenPort),
            LogOrigin = reader.Text("LogOrigin"),
            OperatorParty = reader.Text("OperatorParty", usual.OperatorParty),
            OperatorOfficer = reader.Text("OperatorOfficer", usual.OperatorOfficer),
            Identity = new IdentityOptions
            {
                Authority = reader.Text("Identity:Authority"),
                Audience = reader.Text("Identity:Audience"),
                UseDevelopmentIssuer = reader.Flag("Identity:UseDevelopmentIssuer"),
            },
            CertificateFile = reader.Text("CertificateFile"),
            CertificateKeyFile = reader.Text("CertificateKeyFile"),
            Vault = new VaultOptions
            {
                KeyFile = reader.Text("Vault:KeyFile"),
                Address = reader.Text("Vault:Address"),
                KeyName = reader.Text("Vault:KeyName"),
                KeyVersion = reader.Text("Vault:KeyVersion"),
                Credential = reader.Choice<VaultCredential>("Vault:Credential"),
                ClientId = reader.Text("Vault:ClientId"),
                SigningKeyName = reader.Text("Vault:SigningKeyName"),
                SigningKeyFile = reader.Text("Vault:SigningKeyFile"),
                LeaseSeconds = reader.Number("Vault:LeaseSeconds", usual.Vault.LeaseSeconds),
            },
            CatalogueFile = reader.Text("CatalogueFile"),
            CatalogueApprovalFile = reader.Text("CatalogueApprovalFile"),
            CatalogueSignersFile = reader.Text("CatalogueSignersFile"),
            UrgentAnswerMinutes = reader.Number("UrgentAnswerMinutes", usual.UrgentAnswerMinutes),
            PostReviewHours = reader.Number("PostReviewHours", usual.PostReviewHours),
            BackupDays = reader.Number("BackupDays", usual.BackupDays),
            WitnessPolicyFile = reader.Text("WitnessPolicyFile"),
            WitnessAuthorityFile = reader.Text("WitnessAuthorityFile"),
            WitnessRoundSeconds = reader.Number("WitnessRoundSeconds", usual.WitnessRoundSeconds),
            StartWithoutWitnesses = reader.Flag("StartWithoutWitnesses"),
            OtlpEndpoint = reader.Text("OtlpEndpoint"),
        };
    }

    /// <summary>The embedded default needs a folder, a log origin and an audience; the rest follows.</summary>
    private static void FillDefaults(GatewayServerOptions options)
    {
        if (options.DataFolder.Length > 0 && options.Vault is { KeyFile: "", Address: "" })
            options.Vault.KeyFile = Path.Combine(options.DataFolder, "vault.key");
        if (options.Identity is { UseDevelopmentIssuer: true, Authority: "" })
            options.Identity.Authority = $"https://localhost:{options.ListenPort}";
    }
}
