namespace Gateway.Server.Serving;

/// <summary>Whether calls would be served, as the last look found. NOT serving until the first look. Thread-safe.</summary>
public sealed class ServingState
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = New();
    private bool _isServing;

    /// <summary>What the last look found, and what completes when another look finds otherwise.</summary>
    public (bool IsServing, Task Changed) Current
    {
        get
        {
            lock (_gate) return (_isServing, _changed.Task);
        }
    }

    /// <summary>Says what a look found; true where that is news.</summary>
    public bool Set(bool isServing)
    {
        lock (_gate)
        {
            if (_isServing == isServing) return false;
            _isServing = isServing;
            _changed.SetResult();
            _changed = New();
            return true;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
