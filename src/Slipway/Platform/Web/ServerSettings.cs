using Slipway.Platform.Following;
using Slipway.Platform.Notices;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Web;

/// <summary>What <c>slipway up</c> was asked for.</summary>
public sealed record ServerSettings
{
    public required DatabasePlace Place { get; init; }
    public IReadOnlyList<string> Urls { get; init; } = ["http://localhost:5080"];

    /// <summary>The launch folder to import if it isn't there yet; null for the sample.</summary>
    public string? LaunchFolder { get; init; }

    /// <summary>Whether to start with the sample where no folder is named.</summary>
    public bool WantsSample { get; init; } = true;

    /// <summary>Whether the launch folder is played with as the sample is: with a T-0 to come, and a role switch instead of signing in.</summary>
    public bool Plays { get; init; }

    /// <summary>Whether the launch is there to be played with.</summary>
    public bool IsSample => Plays || (LaunchFolder is null && WantsSample);

    /// <summary>PEM files for HTTPS and HTTP/2; both or none.</summary>
    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }

    /// <summary>Addresses or host names of reverse proxies whose word about the client is believed.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>The folders out of which automated tasks may run programs; none unless said.</summary>
    public IReadOnlyList<string> CommandFolders { get; init; } = [];

    /// <summary>How people are told what they have to do; null where nobody is.</summary>
    public NoticeSettings? Notices { get; init; }

    /// <summary>Whether to serve a folder again whose data were moved away.</summary>
    public bool MovedBack { get; init; }

    /// <summary>Whose data this server serves as a copy; null for its own.</summary>
    public FollowWish? Follow { get; init; }

    /// <summary>A folder on another disk that gets copies of the data; null for none.</summary>
    public string? Mirror { get; init; }

    /// <summary>Where an older database is copied to before it is brought to this version; null for the data folder, and no copy with PostgreSQL.</summary>
    public string? CopyFolder { get; init; }

    /// <summary>Where it says what it did at its start; stdout is for results.</summary>
    public TextWriter Words { get; init; } = Console.Error;
}
