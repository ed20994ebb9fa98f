namespace Gateway.Policy.Analysis;

/// <summary>Whom a section concerns, as far as the conditions of a slice read it.</summary>
/// <param name="Role">What the person is in the matter; null where nobody is named.</param>
/// <param name="IsSomebody">Whether the category is about somebody, named or not.</param>
/// <param name="IsHidden">Whether a secrecy that protects the section means that the person is in hiding.</param>
internal readonly record struct Concerned(PersonRole? Role, bool IsSomebody, bool IsHidden)
{
    /// <summary>Whether it is somebody of whom nothing is known: not identified, and perhaps in hiding.</summary>
    public bool IsUnknown => Role is null && IsSomebody;
}
