namespace Gateway.Policy.Analysis;

/// <summary>A slice needs more nodes than it may have. It is named as not finished, and never guessed at.</summary>
internal sealed class BudgetExceededException : Exception;
