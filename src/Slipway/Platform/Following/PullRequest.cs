using System.ComponentModel;

namespace Slipway.Platform.Following;

/// <summary>What a follower asks for.</summary>
public sealed record PullRequest
{
    [Description("Where the follower is reached.")]
    public required string At { get; init; }

    [Description("The greatest generation that it knows.")]
    public required long Generation { get; init; }

    [Description("The steps by which its tables were made.")]
    public required IReadOnlyList<string> Level { get; init; }

    [Description("From the answer before; without it, streams and rows say what it has.")]
    public string? Session { get; init; }

    [Description("The number of the last answer that it has written.")]
    public long Seen { get; init; }

    [Description("The last version of each stream that it has, and its hash.")]
    public IReadOnlyDictionary<string, StreamEnd>? Streams { get; init; }

    [Description("The rows that it has, by table: key and content as hashes.")]
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Rows { get; init; }
}

public sealed record StreamEnd(long Version, string Hash);

/// <summary>A line of the answer. The first is a greeting, the last an end; a follower writes all that is between, or nothing.</summary>
public sealed record PulledLine
{
    public Greeting? Hello { get; init; }

    [Description("The table of a row.")]
    public string? Table { get; init; }

    [Description("The row's values in the order of the table's columns; bytes as {\"b\":\"base64\"}.")]
    public System.Text.Json.JsonElement[]? Row { get; init; }

    [Description("The hash of a key whose row is gone.")]
    public string? Gone { get; init; }

    public Farewell? End { get; init; }
}

public sealed record Greeting(string Session, long Number, long Generation, bool Sample);

/// <param name="Behind">How many entries are there that did not fit into this answer.</param>
public sealed record Farewell(long Behind);
