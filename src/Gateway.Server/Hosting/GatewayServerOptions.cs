using Gateway.Server.Identity;
using Gateway.Server.Keys;

namespace Gateway.Server.Hosting;

/// <summary>
/// The settings of the server process: section <c>Gateway</c> of the configuration, read once by
/// <see cref="ServerConfiguration"/>. Secrets are files that it names, never values.
/// </summary>
public sealed class GatewayServerOptions
{
    /// <summary>Folder of the database, the keys of the embedded default and what the server makes. Required.</summary>
    public string DataFolder { get; set; } = "";

    /// <summary>Address to listen on. Default: this machine alone.</summary>
    public string ListenAddress { get; set; } = "127.0.0.1";

    /// <summary>Port to listen on, by TLS; 0 takes a free one. Default: 7443.</summary>
    public int ListenPort { get; set; } = 7443;

    /// <summary>
    /// Origin of the log, the first line of every checkpoint (C2SP tlog-checkpoint): a name without scheme that stays this log's
    /// for good. Required.
    /// </summary>
    public string LogOrigin { get; set; } = "";

    /// <summary>Party that registers the others; made at the first start. Default: <c>gateway-drift</c>.</summary>
    public string OperatorParty { get; set; } = "gateway-drift";

    /// <summary>The first officer of that party, with the role <c>operator</c>. Default: <c>operator</c>.</summary>
    public string OperatorOfficer { get; set; } = "operator";

    /// <summary>Whose access tokens are believed.</summary>
    public IdentityOptions Identity { get; set; } = new();

    /// <summary>Certificate chain in PEM, the server's own first. Required in Production; made by the server elsewhere.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>The certificate's private key in PEM, readable by the server's user alone.</summary>
    public string CertificateKeyFile { get; set; } = "";

    /// <summary>
    /// The key that wraps every other, and for how long what it opened is kept. Required in Production; elsewhere a key file is made.
    /// </summary>
    public VaultOptions Vault { get; set; } = new();

    /// <summary>
    /// Compiled catalogue that two people approved. Required in Production; elsewhere empty takes the one that comes with the program.
    /// </summary>
    public string CatalogueFile { get; set; } = "";

    /// <summary>Its approval, as <c>gateway policy approve</c> writes it. Required with it.</summary>
    public string CatalogueApprovalFile { get; set; } = "";

    /// <summary>Public keys of those who may approve. Required with it.</summary>
    public string CatalogueSignersFile { get; set; } = "";

    /// <summary>Minutes within which a holder answers a request that somebody in immediate danger depends on, 0 to 1440. Default: 30.</summary>
    public int UrgentAnswerMinutes { get; set; } = 30;

    /// <summary>Hours within which what was released in immediate danger is reviewed, 0 to 168. Default: 24.</summary>
    public int PostReviewHours { get; set; } = 24;

    /// <summary>
    /// Days for which backups of the data folder are kept, 0 to 3650: that long they hold what was erased, and answers about erasures say so. The
    /// operator keeps to it. Default: 30.
    /// </summary>
    public int BackupDays { get; set; } = 30;

    /// <summary>
    /// File with the log's witnesses and how many of them suffice (C2SP tlog-policy), each with its address. Empty, the default: nobody witnesses
    /// the log.
    /// </summary>
    public string WitnessPolicyFile { get; set; } = "";

    /// <summary>Certificates in PEM that those of witnesses are issued by. Empty: those that the machine trusts.</summary>
    public string WitnessAuthorityFile { get; set; } = "";

    /// <summary>Seconds from one round of witnesses to the next, 1 to 3600. Default: 10.</summary>
    public int WitnessRoundSeconds { get; set; } = 10;

    /// <summary>Whether to start although too few witnesses answer to know that the log was not rolled back. Default: no.</summary>
    public bool StartWithoutWitnesses { get; set; }

    /// <summary>Base address of an OTLP receiver over HTTP. Empty, the default: no telemetry leaves the process.</summary>
    public string OtlpEndpoint { get; set; } = "";
}
