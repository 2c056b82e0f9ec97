using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NodaTime;
using Slipway.Platform.Identity;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;

namespace Slipway.Platform.Following;

/// <summary>
/// Knows what this server is among those that hold the same launch, and stops it when another was promoted in its place.
/// Only data folders are followed: PostgreSQL has replicas.
/// </summary>
public sealed partial class RoleKeeper(DatabasePlace place, ServerSettings settings, SigningKey key, IServer server, IHostApplicationLifetime lifetime, ILogger<RoleKeeper> log)
{
    private readonly Lock gate = new();
    private PlaceRole? role;

    /// <summary>Where the one is that was promoted in this one's place; null while this one may serve.</summary>
    public string? ReplacedBy { get; private set; }

    internal PlaceRole Role
    {
        get
        {
            lock (gate)
                return role ??= place.IsSqlite ? PlaceRole.Read(place) : PlaceRole.Main;
        }
    }

    /// <summary>Where others reach this server, as far as it knows; empty before it listens.</summary>
    public string Address => settings.Notices is { Site: { } site } && settings.Follow is null ? site.AbsoluteUri.TrimEnd('/')
        : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } first ? Reachable(first) : "";

    internal Statement Say() => Statement.Of(key, Role.Generation, settings.Follow is null, Address);

    /// <summary>Keeps where another is: it is asked at every start whether it was promoted.</summary>
    internal void Remember(string peer)
    {
        lock (gate)
        {
            var with = Role.With(peer);
            if (ReferenceEquals(with, role))
                return;
            with.Write(place);
            role = with;
        }
    }

    /// <summary>Hears what another says of itself. Where that is the main one of a greater generation, this one is no more.</summary>
    internal void Hear(Statement other)
    {
        if (settings.Follow is not null || !place.IsSqlite || !other.Main || other.Generation <= Role.Generation || ReplacedBy is not null || !other.IsOurs(key))
            return;
        MovedMark.SetReplaced(place, other.At, other.Generation);
        ReplacedBy = other.At;
        LogReplaced(other.At, place);
        lifetime.StopApplication();
    }

    private static string Reachable(string address)
    {
        var uri = new UriBuilder(address.Replace("://+", "://0.0.0.0", StringComparison.Ordinal).Replace("://*", "://0.0.0.0", StringComparison.Ordinal));
        if (uri.Host is "0.0.0.0" or "[::]")
            uri.Host = Environment.MachineName;
        return uri.Uri.GetLeftPart(UriPartial.Authority);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "REPLACED: {Other} was promoted and is the main one now. This server stops, and does not serve {Place} again until it is told: slipway follow, or slipway up --moved-back.")]
    private partial void LogReplaced(string other, DatabasePlace place);
}
