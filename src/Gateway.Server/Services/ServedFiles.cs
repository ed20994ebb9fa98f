using System.Collections.Frozen;
using Gateway.Protocol.V1;
using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using Grpc.Reflection.V1;

namespace Gateway.Server.Services;

/// <summary>The proto files that the server serves, and what is found in them by name.</summary>
internal static class ServedFiles
{
    /// <summary>Those with a service that is mapped; a test compares them with the endpoints.</summary>
    private static readonly FileDescriptor[] Serving =
    [
        AlertsReflection.Descriptor, RecordsReflection.Descriptor, DisclosuresReflection.Descriptor, CasesReflection.Descriptor,
        ConsentsReflection.Descriptor, FollowUpsReflection.Descriptor, KeysReflection.Descriptor, ProposalsReflection.Descriptor,
        ErasuresReflection.Descriptor, RetentionReflection.Descriptor,
        DirectoryReflection.Descriptor, AuditReflection.Descriptor, LegalReflection.Descriptor, IncidentsReflection.Descriptor,
        PolicyReflection.Descriptor, HealthReflection.Descriptor, ReflectionReflection.Descriptor,
    ];

    private static readonly FrozenDictionary<string, FileDescriptor> Names =
        Serving.SelectMany(WithImports).Distinct().ToFrozenDictionary(f => f.Name);

    private static readonly FrozenDictionary<string, FileDescriptor> Symbols =
        Names.Values.SelectMany(f => SymbolsOf(f).Select(s => (s, f))).ToFrozenDictionary(p => p.s, p => p.f);

    /// <summary>Full names of the services.</summary>
    public static IReadOnlyList<string> Services { get; } =
        [.. Serving.SelectMany(f => f.Services).Select(s => s.FullName).Order(StringComparer.Ordinal)];

    /// <summary>A file by its path; null where it is not here.</summary>
    public static FileDescriptor? ByName(string name) => Names.GetValueOrDefault(name);

    /// <summary>The file that declares a service, method, message or enum; null where none does.</summary>
    public static FileDescriptor? BySymbol(string fullName) => Symbols.GetValueOrDefault(fullName);

    /// <summary>A file, then all that it imports, each once.</summary>
    public static IEnumerable<FileDescriptor> WithImports(FileDescriptor file) =>
        file.Dependencies.SelectMany(WithImports).Prepend(file).Distinct();

    private static IEnumerable<string> SymbolsOf(FileDescriptor file) =>
    [
        .. file.Services.Select(s => s.FullName), .. file.Services.SelectMany(s => s.Methods).Select(m => m.FullName),
        .. file.MessageTypes.SelectMany(SymbolsOf), .. file.EnumTypes.Select(e => e.FullName),
    ];

    private static IEnumerable<string> SymbolsOf(MessageDescriptor message) =>
        [message.FullName, .. message.NestedTypes.SelectMany(SymbolsOf), .. message.EnumTypes.Select(e => e.FullName)];
}
