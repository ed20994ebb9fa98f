namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Bytes of what an erasure takes, as they lie in a server's files, each long enough to be nobody else's.</summary>
internal static class ErasureMarks
{
    /// <summary>Those of a party's rows, by name.</summary>
    public static Dictionary<string, byte[]> Of(string folder, string party = "soc")
    {
        var file = new GatewayFile(folder);
        string[] columns = ["substr(envelope, 900, 48)", "content_key", "substr(sealed_facts, 9, 48)", "facts_digest", "ciphertext_digest"];
        Dictionary<string, byte[]> marks = [];
        foreach (var column in columns) Add(column, $"SELECT hex({column}) FROM record_sections WHERE holder = '{party}'");
        Add("pseudonym", $"SELECT hex(person) FROM record_persons WHERE holder = '{party}'");
        Add("view", $"SELECT hex(substr(sealed, 40, 48)) FROM log_views WHERE party = '{party}' AND subject IS NOT NULL");
        Add("proposal", $"SELECT hex(substr(sealed_content, 9, 48)) FROM proposals WHERE party = '{party}'");
        Assert.That(marks, Has.Count.GreaterThan(columns.Length));
        return marks;

        void Add(string name, string sql)
        {
            foreach (var hex in file.Column(sql)) marks.Add($"{name} {marks.Count}", Convert.FromHexString(hex));
        }
    }
}
