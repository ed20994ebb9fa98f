using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Gateway.Server.Hosting;

/// <summary>
/// Keeps the process's memory, which holds keys, out of files and from other processes of the same user: no core dump, by a limit and
/// by its not being dumpable, which also shuts out debuggers and <c>/proc/PID/mem</c>; and no dump of the runtime's own making.
/// </summary>
internal static class ProcessMemory
{
    private const int CoreLimit = 4; // RLIMIT_CORE, getrlimit(2)
    private const int SetDumpable = 4; // PR_SET_DUMPABLE, prctl(2)
    private static readonly string[] DumpSettings = ["DOTNET_DbgEnableMiniDump", "COMPlus_DbgEnableMiniDump"];

    /// <summary>Called before the first key is read.</summary>
    /// <exception cref="InvalidConfigurationException">The runtime is told to write dumps, or the kernel refuses.</exception>
    public static void KeepPrivate()
    {
        // createdump copies memory as the process dies, whatever the limits are.
        var told = DumpSettings.Where(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } and not "0").ToArray();
        if (told.Length > 0) throw new InvalidConfigurationException(
            [.. told.Select(t => $"`{t}` is set: memory holds keys, and dumps are refused")]);
        if (!OperatingSystem.IsLinux()) return;
        // A dump that is piped to a program ignores the limit; of a process that is not dumpable there is none.
        if (SetLimit(CoreLimit, default) != 0 || Control(SetDumpable, 0, 0, 0, 0) != 0)
            throw new InvalidConfigurationException([$"core dumps cannot be switched off: {new Win32Exception().Message}"]);
    }

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    [DllImport("libc", EntryPoint = "prctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int option, nint first, nint second, nint third, nint fourth);

    /// <summary>struct rlimit: what counts now, and up to what it may be raised.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(nuint Current, nuint Most);
}
