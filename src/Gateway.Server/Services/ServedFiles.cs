using Gateway.Protocol.V1;
using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using Grpc.Reflection.V1;

namespace Gateway.Server.Services;

/// <summary>The proto files that the server serves, and what is found in them by name. Immutable.</summary>
internal sealed class ServedFiles
{
    private readonly Dictionary<string, FileDescriptor> _byName = [];
    private readonly Dictionary<string, FileDescriptor> _bySymbol = [];
    private readonly HashSet<string> _messages = [];

    private ServedFiles(IReadOnlyList<FileDescriptor> serving)
    {
        foreach (var file in serving.SelectMany(WithImports).Distinct())
        {
            _byName.Add(file.Name, file);
            foreach (var service in file.Services)
            {
                _bySymbol.Add(service.FullName, file);
                foreach (var method in service.Methods) _bySymbol.Add(method.FullName, file);
            }
            foreach (var message in file.MessageTypes) AddMessage(message);
            foreach (var enumeration in file.EnumTypes) _bySymbol.Add(enumeration.FullName, file);
        }
        Services = [.. serving.SelectMany(f => f.Services).Select(s => s.FullName).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every file with a service that is mapped.</summary>
    public static ServedFiles All { get; } = new(
    [
        AlertsReflection.Descriptor, RecordsReflection.Descriptor, DisclosuresReflection.Descriptor, CasesReflection.Descriptor,
        DirectoryReflection.Descriptor, AuditReflection.Descriptor, PolicyReflection.Descriptor, HealthReflection.Descriptor,
        ReflectionReflection.Descriptor,
    ]);

    /// <summary>Full names of the services.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>A file by its path; null where it is not here.</summary>
    public FileDescriptor? ByName(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The file that declares a service, method, message or enum; null where none does.</summary>
    public FileDescriptor? BySymbol(string fullName) => _bySymbol.GetValueOrDefault(fullName);

    /// <summary>Whether there is a message of this full name.</summary>
    public bool HasMessage(string fullName) => _messages.Contains(fullName);

    /// <summary>A file, then all that it imports, each once.</summary>
    public static IEnumerable<FileDescriptor> WithImports(FileDescriptor file) =>
        file.Dependencies.SelectMany(WithImports).Prepend(file).Distinct();

    private void AddMessage(MessageDescriptor message)
    {
        _bySymbol.Add(message.FullName, message.File);
        _messages.Add(message.FullName);
        foreach (var inner in message.NestedTypes) AddMessage(inner);
        foreach (var enumeration in message.EnumTypes) _bySymbol.Add(enumeration.FullName, message.File);
    }
}
