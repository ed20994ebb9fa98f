using System.Runtime.InteropServices;

namespace Gateway.Audit;

/// <summary>
/// The place of a complete subtree: number <paramref name="Index"/> from the left among those over 2^<paramref name="Level"/>
/// leaves. Its hash never changes once the log has grown past it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TreeNode(int Level, long Index);
