using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Platform.Journal;

namespace Slipway.Platform.Storage.Copying;

/// <summary>JSON columns: EF writes bytes in them as base64 on PostgreSQL and as hexadecimal digits on SQLite, and reads only its own.</summary>
internal static class JsonBytes
{
    /// <summary>The bytes of a passkey, the one thing that is kept as JSON.</summary>
    private static readonly string[] Names = ["PublicKey", "AttestationObject", "ClientDataJson"];

    public static string Canonical(string json) => CanonicalJson.Write(JsonElement.Parse(json));

    public static string FromSqlite(string json) => Each(json, digits => Convert.ToBase64String(Convert.FromHexString(digits)));

    public static string ToSqlite(string json) => Each(json, base64 => Convert.ToHexString(Convert.FromBase64String(base64)));

    private static string Each(string json, Func<string, string> change)
    {
        var all = JsonNode.Parse(json)!.AsObject();
        foreach (var name in Names.Where(name => all[name] is not null))
            all[name] = change(all[name]!.GetValue<string>());
        return CanonicalJson.Write(JsonSerializer.SerializeToElement(all));
    }
}
