namespace Gateway.Server.Serving;

/// <summary>
/// Places for those who watch the server's health: who watches needs no token, so there is an end to how many may, and to how many of one
/// connection, which else could keep all others out. Thread-safe.
/// </summary>
public sealed class WatchPlaces
{
    /// <summary>Places in all.</summary>
    public const int Most = 256;

    /// <summary>Places of one connection.</summary>
    public const int MostOfOneConnection = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Takes a place; false where there is none.</summary>
    public bool TryTake(string connection)
    {
        lock (_gate)
        {
            var own = _taken.GetValueOrDefault(connection);
            if (_all >= Most || own >= MostOfOneConnection) return false;
            _taken[connection] = own + 1;
            _all++;
            return true;
        }
    }

    /// <summary>Gives a place back that was taken.</summary>
    public void Leave(string connection)
    {
        lock (_gate)
        {
            _all--;
            if (--_taken[connection] == 0) _taken.Remove(connection);
        }
    }
}
