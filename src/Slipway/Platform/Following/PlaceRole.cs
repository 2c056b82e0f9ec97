using System.Text.Json;
using NodaTime;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Following;

/// <summary>
/// What a data folder is among those that hold the same launch: the main one, or a copy that follows it. A file beside the
/// database and not in it: a backup of the main one that is restored elsewhere is nobody's main one.
/// </summary>
/// <param name="Generation">Greater with each promotion: of two that call themselves the main one, the greater is.</param>
/// <param name="Follows">Whom it follows; null for the main one.</param>
/// <param name="Peers">Where others are, or were: followers of this one, and the one in whose place it was promoted.</param>
internal sealed record PlaceRole(long Generation, Followed? Follows, IReadOnlyList<string> Peers)
{
    private const string FileName = "slipway-role.json";

    /// <summary>More followers than anybody has; the oldest are forgotten.</summary>
    private const int MostPeers = 20;

    public static PlaceRole Main { get; } = new(1, null, []);

    /// <summary>A folder without the file is a main one that nobody follows.</summary>
    public static PlaceRole Read(DatabasePlace folder)
    {
        var file = FileOf(folder);
        if (!File.Exists(file))
            return Main;
        try
        {
            return JsonSerializer.Deserialize<PlaceRole>(File.ReadAllText(file), SlipwayJson.Options) is { Peers: not null, Generation: > 0 } role ? role : throw new JsonException("it says nothing");
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{file} cannot be read ({unreadable.Message}). It says whether this folder is the main one or a copy; if it is the main one, take the file away.", unreadable);
        }
    }

    public void Write(DatabasePlace folder) => DurableFile.WriteText(FileOf(folder), JsonSerializer.Serialize(this, SlipwayJson.Options));

    public PlaceRole With(string peer) => Peers.Contains(peer) ? this : this with { Peers = [.. Peers.Append(peer).TakeLast(MostPeers)] };

    public static string FileOf(DatabasePlace folder) => Path.Combine(folder.DataFolder!, FileName);
}

/// <summary>What a copy knows of the one that it follows.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Heard">When it last answered, and everything that it then said was written here; null before the first time.</param>
/// <param name="Behind">How many entries it had then that had not come here.</param>
/// <param name="Sample">Whether it let everybody choose who they are.</param>
internal sealed record Followed(string Url, Instant? Heard, long Behind, bool Sample);
