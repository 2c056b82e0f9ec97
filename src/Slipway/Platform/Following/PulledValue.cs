using System.Text.Json;

namespace Slipway.Platform.Following;

/// <summary>A value as SQLite keeps it, in JSON.</summary>
internal static class PulledValue
{
    public static JsonElement Write(object value) => value switch
    {
        DBNull => JsonElement.Parse("null"),
        byte[] bytes => JsonSerializer.SerializeToElement(new { b = Convert.ToBase64String(bytes) }),
        _ => JsonSerializer.SerializeToElement(value),
    };

    /// <param name="value">As <see cref="Write"/> wrote it.</param>
    public static object Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => DBNull.Value,
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? (object)whole : value.GetDouble(),
        JsonValueKind.Object => value.GetProperty("b").GetBytesFromBase64(),
        _ => throw new JsonException("a value that SQLite does not keep"),
    };
}
